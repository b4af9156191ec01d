import { streamKindOf, streamSubjectOf, type Recorded } from '@waybill/core'
import type { Subject } from './finding.js'
import type { LedgerView } from './ledger-view.js'
import { fieldOf } from './target.js'

/** The subject of a kind that an event makes known; undefined where it makes none known. */
export const subjectIn = (recorded: Recorded, kind: Subject['kind']): string | undefined => {
  const streamKind = streamKindOf(recorded.stream)
  switch (kind) {
    case 'transfer':
      return streamKind === 'transfer' || streamKind === 'attempt' ? streamSubjectOf(recorded.stream) : undefined
    case 'account':
      return streamKind === 'account' ? streamSubjectOf(recorded.stream) : undefined
    case 'case':
      return fieldOf(recorded, 'claimId') ?? fieldOf(recorded, 'disputeId')
    case 'customer':
      return fieldOf(recorded, 'customer')
    case 'store':
      return undefined
  }
}

/** Ids of a kind that the ledger knows. */
export const subjectsKnown = (view: LedgerView, kind: Subject['kind']): ReadonlyArray<string> => [
  ...new Set(view.events.flatMap((recorded) => subjectIn(recorded, kind) ?? [])),
]

const shared = (left: string, right: string): number => {
  let length = 0
  while (length < left.length && left[length] === right[length]) length += 1
  return length
}

const mostAlike = 5

/** Subjects of one kind that begin like the asked one, looked for among events as they come. */
export type SubjectsAlike = {
  readonly take: (recorded: Recorded) => void
  /** At most five, most alike first. */
  readonly known: () => ReadonlyArray<string>
}

/** Remembers the few ids that begin most like the asked one, however many the ledger knows. */
export const beginSubjectsAlike = ({ id: asked, kind }: Subject): SubjectsAlike => {
  let known: ReadonlyArray<string> = []
  const byLikeness = (left: string, right: string): number =>
    shared(right, asked) - shared(left, asked) || (left < right ? -1 : 1)
  return {
    take: (recorded) => {
      const id = subjectIn(recorded, kind)
      const last = known.at(mostAlike - 1)
      if (id === undefined || known.includes(id) || (last !== undefined && byLikeness(last, id) < 0)) return
      known = [...known, id].sort(byLikeness).slice(0, mostAlike)
    },
    known: () => known,
  }
}
