import type { Money } from '@waybill/core'
import { inSlice, lastTold, told, type CaseFile } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import type { Leaf } from '../leaf.js'
import {
  acceptedConfirmation,
  claimStatements,
  likeness,
  lookAlikesPaidBefore,
  lookAlikesSaved,
  names,
  paidBefore,
} from '../reading.js'
import { excluded, holds, say, silent, type CauseRule, type Exhibit, type Lacking } from '../verdict.js'
import { counted, sayAccount, sayMinorUnits, sayMoney, sayTime } from '../wording/plain.js'

const sameMoney = (one: Money, other: Money): boolean =>
  one.minorUnits === other.minorUnits && one.currency === other.currency

/** The customer's word that they meant something else: their statement where one is on record, else the claim as it is asked. */
const word = (file: CaseFile, leaf: 'G1' | 'G3'): Exhibit | null => {
  const kind = leaf === 'G1' ? 'WRONG_PAYEE' : 'WRONG_AMOUNT'
  const statements = claimStatements(file).filter(({ event }) => event.claim === kind)
  const statement = statements[statements.length - 1]
  const shows =
    leaf === 'G1'
      ? say('The customer says that another payee was meant.', '客户称本意是付给另一个收款方。')
      : say('The customer says that another amount was meant.', '客户称本意是另一个金额。')
  if (statement !== undefined) return { ...exhibit(file.slice, statement, shows), grade: 'C' }
  const disputes = told(file, 'TransferDisputed').filter(({ event }) => event.claim === kind)
  const dispute = disputes[disputes.length - 1]
  if (dispute !== undefined) return { ...exhibit(file.slice, dispute, shows), grade: 'C' }
  return file.claim?.kind === kind ? derived(file.slice, 'claim-asked', 'Claim', shows, 'C') : null
}

const intentMissing = (file: CaseFile): Lacking => ({
  what: say(
    'what the customer typed before confirming, and what was shown for confirmation',
    '客户确认前输入的内容，以及确认页面显示的内容',
  ),
  who: 'our app log',
  how: say('recover the intent and confirmation records of this attempt', '找回这次操作的输入与确认记录'),
  by: null,
  wouldDecide: ['G1', 'F1'],
  ours: file.seen.length === 0,
})

const typedAs = (file: CaseFile): Exhibit | null => {
  const intent = lastTold(file, 'IntentCaptured')
  const payee = file.transfer?.instruction.payee
  if (intent === null || payee === undefined || !names(intent.event.payee, payee)) return null
  return exhibit(
    file.slice,
    intent,
    say(
      `The customer typed ${sayAccount(payee).en}, the same account that was paid.`,
      `客户输入的是${sayAccount(payee).zh}，与实际付款账户一致。`,
    ),
  )
}

const shownAs = (file: CaseFile): ReadonlyArray<Exhibit> => {
  const confirmation = acceptedConfirmation(file)
  const payee = file.transfer?.instruction.payee
  const shown = confirmation?.shown.event.shown.payee
  if (confirmation === null || payee === undefined || shown === undefined || !names(shown, payee)) return []
  return [
    exhibit(
      file.slice,
      confirmation.shown,
      say(`The confirmation screen showed ${sayAccount(payee).en}.`, `确认页面显示的是${sayAccount(payee).zh}。`),
    ),
    exhibit(
      file.slice,
      confirmation.answer,
      say(
        `The customer accepted it on ${sayTime(confirmation.answer.occurredAt).en}.`,
        `客户于${sayTime(confirmation.answer.occurredAt).zh}确认同意。`,
      ),
    ),
  ]
}

const warnings = (file: CaseFile): ReadonlyArray<Exhibit> =>
  told(file, 'PayeeChecked')
    .filter(({ event }) => event.shownToCustomer && (event.outcome === 'CLOSE_MATCH' || event.outcome === 'NO_MATCH'))
    .map((check) =>
      exhibit(
        file.slice,
        check,
        say(
          `The payee check answered "${check.event.outcome === 'CLOSE_MATCH' ? 'close match' : 'no match'}" and the customer saw the warning.`,
          `收款方核验结果为“${check.event.outcome === 'CLOSE_MATCH' ? '近似匹配' : '不匹配'}”，客户看到了提示。`,
        ),
      ),
    )

const habits = (file: CaseFile): ReadonlyArray<Exhibit> => {
  const payee = file.transfer?.instruction.payee.account ?? ''
  const how = (account: string) =>
    likeness(account, payee) === 'TWO_SWAPPED'
      ? say('differs only by two swapped characters', '只有两位数字颠倒')
      : say('differs by one character', '只差一位')
  const paid = lookAlikesPaidBefore(file)
  const last = paid[paid.length - 1]
  const saved = lookAlikesSaved(file)
  const entry = saved[saved.length - 1]
  return [
    ...(entry === undefined
      ? []
      : [
          exhibit(
            file.slice,
            entry,
            say(
              `A payee in the customer's own list${entry.event.timesPaid === undefined ? '' : `, paid ${counted(entry.event.timesPaid, 'time')},`} ${how(entry.event.payee.account).en}.`,
              `客户常用收款人名单中${entry.event.timesPaid === undefined ? '' : `已付款 ${entry.event.timesPaid} 次`}的一个账户与本次账户${how(entry.event.payee.account).zh}。`,
            ),
          ),
        ]),
    ...(last === undefined
      ? []
      : [
          exhibit(
            file.slice,
            last,
            say(
              `The payer had paid ${sayAccount(last.event.payee).en} ${counted(paid.length, 'time')}, last on ${sayTime(last.occurredAt).en}: it ${how(last.event.payee.account).en}.`,
              `付款方此前曾 ${paid.length} 次付款给${sayAccount(last.event.payee).zh}，最近一次在${sayTime(last.occurredAt).zh}：该账户与本次账户${how(last.event.payee.account).zh}。`,
            ),
          ),
        ]),
  ]
}

/** Signs that somebody else changed the saved payee, or that the customer was deceived: then the slip is not the only story. */
const otherStories = (file: CaseFile): ReadonlyArray<Leaf> => {
  const payee = file.transfer?.instruction.payee
  const altered = inSlice(file.slice, 'PayeeSaved').some(
    ({ event }) => event.payeeBefore !== undefined && payee !== undefined && names(event.payee, payee),
  )
  const deceived = told(file, 'RiskFlagged').some(({ event }) => event.risk === 'DECEPTION')
  const takenOver = told(file, 'RiskFlagged').some(({ event }) => event.risk === 'ACCOUNT_TAKEOVER')
  return [
    ...(altered ? (['G5'] as const) : []),
    ...(deceived ? (['H3'] as const) : []),
    ...(takenOver ? (['H1'] as const) : []),
  ]
}

/** Whether a record comes from a source that is good enough to confirm by. */
const reliable = ({ grade }: Exhibit): boolean => grade <= 'B'

const asConfirmed = (file: CaseFile): boolean => file.transfer !== null && file.transfer.confirmed > 0n

const wrongPayee: CauseRule = {
  leaf: 'G1',
  judge: (file) => {
    if (!asConfirmed(file)) return silent
    const said = word(file, 'G1')
    if (said === null) return silent
    const typed = typedAs(file)
    const shown = shownAs(file)
    const onRecord = typed !== null && shown.length > 0 && [typed, ...shown].every(reliable)
    const corroboration = [...warnings(file), ...habits(file)].filter(reliable)
    const others = otherStories(file)
    return holds({
      evidence: [said, ...(typed === null ? [] : [typed]), ...shown, ...corroboration],
      proof: onRecord && corroboration.length > 0 ? 'A' : 'C',
      rivals: [...(onRecord ? [] : (['F1'] as const)), ...others],
      responsible: { party: 'CUSTOMER' },
      missing: onRecord ? [] : [intentMissing(file)],
    })
  },
}

const enteredAs = (file: CaseFile, amount: Money): Exhibit | null => {
  const intent = lastTold(file, 'IntentCaptured')
  const entered = intent?.event.amount
  if (intent === null || entered === undefined || !sameMoney(entered, amount)) return null
  return exhibit(
    file.slice,
    intent,
    say(`The customer entered ${sayMoney(amount).en}.`, `客户输入的金额是${sayMoney(amount).zh}。`),
  )
}

const shownAmount = (file: CaseFile, amount: Money): ReadonlyArray<Exhibit> => {
  const confirmation = acceptedConfirmation(file)
  const shown = confirmation?.shown.event.shown.amount
  if (confirmation === null || shown === undefined || !sameMoney(shown, amount)) return []
  return [
    exhibit(
      file.slice,
      confirmation.shown,
      say(`The confirmation screen showed ${sayMoney(amount).en}.`, `确认页面显示的是${sayMoney(amount).zh}。`),
    ),
    exhibit(
      file.slice,
      confirmation.answer,
      say(
        `The customer accepted it on ${sayTime(confirmation.answer.occurredAt).en}.`,
        `客户于${sayTime(confirmation.answer.occurredAt).zh}确认同意。`,
      ),
    ),
  ]
}

const editsOfAmount = (file: CaseFile): ReadonlyArray<Exhibit> =>
  told(file, 'IntentEdited')
    .filter(({ event }) => event.field === 'AMOUNT')
    .map((edit) => {
      const [before, after] = [edit.event.before?.amount, edit.event.after?.amount]
      return exhibit(
        file.slice,
        edit,
        before === undefined || after === undefined
          ? say('The customer changed the amount before sending.', '客户在发送前改过金额。')
          : say(
              `The customer changed the amount from ${sayMoney(before).en} to ${sayMoney(after).en}.`,
              `客户把金额从${sayMoney(before).zh}改为${sayMoney(after).zh}。`,
            ),
      )
    })

/** Alerts that the amount itself raised before the transfer was confirmed. */
const amountAlerts = (file: CaseFile): ReadonlyArray<Exhibit> => {
  const confirmed = lastTold(file, 'TransferConfirmed')
  return told(file, 'AlertRaised')
    .filter(({ event, sequence }) => event.inputs['amount'] !== undefined && sequence < (confirmed?.sequence ?? 0))
    .map((alert) =>
      exhibit(
        file.slice,
        alert,
        say(
          `Our rule ${alert.event.rule} (version ${alert.event.ruleVersion}) raised an alert about the amount before it was sent.`,
          `我方规则 ${alert.event.rule}（版本 ${alert.event.ruleVersion}）在发送前就金额发出了提醒。`,
        ),
      ),
    )
}

/** How many times more than ever before counts as a departure from habit. */
const farAbove = 5n

/** What the payer had paid the same payee before, where this sum is far above all of it. */
const amountHabit = (file: CaseFile, amount: Money): ReadonlyArray<Exhibit> => {
  const before = paidBefore(file)
  const last = before[before.length - 1]
  if (last === undefined || before.length < 2) return []
  const most = before.reduce(
    (largest, { event }) => (event.amount.minorUnits > largest ? event.amount.minorUnits : largest),
    0n,
  )
  if (amount.minorUnits < most * farAbove) return []
  const usual = sayMinorUnits(most, amount.currency)
  return [
    exhibit(
      file.slice,
      last,
      say(
        `The customer had paid this payee ${before.length} times before, never more than ${usual.en}.`,
        `客户此前向该收款方付款 ${before.length} 次，每次不超过${usual.zh}。`,
      ),
    ),
  ]
}

const wrongAmount: CauseRule = {
  leaf: 'G3',
  judge: (file) => {
    if (!asConfirmed(file) || file.transfer === null) return silent
    const said = word(file, 'G3')
    if (said === null) return silent
    const { amount } = file.transfer.instruction
    const shown = acceptedConfirmation(file)?.shown.event.shown.amount
    if (shown !== undefined && !sameMoney(shown, amount)) return excluded(said)
    const entered = enteredAs(file, amount)
    const confirmed = shownAmount(file, amount)
    const onRecord = entered !== null && confirmed.length > 0 && [entered, ...confirmed].every(reliable)
    const corroboration = [...amountHabit(file, amount), ...editsOfAmount(file), ...amountAlerts(file)]
    return holds({
      evidence: [said, ...(entered === null ? [] : [entered]), ...confirmed, ...corroboration],
      proof: onRecord && corroboration.some(reliable) ? 'A' : 'C',
      rivals: onRecord ? otherStories(file) : ['F2', ...otherStories(file)],
      responsible: { party: 'CUSTOMER' },
      missing: onRecord ? [] : [{ ...intentMissing(file), wouldDecide: ['G3', 'F2'] }],
    })
  },
}

export const confirmedWrongly: ReadonlyArray<CauseRule> = [wrongPayee, wrongAmount]
