import {
  arrived as onPayeesAccount,
  excess,
  excessReturned,
  inTransit,
  millisecondsBetween,
  type Transfer,
} from '@waybill/core'
import { told, type CaseFile, type Told } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import { credits, names } from '../reading.js'
import { excluded, holds, say, silent, type CauseRule, type Exhibit, type Verdict } from '../verdict.js'
import { sayAccount, sayDuration, sayTime, sayWhatBecame } from '../wording/plain.js'

type Arrival = { readonly last: Told<'TransferCredited'> | Told<'LateOutcomeReceived'>; readonly at: string }

/** All of it, on the account that was instructed, nothing beyond and nothing back. What came too late counts once the payer settled it. */
const arrivalOf = (file: CaseFile, transfer: Transfer): Arrival | null => {
  const { amount, payee } = transfer.instruction
  const all = [...credits(file), ...told(file, 'LateOutcomeReceived')]
  const last = all[all.length - 1]
  const complete =
    last !== undefined &&
    onPayeesAccount(transfer) === amount.minorUnits &&
    inTransit(transfer) === 0n &&
    excess(transfer) + excessReturned(transfer) === 0n &&
    all.every(({ event }) => names(event.account, payee) && event.postedTo === undefined)
  return complete ? { last, at: last.event.asOf ?? last.occurredAt } : null
}

/** From how late on a word is told as late: a minute. */
const lateWordMs = 60_000

const creditExhibit = (file: CaseFile, { last, at }: Arrival): Exhibit => {
  const [sum, account, when, known] = [
    sayWhatBecame(last.event.amount, last.event._tag === 'TransferCredited' ? last.event.converted : undefined),
    sayAccount(last.event.account),
    sayTime(at),
    sayTime(last.recordedAt),
  ]
  const heardLater = millisecondsBetween(at, last.recordedAt) >= lateWordMs
  return exhibit(
    file.slice,
    last,
    say(
      `${sum.en} was credited to ${account.en} on ${when.en}${heardLater ? `; we learned of it on ${known.en}` : ''}.`,
      `${sum.zh}于${when.zh}记入${account.zh}${heardLater ? `；我方于${known.zh}得知` : ''}。`,
    ),
  )
}

/** The same request that came more than once under one key, of which one transfer was made. */
const sentAgain = (file: CaseFile): ReadonlyArray<Exhibit> => {
  const requests = told(file, 'RequestReceived')
  const last = requests[requests.length - 1]
  if (last === undefined) return []
  const same = requests.filter(({ event }) => event.idempotencyKey === last.event.idempotencyKey)
  return same.length < 2
    ? []
    : [
        exhibit(
          file.slice,
          last,
          say(
            `The request came ${same.length} times under one reference; one transfer was made of it.`,
            `同一编号的请求到达了 ${same.length} 次，只形成了一笔转账。`,
          ),
        ),
      ]
}

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
      return holds({ evidence: [credited, ...sentAgain(file)], proof: credited.grade, responsible: { party: 'NONE' } })
    }),
}

export const arrivedCauses: ReadonlyArray<CauseRule> = [late, asItShould]
