import type { ObservationSource } from '@waybill/core'

/** Who keeps which records in the stories, and how far each is trusted. */
export const sources = {
  /** What the customer's phone says of itself. Anybody could have changed it. */
  phone: { name: 'phone', kind: 'CLIENT', grade: 'C' },
  /** What was typed and shown, as our own servers kept it. */
  appLog: { name: 'app-log', kind: 'OWN_SYSTEM', grade: 'A' },
  /** Every request that reached us. */
  edge: { name: 'edge-gateway', kind: 'OWN_SYSTEM', grade: 'A' },
  /** The names that banks give for accounts. */
  payeeCheck: { name: 'payee-check', kind: 'PARTNER', grade: 'B' },
  payeeBook: { name: 'payee-book', kind: 'OWN_SYSTEM', grade: 'A' },
  rules: { name: 'alert-rules', kind: 'OWN_SYSTEM', grade: 'A' },
  balanceView: { name: 'balance-view', kind: 'OWN_SYSTEM', grade: 'A' },
  /** What people told us, and what we told them. */
  support: { name: 'support-desk', kind: 'SUPPORT', grade: 'B' },
} as const satisfies Readonly<Record<string, ObservationSource>>
