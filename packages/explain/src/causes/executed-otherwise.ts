import { inTransit, sameAccount } from '@waybill/core'
import { lastTold, told, type CaseFile } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import { acceptedConfirmation, confirmedPayee, credits, nameOf, names, responsibleOf } from '../reading.js'
import { excluded, holds, say, silent, type CauseRule, type Exhibit, type Responsible } from '../verdict.js'
import { sayAccount, sayMinorUnits, sayMoney, sayTime } from '../wording/plain.js'

const executions = (file: CaseFile): ReadonlyArray<Exhibit> =>
  credits(file).map((credited) =>
    exhibit(
      file.slice,
      credited,
      say(
        `${sayMoney(credited.event.amount).en} was credited to ${sayAccount(credited.event.account).en} on ${sayTime(credited.occurredAt).en}.`,
        `${sayMoney(credited.event.amount).zh}于${sayTime(credited.occurredAt).zh}记入${sayAccount(credited.event.account).zh}。`,
      ),
    ),
  )

const alteredOnTheWay = (file: CaseFile): ReadonlyArray<Exhibit> | null => {
  const sent = lastTold(file, 'RequestSent')
  const received = lastTold(file, 'RequestReceived')
  if (sent === null || received === null) return null
  if (sent.event.idempotencyKey !== received.event.idempotencyKey) return null
  if (sent.event.payloadDigest === received.event.payloadDigest) return null
  return [
    exhibit(file.slice, sent, say('The device sent a request with one digest.', '设备发出的请求有一个摘要。')),
    exhibit(
      file.slice,
      received,
      say(
        'Our edge received it under the same key with another digest: it was changed on the way.',
        '我方入口以同一键收到的请求摘要不同：途中被更改。',
      ),
    ),
  ]
}

const wrongDestination: CauseRule = {
  leaf: 'F1',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const altered = alteredOnTheWay(file)
    if (altered !== null)
      return holds({
        evidence: altered,
        responsible: { party: 'NETWORK' },
        factors: [{ factor: 'NETWORK', wouldHaveChanged: 'yes', evidence: altered.map(({ id }) => id) }],
      })
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
      return holds({ evidence: [...asConfirmed, ...recorded, ...executions(file)], responsible: by })
    }
    if (credits(file).length === 0 && confirmation === null) return silent
    return excluded(...asConfirmed, ...recorded, ...executions(file))
  },
}

const executedTwice: CauseRule = {
  leaf: 'F4',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const doubles = told(file, 'DuplicateDetected')
    const double = doubles[doubles.length - 1]
    if (double === undefined) {
      if (transfer.executions.length !== 1) return silent
      return excluded(...executions(file))
    }
    const name = nameOf(double.event.by)
    return holds({
      evidence: [
        ...executions(file),
        ...doubles.map((found) =>
          exhibit(
            file.slice,
            found,
            say(
              `${name} executed ${sayMoney(found.event.amount).en} more than was confirmed, on ${sayTime(found.occurredAt).en}.`,
              `${name} 于${sayTime(found.occurredAt).zh}比确认的多执行了${sayMoney(found.event.amount).zh}。`,
            ),
          ),
        ),
      ],
      responsible: responsibleOf(double.event.by),
    })
  },
}

const wrongAmount: CauseRule = {
  leaf: 'F2',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const confirmation = acceptedConfirmation(file)
    const shown = confirmation?.shown.event.shown.amount
    const { amount } = transfer.instruction
    if (
      confirmation !== null &&
      shown !== undefined &&
      (shown.minorUnits !== amount.minorUnits || shown.currency !== amount.currency)
    ) {
      const initiated = lastTold(file, 'TransferInitiated')
      return holds({
        evidence: [
          exhibit(
            file.slice,
            confirmation.shown,
            say(
              `The customer was shown ${sayMoney(shown).en} and accepted.`,
              `向客户显示的是${sayMoney(shown).zh}，客户已同意。`,
            ),
          ),
          ...(initiated === null
            ? []
            : [
                exhibit(
                  file.slice,
                  initiated,
                  say(`The recorded amount is ${sayMoney(amount).en}.`, `记录的金额是${sayMoney(amount).zh}。`),
                ),
              ]),
        ],
        responsible: { party: 'ENGINE' },
      })
    }
    return transfer.credited === amount.minorUnits ? excluded(...executions(file)) : silent
  },
}

const partlyExecuted: CauseRule = {
  leaf: 'F6',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null || transfer.credited === 0n) return silent
    const { amount } = transfer.instruction
    if (transfer.credited >= amount.minorUnits) return excluded(...executions(file))
    const open = inTransit(transfer)
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
      responsible: { party: 'UNDETERMINED' },
    })
  },
}

/** Twice before elsewhere, elsewhere before part, part before another sum. */
export const executedOtherwise: ReadonlyArray<CauseRule> = [
  executedTwice,
  wrongDestination,
  partlyExecuted,
  wrongAmount,
]
