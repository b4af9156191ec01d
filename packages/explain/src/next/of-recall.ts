import { arrived, inTransit, isOurs, openRecall, withPayee, type Money } from '@waybill/core'
import { lastTold, type CaseFile } from '../case-file.js'
import type { Bilingual, CauseFound, NextAction } from '../finding.js'
import { nameOf, surplusOf } from '../reading.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { action, never, unlessProbable, type NextRule } from './next-action.js'

/** Of an amount too large, only what goes beyond the one that was meant is asked back; null where all of it is. */
const partAskedBack = (file: CaseFile, { leaf }: CauseFound): Money | null => (leaf === 'G3' ? surplusOf(file) : null)

/** What is to be asked back, in words. */
const askedBack = (file: CaseFile, primary: CauseFound): Bilingual => {
  const part = partAskedBack(file, primary)
  if (part === null) return say('the money', '资金')
  const sum = sayMoney(part)
  return say(`the difference, ${sum.en},`, `差额${sum.zh}`)
}

const ofPart = (whole: NextAction, part: Money | null): NextAction =>
  part === null ? whole : { ...whole, sum: { amount: part.minorUnits.toString(), currency: part.currency } }

/** A request to send money back that waits for its answer: until then nothing else is done about the same loss. */
export const recallUnderWay = (file: CaseFile): ReadonlyArray<NextAction> | null => {
  const open = file.transfer === null ? null : openRecall(file.transfer)
  if (open === null) return null
  const asked = lastTold(file, 'RecallRequested')
  const who = asked === null ? 'receiving institution' : nameOf(asked.event.to)
  return [
    action(
      'AWAIT_RECALL',
      'safe',
      who,
      say(`${who} answers our request to send the money back.`, `${who} 答复我方的退回请求。`),
      open.answerDueAt,
    ),
  ]
}

/** In our own book there is nobody to recall from: the holder of the account is asked. */
const askHolder = (file: CaseFile, primary: CauseFound): NextAction => {
  const what = askedBack(file, primary)
  return action(
    'ASK_HOLDER',
    'propose',
    'support',
    say(
      `We ask the holder of the account that received it to send ${what.en} back; without their consent it stays there.`,
      `我方请收款账户持有人退回${what.zh}；未经其同意，资金留在该账户。`,
    ),
    null,
    unlessProbable(primary),
  )
}

const neverSubmitted = say(
  'nothing on record says that we handed it to a rail, so there is nothing that a request could name',
  '没有我方提交该笔转账的记录，退回请求无原交易可引用',
)

/** Asks back what somebody got who was not meant to, or what is on its way there. Nothing where nobody has it any more. */
const recallOfMoney = (file: CaseFile, primary: CauseFound): ReadonlyArray<NextAction> => {
  const { transfer } = file
  if (transfer === null) return []
  const outside = transfer.submission === null ? 0n : inTransit(transfer)
  if (withPayee(transfer) + outside === 0n) return []
  const what = askedBack(file, primary)
  const pull = never(
    'TAKE_BACK',
    say('Take the money from the account that received it.', '直接从收款账户扣回资金。'),
    say("the holder's consent or an authority's order is missing", '缺少账户持有人的同意或有权机关的命令'),
  )
  if (isOurs(transfer.instruction.payee)) return arrived(transfer) === 0n ? [] : [askHolder(file, primary), pull]
  if (transfer.recalls.at(-1)?.phase === 'RETURNED')
    return [
      never(
        'ASK_AGAIN',
        say('Ask for it back again.', '再次请求退回。'),
        say('what was asked for is back already', '所请求的资金已经退回'),
      ),
      pull,
    ]
  const underWay = recallUnderWay(file)
  if (underWay !== null) return [...underWay, pull]
  const refused = lastTold(file, 'RecallRefused')
  if (refused !== null)
    return [
      action(
        'OFFER_LEGAL_ROUTE',
        'propose',
        'support',
        say(
          'We give the customer what is needed to claim the money from its holder in law, and explain how.',
          '我方向客户提供依法向账户持有人追索所需的材料，并说明途径。',
        ),
        null,
        unlessProbable(primary),
      ),
      never(
        'COMPENSATE_AS_OUR_FAULT',
        say('Refund it as a fault of ours.', '按我方过错退款。'),
        say('the transfer was executed exactly as it was confirmed', '转账完全按确认内容执行'),
      ),
      pull,
    ]
  return [
    ofPart(
      action(
        'REQUEST_RECALL',
        'propose',
        'support',
        say(
          `We ask for ${what.en} back; the receiving side may refuse without the consent of whoever has it.`,
          `我方请求退回${what.zh}；未经资金持有人同意，对方可以拒绝。`,
        ),
        null,
        unlessProbable(primary) ?? (transfer.submission === null ? neverSubmitted : null),
      ),
      partAskedBack(file, primary),
    ),
    pull,
  ]
}

/** The transfer went as it was confirmed, and not as it was meant. */
export const ofMeantOtherwise: NextRule = (file, judgement) => recallOfMoney(file, judgement.primary)
