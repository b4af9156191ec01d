import * as E from 'fp-ts/lib/Either.js'
import type { Rail, RailReport, RailSilent, RailSubmission } from '@waybill/port'
import type { Fate } from './faults.js'
import type { Random } from './random.js'
import type { Process, Scheduler } from './scheduler.js'
import type { Tally } from './tally.js'
import type { VirtualTime } from './virtual-time.js'

const weightedFates: ReadonlyArray<readonly [number, Fate]> = [
  [8, 'CREDITED'],
  [3, 'REFUSED'],
  [2, 'NEVER_RECEIVED'],
  [2, 'CREDITED_TWICE'],
  [2, 'REFUSED_THEN_CREDITED'],
  [2, 'CREDITED_ELSEWHERE'],
  [3, 'RETURNED'],
  [2, 'RETURNED_IN_PARTS'],
  [2, 'RETURNED_LESS_FEES'],
  [2, 'PARTLY_CREDITED'],
]

/** How it answers when it is called. */
type Manner = 'AT_ONCE' | 'LATE' | 'TWICE' | 'NEVER' | 'THROWS'

const manners: ReadonlyArray<readonly [number, Manner]> = [
  [6, 'AT_ONCE'],
  [2, 'LATE'],
  [2, 'TWICE'],
  [2, 'NEVER'],
  [1, 'THROWS'],
]

const mannerWords = {
  LATE: 'a rail answers late',
  TWICE: 'a rail answers twice',
  NEVER: 'a rail never answers',
  THROWS: 'a rail throws',
} as const

type Execution = { readonly submission: RailSubmission; readonly fate: Fate }

/** Something that a rail says unasked. */
export type RailMessage = { readonly transferId: string; readonly report: RailReport }

/** The other side: one for all engines, as a network is. */
export type Network = {
  readonly railFor: (process: Process) => Rail
  /** Whether anybody was ever told that what goes by this name, a transfer's or a rail key, is not or will not be executed. */
  readonly hasDenied: (name: string) => boolean
  /** A message that the network sends unasked, some of them a second time; null when it has none. */
  readonly nextMessage: () => RailMessage | null
  /** From here on it answers whoever calls, at once. */
  readonly calmDown: () => void
}

export type NetworkWatch = {
  /** The rail was called to execute; true when a started submission stands in the log. */
  readonly onSubmitted: (transferId: string) => void
}

export const createNetwork = (
  name: string,
  random: Random,
  time: VirtualTime,
  scheduler: Scheduler,
  tally: Tally,
  watch: NetworkWatch,
): Network => {
  const executions = new Map<string, Execution>()
  const outgoing: RailMessage[] = []
  const denied = new Set<string>()
  let messages = 0
  let isCalm = false

  const head = () => {
    messages += 1
    return { messageId: `${name}-${messages}`, asOf: time.clock.now(), by: name }
  }

  /** What the other side says of a fate, in the order in which it says it. */
  const reportsOf = ({ message, railKey }: RailSubmission, fate: Fate): ReadonlyArray<RailReport> => {
    const amount = message['amount'] ?? '0'
    const currency = message['currency'] ?? 'CNY'
    const institution = message['payeeInstitution']
    const to = {
      account: message['payeeAccount'] ?? '',
      ...(institution === undefined ? {} : { institution }),
      currency,
    }
    const reason = { codeSet: 'ISO20022', code: 'AC04' }
    const part = (BigInt(amount) / 3n + 1n).toString()
    const credited = (sum: string, execution: string, account = to.account): RailReport => ({
      _tag: 'Credited',
      ...head(),
      ...to,
      account,
      amount: sum,
      executionRef: `${railKey}/${execution}`,
    })
    const returned = (sum: string, execution: string): RailReport => ({
      _tag: 'Returned',
      ...head(),
      amount: sum,
      currency,
      reason,
      executionRef: `${railKey}/${execution}`,
    })
    switch (fate) {
      case 'CREDITED':
        return [credited(amount, 'c1')]
      case 'REFUSED':
        return [{ _tag: 'Refused', ...head(), reason }]
      case 'NEVER_RECEIVED':
        return [{ _tag: 'NeverReceived', ...head(), final: random.perMille(500) }]
      case 'CREDITED_TWICE':
        return [credited(amount, 'c1'), credited(amount, 'c2')]
      case 'REFUSED_THEN_CREDITED':
        return [{ _tag: 'Refused', ...head(), reason }, credited(amount, 'c1')]
      case 'CREDITED_ELSEWHERE':
        return [credited(amount, 'c1', '62220000000000')]
      case 'RETURNED':
        return [credited(amount, 'c1'), returned(amount, 'r1')]
      case 'RETURNED_IN_PARTS':
        return [credited(amount, 'c1'), returned(part, 'r1'), returned(part, 'r2')]
      case 'RETURNED_LESS_FEES': {
        const kept = BigInt(amount) / 20n
        const came = (BigInt(amount) - kept).toString()
        const fees = kept === 0n ? {} : { fees: [{ kind: 'RETURN', amount: kept.toString() }] }
        const back = { ...returned(came, 'r1'), ...fees }
        return random.perMille(500) ? [credited(amount, 'c1'), back] : [back]
      }
      case 'PARTLY_CREDITED':
        return [credited(part, 'c1')]
    }
  }

  const accepted = ({ railKey }: RailSubmission): RailReport => ({
    _tag: 'Accepted',
    ...head(),
    railReference: `ref-${railKey.slice(0, 8)}`,
  })

  const send = (transferId: string, reports: ReadonlyArray<RailReport>): void => {
    for (const report of reports)
      for (let copy = 0; copy < (random.perMille(150) ? 2 : 1); copy += 1) {
        if (copy === 1) tally.fault('a message of a rail comes twice')
        time.at(time.now() + random.between(0, 90_000), () => outgoing.push({ transferId, report }))
      }
  }

  const execute = (submission: RailSubmission): Execution => {
    const fate = random.weighted(weightedFates)
    tally.add(`fate: ${fate}`)
    const execution: Execution = { submission, fate }
    executions.set(submission.railKey, execution)
    return execution
  }

  /** Notes who is told that nothing was or will be executed. */
  const noting = (name: string, reports: ReadonlyArray<RailReport>): ReadonlyArray<RailReport> => {
    if (reports.some(({ _tag }) => _tag === 'Refused' || _tag === 'NeverReceived')) denied.add(name)
    return reports
  }

  const answer = async (
    drawn: Manner,
    reports: ReadonlyArray<RailReport>,
  ): Promise<E.Either<RailSilent, ReadonlyArray<RailReport>>> => {
    const manner = isCalm ? 'AT_ONCE' : drawn
    if (manner !== 'AT_ONCE') tally.fault(mannerWords[manner])
    if (manner === 'THROWS') throw new Error('the line broke')
    if (manner === 'NEVER') return new Promise(() => undefined)
    if (manner === 'LATE')
      await new Promise<void>((resolve) => time.at(time.now() + random.between(31_000, 120_000), resolve))
    if (manner === 'TWICE') return E.right([...reports, ...reports])
    return E.right(reports)
  }

  return {
    railFor: (process) => ({
      name,
      submit: (submission) => () =>
        scheduler.call(process, 'RAIL', () => {
          const transferId = submission.message['transferId'] ?? ''
          watch.onSubmitted(transferId)
          const { fate } = execute(submission)
          const reports = noting(transferId, [
            ...(fate === 'NEVER_RECEIVED' ? [] : [accepted(submission)]),
            ...reportsOf(submission, fate),
          ])
          const told = random.between(0, reports.length)
          send(transferId, fate === 'NEVER_RECEIVED' ? [] : reports.slice(told))
          return answer(random.weighted(manners), reports.slice(0, told))
        }),
      inquire:
        ({ railKey }) =>
        () =>
          scheduler.call(process, 'RAIL', () => {
            const execution = executions.get(railKey)
            // Whose key is not known here was started and never sent, or by another rail: nothing will come of it.
            if (execution === undefined)
              return answer(
                random.weighted(manners),
                noting(railKey, [{ _tag: 'NeverReceived', ...head(), final: true }]),
              )
            const transferId = execution.submission.message['transferId'] ?? ''
            return answer(
              random.weighted(manners),
              random.perMille(300)
                ? [{ _tag: 'Status', ...head(), status: { codeSet: 'ISO20022', code: 'ACSP' } }]
                : noting(transferId, reportsOf(execution.submission, execution.fate)),
            )
          }),
    }),
    hasDenied: (name) => denied.has(name),
    nextMessage: () => outgoing.shift() ?? null,
    calmDown: () => {
      isCalm = true
    },
  }
}
