import * as E from 'fp-ts/lib/Either.js'
import { sliceOf } from './case-file.js'
import { explain, type Sha256 } from './explain.js'
import type { Finding, Subject } from './finding.js'
import { leaves } from './leaf.js'
import type { LedgerView } from './ledger-view.js'
import { subjectsKnown } from './subjects-known.js'

/** What needs no one's attention while nobody claims anything: arrived, on its way in time, waiting for the customer, or given back as it should be. */
const quiet: ReadonlySet<string> = new Set(['Z1', 'D1', 'B1', 'B2', 'B3', 'E1'])

const confidenceRank = { CONFIRMED: 0, PROBABLE: 1, POSSIBLE: 2, UNDETERMINED: 3 } as const

const byWeight = (left: Finding, right: Finding): number => {
  const claimed = Number(right.claim !== null) - Number(left.claim !== null)
  const rank = ({ cause }: Finding): number => (cause.leaf === 'Z1' ? leaves.length : leaves.indexOf(cause.leaf))
  return (
    Number(right.cause.leaf === 'X1') - Number(left.cause.leaf === 'X1') ||
    claimed ||
    rank(left) - rank(right) ||
    confidenceRank[left.cause.confidence] - confidenceRank[right.cause.confidence] ||
    (left.subject.id < right.subject.id ? -1 : 1)
  )
}

/**
 * A damaged log makes every subject X1. Told are those that somebody asks about; where nobody does, the one nearest to
 * the damage speaks for all.
 */
const withoutEchoes = (findings: ReadonlyArray<Finding>, { events, integrity }: LedgerView): ReadonlyArray<Finding> => {
  const isEcho = ({ claim, cause }: Finding): boolean => claim === null && cause.leaf === 'X1'
  if (integrity._tag !== 'BROKEN' || findings.some(({ claim, cause }) => claim !== null && cause.leaf === 'X1'))
    return findings.filter((finding) => !isEcho(finding))
  const near = events.filter(({ sequence }) => sequence <= integrity.firstBad).reverse()
  const isAbout = ({ subject }: Finding, stream: string): boolean =>
    stream === `transfer-${subject.id}` || stream === `attempt-${subject.id}` || stream === `account-${subject.id}`
  const nearest = near.flatMap(
    ({ stream }) => findings.find((finding) => isEcho(finding) && isAbout(finding, stream)) ?? [],
  )
  const speaker = nearest[0] ?? findings.find(isEcho)
  return findings.filter((finding) => finding === speaker || !isEcho(finding))
}

type Asked = Pick<Parameters<typeof explain>[0], 'happenedBy' | 'knownBy'>

/** What is to be told of these subjects: every claim and every anomaly, in the order of the subjects. */
export const findingsAbout = (
  subjects: ReadonlyArray<Subject>,
  view: LedgerView,
  sha256: Sha256,
  asked: Asked,
): ReadonlyArray<Finding> =>
  subjects
    .flatMap((subject) => {
      const found = explain({ subject, claim: null, ...asked }, view, sha256)
      return E.isRight(found) ? [found.right] : []
    })
    .filter((finding) => finding.claim !== null || !quiet.has(finding.cause.leaf))

/** Findings of a ledger that is whole, the worst first. */
export const worstFirst = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> => findings.toSorted(byWeight)

/** Every claim and every anomaly of a ledger, worst first. */
export const investigate = (view: LedgerView, sha256: Sha256, asked: Asked = {}): ReadonlyArray<Finding> => {
  const slice = sliceOf(view, { subject: { kind: 'store', id: view.ledger }, claim: null, ...asked })
  const accountsClaimed = new Set(
    slice.events.flatMap(({ event }) =>
      event._tag === 'ClaimOpened' && event.transferId === undefined && event.account !== undefined
        ? [event.account]
        : [],
    ),
  )
  const subjects: ReadonlyArray<Subject> = [
    ...subjectsKnown(view, 'transfer').map((id): Subject => ({ kind: 'transfer', id })),
    ...[...accountsClaimed].map((id): Subject => ({ kind: 'account', id })),
  ]
  return withoutEchoes(worstFirst(findingsAbout(subjects, view, sha256, asked)), view)
}

/** The exit status that a finding stands for: 0 CONFIRMED, 3 PROBABLE, 4 POSSIBLE, 5 UNDETERMINED, 6 a damaged record. */
export const exitStatusOf = ({ cause }: Finding): 0 | 3 | 4 | 5 | 6 => {
  if (cause.leaf === 'X1') return 6
  switch (cause.confidence) {
    case 'CONFIRMED':
      return 0
    case 'PROBABLE':
      return 3
    case 'POSSIBLE':
      return 4
    case 'UNDETERMINED':
      return 5
  }
}
