import type { Money } from '@waybill/core'
import { nameUuid } from './name-uuid.js'

/** The namespace of URLs, as RFC 9562 gives it. */
const urls = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'

/** The namespace of all ids of a ledger: UUIDv5 of the ledger's URI reference in the URL namespace. */
export const ledgerNamespace = (ledger: string): string => nameUuid(ledger, urls)

/**
 * The id of the event that a command's decision writes at this place, from 0: UUIDv5(ledger, commandId / index). The stream is
 * not part of it, so that the same command id aimed elsewhere meets the event that it wrote before.
 */
export const eventId = (namespace: string, commandId: string, index: number): string =>
  nameUuid(`${commandId}/${index}`, namespace)

/**
 * The id of a step of a decision that is stored step by step: UUIDv5(ledger, commandId / stream / place), where the place counts
 * this command's events in the stream, from 0. Whatever else might be written there for the command has the same id.
 */
export const stepId = (namespace: string, commandId: string, stream: string, place: number): string =>
  nameUuid(`${commandId}/${stream}/${place}`, namespace)

/** The key under which a rail knows a transfer: one for each transfer, never one for each attempt. */
export const railKeyOf = (namespace: string, transferId: string): string =>
  nameUuid('submit', nameUuid(transferId, namespace))

/** The command id of something that the engine itself does about a transfer: the same in every engine, at every restart. */
export const ownCommandId = (namespace: string, deed: string, transferId: string, count = 0): string =>
  `${deed}-${nameUuid(`${deed}/${transferId}/${count}`, namespace)}`

/**
 * The command id of a remedy: UUIDv5(loss, amount of it already made good), where the loss is the transfer. It never counts
 * attempts, so two attempts at one state are one command, and what is still open after the first has another id.
 */
export const remedyId = (namespace: string, transferId: string, { minorUnits, currency }: Money): string =>
  `remedy-${nameUuid(`${minorUnits} ${currency}`, nameUuid(`loss/${transferId}`, namespace))}`

/**
 * The command id of a remedy that is no compensation: UUIDv5(loss, what it does, and how much of the loss was put right when it was
 * planned). As `remedyId` it never counts attempts.
 */
export const remedyKey = (namespace: string, transferId: string, state: ReadonlyArray<string>): string =>
  `remedy-${nameUuid(state.map(encodeURIComponent).join('/'), nameUuid(`loss/${transferId}`, namespace))}`

/** The key that names a report for ever: who said it, and what they call their message. */
export const reportKey = (by: { readonly role: string; readonly name?: string }, reportId: string): string =>
  `report/${by.role}/${encodeURIComponent(by.name ?? '')}/${encodeURIComponent(reportId)}`

/** The key that names an observation for ever. */
export const observationKey = (observationId: string): string => `observation/${encodeURIComponent(observationId)}`
