import { inTransit, millisecondsBetween, type Transfer } from '@waybill/core'
import type { CaseFile, Told } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import { credits, names } from '../reading.js'
import { excluded, holds, say, silent, type CauseRule, type Verdict } from '../verdict.js'
import { sayAccount, sayDuration, sayMoney, sayTime } from '../wording/plain.js'

type Arrival = { readonly last: Told<'TransferCredited'>; readonly at: string }

/** All of it, on the account that was instructed, nothing beyond and nothing back. */
const arrivalOf = (file: CaseFile, transfer: Transfer): Arrival | null => {
  const { amount, payee } = transfer.instruction
  const all = credits(file)
  const last = all[all.length - 1]
  const complete =
    last !== undefined &&
    transfer.credited === amount.minorUnits &&
    inTransit(transfer) === 0n &&
    transfer.reversed + transfer.returnedAfterCredit === 0n &&
    transfer.excess === 0n &&
    all.every(({ event }) => names(event.account, payee) && event.postedTo === undefined)
  return complete ? { last, at: last.event.asOf ?? last.occurredAt } : null
}

const creditExhibit = (file: CaseFile, { last, at }: Arrival) =>
  exhibit(
    file.slice,
    last,
    say(
      `${sayMoney(last.event.amount).en} was credited to ${sayAccount(last.event.account).en} on ${sayTime(at).en}.`,
      `${sayMoney(last.event.amount).zh}于${sayTime(at).zh}记入${sayAccount(last.event.account).zh}。`,
    ),
  )

const arrived = (file: CaseFile, judge: (arrival: Arrival, promisedBy: string | undefined) => Verdict): Verdict => {
  if (file.transfer === null) return silent
  const arrival = arrivalOf(file, file.transfer)
  return arrival === null ? silent : judge(arrival, file.transfer.instruction.promisedBy)
}

const late: CauseRule = {
  leaf: 'Z2',
  judge: (file) =>
    arrived(file, (arrival, promisedBy) => {
      const credited = creditExhibit(file, arrival)
      if (promisedBy === undefined) return silent
      if (arrival.at <= promisedBy) return excluded(credited)
      const lateness = sayDuration(millisecondsBetween(promisedBy, arrival.at))
      return holds({
        evidence: [
          credited,
          derived(
            file.slice,
            'promise-passed',
            'Clock',
            say(
              `It was promised by ${sayTime(promisedBy).en}: ${lateness.en} late.`,
              `承诺到账时间为${sayTime(promisedBy).zh}：迟了 ${lateness.zh}。`,
            ),
          ),
        ],
        responsible: { party: 'UNDETERMINED' },
      })
    }),
}

const asItShould: CauseRule = {
  leaf: 'Z1',
  judge: (file) =>
    arrived(file, (arrival, promisedBy) => {
      const credited = creditExhibit(file, arrival)
      if (promisedBy !== undefined && arrival.at > promisedBy) return excluded(credited)
      return holds({ evidence: [credited], responsible: { party: 'NONE' } })
    }),
}

export const arrivedCauses: ReadonlyArray<CauseRule> = [late, asItShould]
