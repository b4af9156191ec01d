import {
  inTransit,
  isBookAccount,
  transferStatus,
  withPayee,
  type Account,
  type JsonSchema,
  type Transfer,
  type TransferStatus,
} from '@waybill/core'
import { balanceIn, balanceOf, balanceProjection, foldProjection, type Balance } from '@waybill/projections'
import * as E from 'fp-ts/lib/Either.js'
import { tellBalance } from '../story/tell-balance.js'
import { tellFields } from '../story/tell-value.js'
import { tellAccount, tellTransfer } from '../story/tell-transfer.js'
import { failDeed, type Deed } from './deed.js'
import { schemaOfEvent } from './expectation.js'
import { firstDifference } from './first-difference.js'
import type { Expected } from './loose.js'
import { partAt, partInField } from './parting.js'
import { withMoneyRead } from './read-money.js'

type Claim = (...args: never) => unknown
type Fields = Readonly<Record<string, unknown>>

/** A transfer's state with what is derived from it. */
export type TransferView = Transfer & {
  readonly status: TransferStatus
  readonly inTransit: bigint
  readonly withPayee: bigint
}

/** The state that is expected: its status alone, or the fields that matter. Sums may be written as money. */
export type ExpectedState = TransferStatus | Expected<TransferView>

const viewOf = (transfer: Transfer): TransferView => ({
  ...transfer,
  status: transferStatus(transfer),
  inTransit: inTransit(transfer),
  withPayee: withPayee(transfer),
})

const transferSchema: JsonSchema = { properties: { instruction: schemaOfEvent('TransferInitiated') } }
const accountSchema: JsonSchema = { properties: { customer: { 'x-personal': true } } }

const tellNamed = (deed: Deed, expected: Fields): ReadonlyArray<string> => [
  tellFields(deed.teller, withMoneyRead(expected) as Fields, undefined).join(', '),
]

/** Claims that the transfer stands as expected after the command. */
export const claimState = (deed: Deed, transferId: string, expected: ExpectedState, claim: Claim): void => {
  const { teller, book } = deed
  const transfer = book.transfer(transferId)
  const wanted: Fields = typeof expected === 'string' ? { status: expected } : { ...expected }
  const owner = `transfer ${transferId}`
  if (transfer === null) {
    const remedy = `Give the transfer first, or name the one that is meant as \`transferId\` of the command.`
    const parting = partAt(owner, tellNamed(deed, wanted).join(), 'no such transfer', remedy)
    failDeed(deed, tellNamed(deed, wanted), [`there is no ${owner}`], parting, claim)
    return
  }
  const { currency } = transfer.instruction.amount
  const difference = firstDifference(teller, wanted, viewOf(transfer), transferSchema, currency)
  if (difference === null) return
  const parting = partInField(owner, difference, (field) => `.thenState({ ${field} })`)
  failDeed(deed, tellNamed(deed, wanted), tellTransfer(teller, transfer), parting, claim)
}

/** Ends the test where an account is claimed about that nobody opened. */
export const failUnopened = (deed: Deed, account: string, expected: ReadonlyArray<string>, claim: Claim): never => {
  const remedy = `Give the account first: anAccount('${account}', cny('0')).`
  const parting = partAt(`account ${account}`, expected.join(), 'no such account', remedy)
  return failDeed(deed, expected, [`there is no account ${account}`], parting, claim)
}

/** Claims that the account stands as expected after the command. */
export const claimAccount = (deed: Deed, id: string, expected: Expected<Account>, claim: Claim): void => {
  const { teller, book } = deed
  const account = book.account(id)
  const wanted: Fields = { ...expected }
  if (account === null) {
    failUnopened(deed, id, tellNamed(deed, wanted), claim)
    return
  }
  const difference = firstDifference(teller, wanted, account, accountSchema, account.currency)
  if (difference === null) return
  const parting = partInField(`account ${id}`, difference, (field) => `.thenAccount('${id}', { ${field} })`)
  failDeed(deed, tellNamed(deed, wanted), [tellAccount(teller, account)], parting, claim)
}

const balancesOf = ({ book }: Deed, account: string): ReadonlyArray<Balance> => {
  const model = foldProjection(balanceProjection, book.events())
  if (E.isLeft(model)) throw new Error(`The book of a specification has a gap at ${model.left.expected}`)
  const balances = balanceOf(model.right, account)
  return balances.length > 0 ? balances : [balanceIn(model.right, account, 'CNY')]
}

/** Claims that the balance of an account, a customer's or one of the book, is as expected after the command. */
export const claimBalance = (deed: Deed, account: string, expected: Expected<Balance>, claim: Claim): void => {
  const { teller, book } = deed
  const wanted: Fields = { ...expected }
  if (!isBookAccount(account) && book.account(account) === null) {
    failUnopened(deed, account, tellNamed(deed, wanted), claim)
    return
  }
  const balances = balancesOf(deed, account)
  const differences = balances.map((balance) => firstDifference(teller, wanted, balance, undefined, balance.currency))
  const difference = differences.every((found) => found !== null) ? differences[0] : null
  if (difference === null || difference === undefined) return
  const parting = partInField(
    `the balance of ${account}`,
    difference,
    (field) => `.thenBalance('${account}', { ${field} })`,
  )
  failDeed(
    deed,
    tellNamed(deed, wanted),
    balances.map((balance) => tellBalance(teller, balance)),
    parting,
    claim,
  )
}
