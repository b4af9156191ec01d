import { streamSubjectOf, type Transfer } from '@waybill/core'
import { createByteShelf } from './byte-shelf.js'
import { createValuePacker } from './value-packer.js'

/** The transfers of a log by the numbers of their streams, each as the rules need it. */
export type TransferShelf = {
  /** The transfer as it was kept last; null before. The stream's name is told both times. */
  readonly get: (number: number, stream: string) => Transfer | null
  /** Null where a transfer never came to be after all. */
  readonly put: (number: number, stream: string, transfer: Transfer | null) => void
  /** Bytes that are held for the transfers that were not touched lately. */
  readonly bytes: () => number
}

/** How many transfers stay as they are in each of two ages; the elder are packed when the younger are so many. */
const touchedLately = 512

/** The instruction without what no rule, no sum and no entry is derived from. */
const bearing = (transfer: Transfer): Transfer => {
  const { _tag, amount, confirmationRequired, expiresAt, fees, funding, payee, payer, quote, rail, transferId } =
    transfer.instruction
  return {
    ...transfer,
    instruction: {
      _tag,
      amount,
      confirmationRequired,
      fees,
      funding,
      payee,
      payer,
      rail,
      transferId,
      uetr: '',
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(quote === undefined ? {} : { quote }),
    },
  }
}

type Kept = { readonly stream: string; readonly transfer: Transfer | null }

/** Keeps the transfers of a log of millions: those touched lately as they are, all others in some twenty bytes. */
export const createTransferShelf = (): TransferShelf => {
  const packer = createValuePacker()
  const shelf = createByteShelf()
  let younger = new Map<number, Kept>()
  let elder = new Map<number, Kept>()

  const grow = (): void => {
    for (const [number, { stream, transfer }] of elder)
      if (!younger.has(number)) shelf.put(number, packer.pack(transfer, streamSubjectOf(stream)))
    elder = younger
    younger = new Map()
  }

  return {
    get: (number, stream) => {
      const lately = younger.get(number) ?? elder.get(number)
      if (lately !== undefined) return lately.transfer
      const bytes = shelf.bytesOf(number)
      return bytes === null
        ? null
        : (packer.unpack(bytes, shelf.placeOf(number), streamSubjectOf(stream)) as Transfer | null)
    },
    put: (number, stream, transfer) => {
      const kept = transfer === null || transfer.instruction.uetr === '' ? transfer : bearing(transfer)
      younger.set(number, { stream, transfer: kept })
      if (younger.size >= touchedLately) grow()
    },
    bytes: shelf.bytes,
  }
}
