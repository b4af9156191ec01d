import { isMoneyEvent } from '@waybill/core'
import { createMomentColumn } from './moment-column.js'
import { rule, type Rule } from './rule.js'

const earlier = (left: string, right: string): string => (left < right ? left : right)

/** Nothing is confirmed when its time has passed, and nothing expires before. */
export const expiryHolds: Rule = rule('ExpiryHolds', ({ at, before, recorded }, { broken, judged }) => {
  const { event, occurredAt, recordedAt } = recorded
  if (before === null) return
  const { expiresAt } = before.instruction
  if (event._tag === 'TransferExpired') {
    judged()
    if (expiresAt === undefined || recordedAt < expiresAt)
      broken({ _tag: 'ExpiredTooEarly', ...at, expiresAt: expiresAt ?? null, expiredAt: recordedAt })
  }
  if (event._tag !== 'TransferConfirmed' || expiresAt === undefined) return
  judged()
  // It was received no later than it was recorded, and may have waited in between: only both times together tell.
  const confirmedAt = earlier(occurredAt, recordedAt)
  if (confirmedAt >= expiresAt) broken({ _tag: 'ConfirmedTooLate', ...at, expiresAt, confirmedAt })
})

/** Commands that say no more than that time has passed. */
const ofClocks: ReadonlySet<string> = new Set(['ExpireTransfer', 'DeclareOutcomeUnknown', 'DeclareRecallUnanswered'])

/** That time has passed moves no money. */
export const clocksMoveNothing: Rule = rule('ClocksMoveNothing', ({ at, recorded }, { broken, judged }) => {
  const command = recorded.metadata['command']
  if (command === undefined || !ofClocks.has(command)) return
  judged()
  if (isMoneyEvent(recorded.event)) broken({ _tag: 'MovedByClock', ...at, command })
})

/** How far apart the clocks of two engines on one ledger may be. */
const clocksApartMs = 60_000

/** In no stream was an event recorded long before the one that it follows. */
export const timesRise: Rule = {
  name: 'TimesRise',
  begin: () => {
    const latest = createMomentColumn()
    let lastText = ''
    let lastMoment = Number.NaN
    // Events of one decision are recorded at one time.
    const momentOf = (text: string): number => {
      if (text !== lastText) lastMoment = Date.parse(text)
      lastText = text
      return lastMoment
    }
    return {
      look: ({ at, recorded: { recordedAt }, streamNumber }, { broken, judged }) => {
        judged()
        const behind = latest.get(streamNumber)
        const moment = momentOf(recordedAt)
        if (!(moment < behind)) {
          latest.set(streamNumber, moment)
          return
        }
        if (behind - moment > clocksApartMs)
          broken({ _tag: 'RecordedEarlier', ...at, recordedAt, behind: new Date(behind).toISOString() })
      },
    }
  },
}
