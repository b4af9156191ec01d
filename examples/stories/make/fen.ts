import type { Money } from '@waybill/core'

/** A sum in fen, hundredths of a yuan. */
export const fen = (minorUnits: bigint): Money => ({ minorUnits, currency: 'CNY' })
