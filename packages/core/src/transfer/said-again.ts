import type { Code } from '../ledger/party.js'

/** The status of a further message about a credit that is known: it is kept, and posts nothing. */
export const creditSaidAgain: Code = { codeSet: 'waybill', code: 'CREDITED_AGAIN_SAID' }

/** The status of a further message about a return that is known. */
export const returnSaidAgain: Code = { codeSet: 'waybill', code: 'RETURNED_AGAIN_SAID' }

export const sameCode = (left: Code, right: Code): boolean => left.codeSet === right.codeSet && left.code === right.code
