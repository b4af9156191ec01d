import { listOf } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { label } from '../codec/text.js'
import { moneyInput } from '../money/money.js'
import { fee } from './instruction.js'

/** Charges as a caller writes them. */
export const feeInput = listOf(structure('a fee', { kind: label, amount: moneyInput, bearer: fee.required.bearer }), {
  max: 8,
})
