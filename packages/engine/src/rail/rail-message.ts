import { canonicalJson, exchangeOf, type TransferInitiated } from '@waybill/core'
import { digestOfText } from '../sha256.js'

/** What a rail is asked to execute, and the digest that names the message. */
export type RailMessage = { readonly message: Readonly<Record<string, string>>; readonly messageDigest: string }

/**
 * The message to a rail: the instruction as flat text, amounts in minor units. Where the transfer is exchanged, it is what
 * the payee is to be credited with. The same instruction makes the same message.
 */
export const railMessage = (instruction: TransferInitiated): RailMessage => {
  const amount = exchangeOf(instruction)?.bought ?? instruction.amount
  const { transferId, uetr, payer, payee, payeeName, purpose, endToEndId, notBefore } = instruction
  const message: Readonly<Record<string, string>> = {
    transferId,
    uetr,
    amount: amount.minorUnits.toString(),
    currency: amount.currency,
    payerAccount: payer.account,
    payeeAccount: payee.account,
    ...(payee.institution === undefined ? {} : { payeeInstitution: payee.institution }),
    ...(payeeName === undefined ? {} : { payeeName }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(notBefore === undefined ? {} : { notBefore }),
  }
  return { message, messageDigest: digestOfText(canonicalJson(message)) }
}
