import {
  agreesWithQuote,
  exchangeOf,
  inTransit,
  sameAccount,
  type Exchange,
  type Money,
  type Transfer,
} from '@waybill/core'
import { lastTold, told, type CaseFile, type Told } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import type { Leaf } from '../leaf.js'
import { acceptedConfirmation, confirmedPayee, credits, nameOf, names, responsibleOf } from '../reading.js'
import {
  excluded,
  holds,
  say,
  silent,
  type CauseRule,
  type Exhibit,
  type Responsible,
  type Verdict,
} from '../verdict.js'
import {
  sayAccount,
  sayExchange,
  sayMinorUnits,
  sayMoney,
  sayTime,
  sayWhatBecame,
  sayWhatCameBack,
} from '../wording/plain.js'

const executions = (file: CaseFile): ReadonlyArray<Exhibit> =>
  credits(file).map((credited) =>
    exhibit(
      file.slice,
      credited,
      say(
        `${sayWhatBecame(credited.event.amount, credited.event.converted).en} was credited to ${sayAccount(credited.event.account).en} on ${sayTime(credited.occurredAt).en}.`,
        `${sayWhatBecame(credited.event.amount, credited.event.converted).zh}于${sayTime(credited.occurredAt).zh}记入${sayAccount(credited.event.account).zh}。`,
      ),
    ),
  )

type Altered = {
  readonly sent: Told<'RequestSent'>
  readonly received: Told<'RequestReceived'>
}

/** A request that reached our edge otherwise than the device sent it. */
const altered = (file: CaseFile): Altered | null => {
  const sent = lastTold(file, 'RequestSent')
  const received = lastTold(file, 'RequestReceived')
  if (sent === null || received === null) return null
  if (sent.event.idempotencyKey !== received.event.idempotencyKey) return null
  if (sent.event.payloadDigest === received.event.payloadDigest) return null
  return { sent, received }
}

/** Which field was changed on the way, where both sides say what it was; null where they do not say. */
const fieldAltered = ({ sent, received }: Altered): 'PAYEE' | 'AMOUNT' | 'OTHER' | null => {
  const [before, after] = [sent.event.instruction, received.event.instruction]
  if (before?.payee === undefined || after?.payee === undefined) return null
  if (before.payee.account !== after.payee.account || before.payee.institution !== after.payee.institution)
    return 'PAYEE'
  if (before.amount === undefined || after.amount === undefined) return null
  return before.amount.minorUnits !== after.amount.minorUnits || before.amount.currency !== after.amount.currency
    ? 'AMOUNT'
    : 'OTHER'
}

const changedOnTheWay = (file: CaseFile, { sent, received }: Altered, rivals: ReadonlyArray<Leaf>): Verdict => {
  const evidence = [
    exhibit(file.slice, sent, say('The device sent a request with one digest.', '设备发出的请求带有一个摘要。')),
    exhibit(
      file.slice,
      received,
      say(
        'Our edge received it under the same key with another digest: it was changed on the way.',
        '我方入口以同一幂等键收到的请求，其摘要不同：请求在途中被更改。',
      ),
    ),
  ]
  return holds({
    evidence,
    rivals,
    responsible: { party: 'NETWORK' },
    factors: [{ factor: 'NETWORK', wouldHaveChanged: 'yes', evidence: evidence.map(({ id }) => id) }],
  })
}

/** What the rail was given, as its digest names it: whoever altered it came after. */
const handedOver = (file: CaseFile): ReadonlyArray<Exhibit> => {
  const started = lastTold(file, 'SubmissionStarted')
  if (started === null) return []
  const digest = started.event.messageDigest.slice(0, 15)
  return [
    exhibit(
      file.slice,
      started,
      say(
        `We handed the recorded instruction to ${started.event.rail} on ${sayTime(started.occurredAt).en}; its digest begins ${digest}.`,
        `我方于${sayTime(started.occurredAt).zh}把所记录的指令交给 ${started.event.rail}，报文摘要以 ${digest} 开头。`,
      ),
    ),
  ]
}

const wrongDestination: CauseRule = {
  leaf: 'F1',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const change = altered(file)
    const field = change === null ? null : fieldAltered(change)
    if (change !== null && (field === null || field === 'PAYEE'))
      return changedOnTheWay(file, change, field === null ? ['F2'] : [])
    const instructed = transfer.instruction.payee
    const initiated = lastTold(file, 'TransferInitiated')
    const meant = confirmedPayee(file, transfer)
    const confirmation = acceptedConfirmation(file)
    const asConfirmed: ReadonlyArray<Exhibit> =
      confirmation === null
        ? []
        : [
            exhibit(
              file.slice,
              confirmation.shown,
              say(
                `The customer was shown ${sayAccount(meant).en} and accepted.`,
                `向客户显示的是${sayAccount(meant).zh}，客户已同意。`,
              ),
            ),
          ]
    const recorded: ReadonlyArray<Exhibit> =
      initiated === null
        ? []
        : [
            exhibit(
              file.slice,
              initiated,
              say(
                `The recorded payee is ${sayAccount(instructed).en}.`,
                `记录的收款方是${sayAccount(instructed).zh}。`,
              ),
            ),
          ]
    if (!sameAccount(meant, instructed))
      return holds({ evidence: [...asConfirmed, ...recorded], responsible: { party: 'ENGINE' } })
    const elsewhere = credits(file).filter(({ event }) => !names(event.account, instructed))
    const wrong = elsewhere[0]
    if (wrong !== undefined) {
      const by: Responsible = wrong.event.by === undefined ? { party: 'ENGINE' } : responsibleOf(wrong.event.by)
      return holds({
        evidence: [...asConfirmed, ...recorded, ...handedOver(file), ...executions(file)],
        responsible: by,
      })
    }
    if (credits(file).length === 0 && confirmation === null) return silent
    return excluded(...asConfirmed, ...recorded, ...executions(file))
  },
}

const beyondConfirmed = (file: CaseFile): ReadonlyArray<Told<'DuplicateDetected'>> => told(file, 'DuplicateDetected')

const beyondExhibits = (file: CaseFile): ReadonlyArray<Exhibit> =>
  beyondConfirmed(file).map((found) =>
    exhibit(
      file.slice,
      found,
      say(
        `${nameOf(found.event.by)} executed ${sayMoney(found.event.amount).en} more than was confirmed, on ${sayTime(found.occurredAt).en}.`,
        `${nameOf(found.event.by)} 于${sayTime(found.occurredAt).zh}比确认的金额多执行了${sayMoney(found.event.amount).zh}。`,
      ),
    ),
  )

/** Whether the one execution that there is was of more than was instructed, not only of more than was left. */
const isMoreThanInstructed = ({ executions: all, instruction }: Transfer): boolean => {
  const [only, ...others] = all
  const whole = exchangeOf(instruction)?.bought ?? instruction.amount
  return only !== undefined && others.length === 0 && only.minorUnits > whole.minorUnits
}

const executedTwice: CauseRule = {
  leaf: 'F4',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const double = beyondConfirmed(file).at(-1)
    const confirmations = transfer.confirmed === 0n ? 0 : 1
    if (double !== undefined && transfer.executions.length > confirmations)
      return holds({
        evidence: [...executions(file), ...beyondExhibits(file)],
        responsible: responsibleOf(double.event.by),
      })
    return transfer.executions.length === 1 ? excluded(...executions(file), ...beyondExhibits(file)) : silent
  },
}

const shownAmount = (file: CaseFile): { readonly amount: Money; readonly evidence: ReadonlyArray<Exhibit> } | null => {
  const confirmation = acceptedConfirmation(file)
  const amount = confirmation?.shown.event.shown.amount
  if (confirmation === null || amount === undefined || file.transfer === null) return null
  const recorded = file.transfer.instruction.amount
  const initiated = lastTold(file, 'TransferInitiated')
  return {
    amount,
    evidence: [
      exhibit(
        file.slice,
        confirmation.shown,
        say(
          `The customer was shown ${sayMoney(amount).en} and accepted.`,
          `向客户显示的是${sayMoney(amount).zh}，客户已同意。`,
        ),
      ),
      ...(initiated === null
        ? []
        : [
            exhibit(
              file.slice,
              initiated,
              say(`The recorded amount is ${sayMoney(recorded).en}.`, `记录的金额是${sayMoney(recorded).zh}。`),
            ),
          ]),
    ],
  }
}

/** Credits in another currency that were reported, posted nothing, and are not explained. */
const inAnotherCurrency = (file: CaseFile): ReadonlyArray<Told<'MismatchObserved'>> => {
  const mismatches = file.transfer?.exceptions.filter(({ kind }) => kind === 'MISMATCH') ?? []
  return told(file, 'MismatchObserved').filter(
    ({ event }, index) =>
      event.outcome === 'CREDITED' && event.field === 'currency' && mismatches[index]?.resolved === false,
  )
}

/** Whether somebody says that it was executed, only in another currency. */
export const isSaidExecutedOtherwise = (file: CaseFile): boolean => inAnotherCurrency(file).length > 0

/** `1.0820` and `1.082` are one rate. */
const sameRate = (shown: string, recorded: string): boolean => {
  const plain = (rate: string): string => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate)
  return plain(shown) === plain(recorded)
}

/** The quote that the customer accepted, where it is another than the recorded one: what each of the two says. */
const acceptedOtherQuote = (file: CaseFile, { bought, quote }: Exchange): ReadonlyArray<Exhibit> => {
  const confirmation = acceptedConfirmation(file)
  const initiated = lastTold(file, 'TransferInitiated')
  if (confirmation === null || initiated === null) return []
  const { quoteId, rate, amountCredited } = confirmation.shown.event.shown
  const differs =
    (quoteId !== undefined && quoteId !== quote.quoteId) ||
    (rate !== undefined && !sameRate(rate, quote.rate)) ||
    (amountCredited !== undefined &&
      (amountCredited.currency !== bought.currency || amountCredited.minorUnits !== bought.minorUnits))
  if (!differs) return []
  const shownAs = [
    quoteId,
    ...(rate === undefined ? [] : [rate]),
    ...(amountCredited === undefined ? [] : [sayMoney(amountCredited).en]),
  ]
    .filter((part) => part !== undefined)
    .join(', ')
  const recorded = sayExchange(initiated.event.amount, bought, quote)
  return [
    exhibit(
      file.slice,
      confirmation.shown,
      say(`The customer was shown ${shownAs} and accepted.`, `向客户显示的是 ${shownAs}，客户已同意。`),
    ),
    exhibit(file.slice, initiated, say(`The recorded quote says: ${recorded.en}.`, `所记录的报价为：${recorded.zh}。`)),
  ]
}

/** Credits that are not what the recorded quote makes of their part. */
const creditedOffQuote = (file: CaseFile, exchange: Exchange): ReadonlyArray<Told<'TransferCredited'>> =>
  credits(file).filter(
    ({ event: { amount, converted } }) =>
      converted?.currency !== exchange.bought.currency ||
      !agreesWithQuote(exchange, amount.minorUnits, converted.minorUnits),
  )

const executedOffQuote = (file: CaseFile, exchange: Exchange): Verdict | null => {
  const accepted = acceptedOtherQuote(file, exchange)
  const recorded = lastTold(file, 'TransferInitiated')
  if (accepted.length > 0) return holds({ evidence: accepted, responsible: { party: 'ENGINE' } })
  const last = creditedOffQuote(file, exchange).at(-1)
  if (last === undefined || recorded === null) return null
  const agreed = sayExchange(exchange.sold, exchange.bought, exchange.quote)
  return holds({
    evidence: [
      exhibit(file.slice, recorded, say(`It was agreed that ${agreed.en}.`, `约定为：${agreed.zh}。`)),
      ...executions(file),
    ],
    responsible: last.event.by === undefined ? { party: 'ENGINE' } : responsibleOf(last.event.by),
  })
}

const wrongCurrency: CauseRule = {
  leaf: 'F3',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const { amount } = transfer.instruction
    const shown = shownAmount(file)
    if (shown !== null && shown.amount.currency !== amount.currency)
      return holds({ evidence: shown.evidence, responsible: { party: 'ENGINE' } })
    const exchange = exchangeOf(transfer.instruction)
    const offQuote = exchange === null ? null : executedOffQuote(file, exchange)
    if (offQuote !== null) return offQuote
    const told = inAnotherCurrency(file)
    const last = told.at(-1)
    if (last !== undefined)
      return holds({
        evidence: told.map((mismatch) =>
          exhibit(
            file.slice,
            mismatch,
            say(
              `${nameOf(mismatch.event.by)} reports a credit in ${mismatch.event.found}; ${mismatch.event.expected} was instructed.`,
              `${nameOf(mismatch.event.by)} 报告以 ${mismatch.event.found} 入账，而指令为 ${mismatch.event.expected}。`,
            ),
          ),
        ),
        responsible: responsibleOf(last.event.by),
      })
    return transfer.credited > 0n ? excluded(...executions(file)) : silent
  },
}

/** What came back of it, as evidence beside what was executed. */
const sentBack = (file: CaseFile): ReadonlyArray<Exhibit> =>
  told(file, 'TransferReturned').map((returned) =>
    exhibit(
      file.slice,
      returned,
      say(
        `${sayWhatCameBack(returned.event.amount, returned.event.converted).en} came back on ${sayTime(returned.occurredAt).en}.`,
        `${sayWhatCameBack(returned.event.amount, returned.event.converted).zh}于${sayTime(returned.occurredAt).zh}退回。`,
      ),
    ),
  )

const wrongAmount: CauseRule = {
  leaf: 'F2',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const { amount } = transfer.instruction
    const shown = shownAmount(file)
    if (shown !== null && shown.amount.currency === amount.currency && shown.amount.minorUnits !== amount.minorUnits)
      return holds({ evidence: shown.evidence, responsible: { party: 'ENGINE' } })
    const change = altered(file)
    if (change !== null && fieldAltered(change) === 'AMOUNT') return changedOnTheWay(file, change, [])
    const beyond = beyondConfirmed(file).at(-1)
    if (beyond !== undefined && isMoreThanInstructed(transfer) && transfer.confirmed > 0n)
      return holds({
        evidence: [...executions(file), ...beyondExhibits(file)],
        responsible: responsibleOf(beyond.event.by),
      })
    if (transfer.credited === amount.minorUnits) return excluded(...executions(file))
    const last = credits(file).at(-1)
    if (last === undefined || inTransit(transfer) > 0n || beyond !== undefined) return silent
    return holds({
      evidence: [...executions(file), ...sentBack(file)],
      responsible: last.event.by === undefined ? { party: 'ENGINE' } : responsibleOf(last.event.by),
    })
  },
}

/** A remainder is still on its way, or kept back; where it was sent back, another sum than confirmed was executed. */
const partlyExecuted: CauseRule = {
  leaf: 'F6',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null || transfer.credited === 0n) return silent
    const { amount } = transfer.instruction
    if (transfer.credited >= amount.minorUnits) return excluded(...executions(file))
    const open = inTransit(transfer)
    if (open === 0n) return excluded(...executions(file), ...sentBack(file))
    const last = credits(file).at(-1)
    return holds({
      evidence: [
        ...executions(file),
        derived(
          file.slice,
          'remainder',
          'Balance',
          say(
            `${sayMinorUnits(open, amount.currency).en} of ${sayMoney(amount).en} has not been credited.`,
            `${sayMoney(amount).zh}中有${sayMinorUnits(open, amount.currency).zh}尚未入账。`,
          ),
        ),
      ],
      responsible: last?.event.by === undefined ? { party: 'ENGINE' } : responsibleOf(last.event.by),
    })
  },
}

/** The instruction named a day, and an account was credited before it. */
const wrongTime: CauseRule = {
  leaf: 'F5',
  judge: (file) => {
    const notBefore = file.transfer?.instruction.notBefore
    const all = credits(file)
    const [first] = all
    if (notBefore === undefined || first === undefined) return silent
    const early = all.find(({ event, occurredAt }) => (event.asOf ?? occurredAt) < notBefore)
    if (early === undefined) return excluded(...executions(file))
    const initiated = lastTold(file, 'TransferInitiated')
    return holds({
      evidence: [
        ...(initiated === null
          ? []
          : [
              exhibit(
                file.slice,
                initiated,
                say(
                  `It was not to be executed before ${sayTime(notBefore).en}.`,
                  `指令规定不得早于${sayTime(notBefore).zh}执行。`,
                ),
              ),
            ]),
        ...executions(file),
      ],
      responsible: early.event.by === undefined ? { party: 'ENGINE' } : responsibleOf(early.event.by),
    })
  },
}

/** Twice, elsewhere, in another currency, in part, another sum, on another date. */
export const executedOtherwise: ReadonlyArray<CauseRule> = [
  executedTwice,
  wrongDestination,
  wrongCurrency,
  partlyExecuted,
  wrongAmount,
  wrongTime,
]
