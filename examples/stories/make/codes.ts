import type { Code } from '@waybill/core'

const set =
  (codeSet: string) =>
  (code: string): Code => ({ codeSet, code })

/** Where a payment stands. */
export const statusCode = set('ISO20022:ExternalPaymentTransactionStatus1Code')
/** Why it was refused. */
export const refusalCode = set('ISO20022:ExternalStatusReason1Code')
/** Why it is asked back. */
export const recallCode = set('ISO20022:ExternalCancellationReason1Code')
/** Why it is not given back. */
export const recallRefusalCode = set('ISO20022:ExternalPaymentCancellationRejection1Code')
