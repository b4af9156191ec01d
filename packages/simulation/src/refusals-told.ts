import type { RecordedEvent } from '@waybill/port'
import type { Network } from './misbehaving-rail.js'
import type { Order } from './order.js'

/** Knows of which transfers anybody said that they are refused. */
export type RefusalsTold = {
  readonly onOrder: (order: Order) => void
  /** Money goes back because of a refusal only where somebody refused; a silence is none. */
  readonly onEvent: (event: RecordedEvent) => void
}

/** Whether a report says that nothing was or will be executed. */
const denies = ({ payload, word }: Order): boolean =>
  word === 'ReportRefused' ||
  word === 'ReportNeverReceived' ||
  (word === 'ReportStatus' && (payload['status'] as { readonly code?: string } | undefined)?.code === 'RJCT')

export const watchRefusals = (network: Network, violated: (what: string) => void): RefusalsTold => {
  const denied = new Set<string>()
  const railKeys = new Map<string, string>()
  return {
    onOrder: (order) => {
      if (denies(order)) denied.add(String(order.payload['transferId']))
    },
    onEvent: ({ data, stream, type }) => {
      const transferId = stream.slice('transfer-'.length)
      if (type === 'SubmissionStarted') railKeys.set(transferId, (JSON.parse(data) as { railKey: string }).railKey)
      if (type !== 'TransferFailed' || denied.has(transferId) || network.hasDenied(transferId)) return
      if (!network.hasDenied(railKeys.get(transferId) ?? ''))
        violated(`the money of ${transferId} went back, and nobody had said that it was refused`)
    },
  }
}
