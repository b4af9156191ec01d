import { exchangeOf, inTransit, toCreditAtFarEnd, type Money } from '@waybill/core'
import type { CaseFile } from '../case-file.js'
import type { Bilingual, CustodyRow, Exchanged } from '../finding.js'
import type { Leaf } from '../leaf.js'
import { say } from '../verdict.js'
import { sayAccount, sayExchange, sayMinorUnits, sayMoney } from './plain.js'

/** What the money became, and where that is. */
const whereExchanged = (sold: Money, quote: Exchanged, reference: Bilingual): Bilingual => {
  const bought = { minorUnits: BigInt(quote.amount), currency: quote.currency }
  const changed = sayExchange(sold, bought, quote)
  switch (quote.place) {
    case 'PAYEE':
      return say(`${changed.en}, which is with the payee, ${reference.en}`, `${changed.zh}，已在收款方${reference.zh}`)
    case 'OTHER_ACCOUNT':
      return say(
        `${changed.en}, which is on another account than it was meant for, ${reference.en}`,
        `${changed.zh}，位于应到账户以外的${reference.zh}`,
      )
    case 'SUSPENSE':
      return say(`${changed.en}, which waits in our suspense account`, `${changed.zh}，暂存于我方挂账科目`)
  }
}

/** What is on its way, and what of it the payee is still to get where it is exchanged: nothing of that where the row is not all that is on its way. */
const onItsWay = ({ transfer }: CaseFile, { amount, currency }: CustodyRow): Bilingual => {
  const sum = sayMinorUnits(BigInt(amount), currency)
  const exchange = transfer === null ? null : exchangeOf(transfer.instruction)
  if (transfer === null || exchange === null || BigInt(amount) !== inTransit(transfer)) return sum
  const there = sayMoney({ ...exchange.bought, minorUnits: toCreditAtFarEnd(transfer) })
  return say(`${sum.en}, to arrive as ${there.en},`, `${sum.zh}（到账时为${there.zh}）`)
}

const whereRow = (file: CaseFile, row: CustodyRow, leaf: Leaf): Bilingual => {
  const { place, account, amount, currency, quote } = row
  const sum = place === 'IN_TRANSIT' ? onItsWay(file, row) : sayMinorUnits(BigInt(amount), currency)
  const payee = file.transfer?.instruction.payee
  const reference =
    account === undefined
      ? null
      : sayAccount(
          payee?.institution !== undefined && payee.account === account
            ? { account, institution: payee.institution }
            : { account },
        )
  const rail = file.transfer?.instruction.rail ?? 'rail'
  switch (place) {
    case 'PAYER_AVAILABLE':
      return (file.transfer?.confirmed ?? 0n) === 0n
        ? say(`the payer still has the ${sum.en}, free to use`, `${sum.zh}仍在付款方账户，可正常使用`)
        : say(`the ${sum.en} is back with the payer`, `${sum.zh}已退回付款方`)
    case 'PAYER_RESERVED':
      return say(`the ${sum.en} is still on the payer's account, reserved`, `${sum.zh}仍在付款方账户中，处于冻结状态`)
    case 'IN_TRANSIT':
      if (leaf === 'C6')
        return say(
          `the ${sum.en} has left the payer's account and still stands with us, in transit`,
          `${sum.zh}已从付款方账户划出，仍作为在途资金留存我方`,
        )
      return (file.transfer?.doubt ?? null) === null
        ? say(
            `the ${sum.en} has left the payer and is on its way through ${rail}`,
            `${sum.zh}已从付款方账户划出，正经 ${rail} 汇划`,
          )
        : say(
            `the ${sum.en} has left the payer and is in transit through ${rail}, its outcome in doubt`,
            `${sum.zh}已从付款方账户划出，正经 ${rail} 汇划，结果不明`,
          )
    case 'PAYEE':
      if (leaf === 'G1') return say(`the ${sum.en} is on ${reference?.en ?? ''}`, `${sum.zh}在${reference?.zh ?? ''}`)
      return say(`the ${sum.en} is with the payee, ${reference?.en ?? ''}`, `${sum.zh}已在收款方${reference?.zh ?? ''}`)
    case 'OTHER_ACCOUNT':
      return say(
        `the ${sum.en} is on another account than it was meant for, ${reference?.en ?? ''}`,
        `${sum.zh}位于应到账户以外的${reference?.zh ?? '账户'}`,
      )
    case 'SUSPENSE':
      return say(`the ${sum.en} waits in our suspense account`, `${sum.zh}暂存于我方挂账科目`)
    case 'OPERATOR':
      if ((file.transfer?.recoveredByOperator ?? 0n) === 0n)
        return say(`the ${sum.en} is with us, where an entry by hand brought it`, `${sum.zh}在我方，由人工分录转入`)
      return say(
        `the ${sum.en} that we had given the payer has come back to us`,
        `我方此前补偿付款方的${sum.zh}已退回我方`,
      )
    case 'FEES':
      return say(`${sum.en} was kept as charges by whoever sent it back`, `${sum.zh}被退款方扣作费用`)
    case 'CONVERTED':
      return quote === undefined
        ? say(`the ${sum.en} was changed into another currency`, `${sum.zh}已兑换为其他币种`)
        : whereExchanged({ minorUnits: BigInt(amount), currency }, quote, reference ?? say('an account', '账户'))
    case 'RECEIVING_INSTITUTION':
    case 'EXCEPTION':
    case 'UNACCOUNTED':
      return say(`the ${sum.en} stands at ${place}`, `${sum.zh}位于 ${place}`)
  }
}

/** Where the money is, in words; null where there is none to tell of. */
export const whereItIs = (file: CaseFile, custody: ReadonlyArray<CustodyRow>, leaf: Leaf): Bilingual | null => {
  const rows = custody.filter(
    ({ of, amount, place }) => of === 'ORIGINAL' && (amount !== '0' || place !== 'UNACCOUNTED'),
  )
  const placed = rows.filter(({ amount, place }) => amount !== '0' && place !== 'UNACCOUNTED')
  const unaccounted = rows.find(({ place, amount }) => place === 'UNACCOUNTED' && amount !== '0')
  const parts = placed.map((row) => whereRow(file, row, leaf))
  if (unaccounted !== undefined) {
    const sum = sayMinorUnits(BigInt(unaccounted.amount), unaccounted.currency)
    parts.push(
      leaf === 'X1'
        ? say(`where the ${sum.en} is cannot be told from this record`, `无法凭这份记录判断${sum.zh}的去向`)
        : say(`the record does not place ${sum.en}`, `${sum.zh}在记录中去向不明`),
    )
  }
  if (parts.length === 0) return null
  return { en: parts.map(({ en }) => en).join(' and '), zh: parts.map(({ zh }) => zh).join('，') }
}
