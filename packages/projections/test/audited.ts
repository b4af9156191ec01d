import * as E from 'fp-ts/lib/Either.js'
import { later, type DomainEvent } from '@waybill/core'
import { auditProjection } from '../src/audit/audit-projection.js'
import { foldProjection } from '../src/fold-projection.js'
import type { ReadModel } from '../src/read-model.js'
import { dawn, openWithMoney, testLedger, type TestLedger } from './test-ledger.js'

export const sum = (minorUnits: number, currency = 'CNY') => ({ minorUnits: minorUnits.toString(), currency })
export const minutes = (count: number): string => later(dawn, count * 60_000)
export const harbour = (account: string) => ({ account, institution: 'Harbour Bank' })
export const edge = { name: 'edge-1', kind: 'OWN_SYSTEM', grade: 'A' }
export const digest = `sha256:${'0'.repeat(64)}`

/** An event as a log has it, its fields not looked at. */
export type Told = { readonly _tag: DomainEvent['_tag'] } & Readonly<Record<string, unknown>>

export const fold = ({ events }: TestLedger): ReadModel => {
  const outcome = foldProjection(auditProjection, events)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

export const tell = (ledger: TestLedger, stream: string, told: Told, occurredAt?: string) =>
  ledger.force(stream, told as unknown as DomainEvent, occurredAt)

export const begin = (): TestLedger => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 2000n, ana: 2000n, bo: 0n })
  return ledger
}

export const pay = (ledger: TestLedger, transferId: string, more: object = {}): string =>
  ledger.send('InitiateTransfer', { transferId, payer: 'mei', payee: 'bo', amount: sum(100), ...more })

export const request = (transferId: string, key: string, more: object = {}): Told => ({
  _tag: 'RequestReceived',
  source: edge,
  transferId,
  idempotencyKey: key,
  payloadDigest: digest,
  ...more,
})
