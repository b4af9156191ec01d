import type { LedgerView } from '@waybill/explain'

/** What stands above an answer that is told from a damaged ledger as it is; empty where nothing is wrong. */
export const damageWarning = ({ integrity }: Pick<LedgerView, 'integrity'>): string =>
  integrity._tag === 'BROKEN'
    ? `DAMAGED from sequence ${integrity.firstBad} on: this is told as it stands there, and proves nothing. \`waybill verify\` says what is wrong.\n\n`
    : ''
