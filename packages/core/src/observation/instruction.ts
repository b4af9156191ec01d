import { oneOf } from '../codec/collection.js'
import { personal, type TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, instant, label, text, words } from '../codec/text.js'
import { accountReference } from '../ledger/account-id.js'
import { moneyOrZero } from '../money/money.js'
import { personName } from '../transfer/instruction.js'

/**
 * A payee as somebody stated it: the account (or card, or phone number) as it was written, the bank or
 * operator said to hold it, and the name. Nothing of it has been checked.
 */
export const statedPayee = structure(
  'a payee as stated',
  { account: personal(text('an account as it was written, 1 to 100 characters', { max: 100 })) },
  { institution: label, name: personName },
)
export type StatedPayee = TypeOf<typeof statedPayee>

/** How fast the customer asked the money to go. SCHEDULED comes with `notBefore`. */
export const speed = oneOf(['IMMEDIATE', 'ORDINARY', 'NEXT_DAY', 'SCHEDULED'])
export type Speed = TypeOf<typeof speed>

const instructionFields = {
  payer: accountReference,
  payee: statedPayee,
  amount: moneyOrZero,
  fee: moneyOrZero,
  amountCredited: moneyOrZero,
  quoteId: identifier,
  rate: label,
  purpose: words,
  speed,
  notBefore: instant,
  promisedBy: instant,
}

/**
 * The values of an instruction as they stood in one place: in the customer's form, on the confirmation
 * screen, in the request as it left the device or as it arrived. Every place states them in this one
 * shape, so that two places compare field by field. A field that did not stand there is absent.
 */
export const statedInstruction = structure('the values of an instruction', {}, instructionFields)
export type StatedInstruction = TypeOf<typeof statedInstruction>
