import {
  entryOf,
  evolveTransfer,
  imbalanceOf,
  isMoneyEvent,
  moneySoFar,
  type Recorded,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import { derived, exhibit } from '../exhibit.js'
import { excluded, holds, say, silent, type CauseRule } from '../verdict.js'
import { allOf } from '../wording/plain.js'

const samePostings = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)) ===
  JSON.stringify(right, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

/** The money events whose stored postings do not balance, or are not those that follow from the event. */
export const faultyEntries = (
  story: ReadonlyArray<Recorded<TransferEvent>>,
): ReadonlyArray<Recorded<TransferEvent>> => {
  const faulty: Recorded<TransferEvent>[] = []
  let transfer: Transfer | null = null
  for (const recorded of story) {
    const { event } = recorded
    if (transfer !== null && isMoneyEvent(event)) {
      const { entry, ...rest } = event
      if (imbalanceOf(entry.postings).size > 0) faulty.push(recorded)
      else if (!samePostings(entryOf(moneySoFar(transfer), rest, entry).postings, entry.postings)) faulty.push(recorded)
    }
    transfer = evolveTransfer(transfer, event)
  }
  return faulty
}

const oneSidedPosting: CauseRule = {
  leaf: 'J1',
  judge: (file) => {
    const money = file.story.filter(({ event }) => isMoneyEvent(event))
    if (money.length === 0) return silent
    const faulty = faultyEntries(file.story)
    if (faulty.length === 0)
      return excluded(
        derived(
          file.slice,
          'postings-balance',
          'Sum',
          say(
            `The postings of ${allOf(money.length, 'money event')} balance and follow from ${money.length === 1 ? 'it' : 'their events'}.`,
            money.length === 1
              ? '仅有的一个资金事件，其分录借贷平衡，且与事件相符。'
              : `全部 ${money.length} 个资金事件的分录均借贷平衡，且与事件相符。`,
          ),
        ),
      )
    return holds({
      evidence: faulty.map((recorded) =>
        exhibit(
          file.slice,
          recorded,
          say(
            `The stored postings of event ${recorded.sequence} (${recorded.event._tag}) are not those that follow from it.`,
            `第 ${recorded.sequence} 号事件（${recorded.event._tag}）所存的分录与事件不符。`,
          ),
        ),
      ),
      responsible: { party: 'ENGINE' },
    })
  },
}

export const conservation: ReadonlyArray<CauseRule> = [oneSidedPosting]
