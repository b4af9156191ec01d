import {
  evolveTransfer,
  isOurs,
  streamKindOf,
  transferEvents,
  type DomainEvent,
  type Recorded,
  type TransferEvent,
  type TransferInitiated,
} from '@waybill/core'
import { keyOf, numberPart } from '../collection.js'
import type { Documents } from '../documents.js'
import {
  auditedTransfers,
  hops,
  knownPayees,
  transfersOfAccounts,
  transfersOfCustomers,
  transfersOfKeys,
  type AuditedTransfer,
  type Names,
  type PartyPart,
} from './document.js'
import { hopOf } from './hop.js'
import type { Mentions } from './mention.js'
import { moveTotals } from './totals.js'

/** How many of the newest transfers to a payee are kept beside it. */
const newestKept = 12

const noNames: Names = {
  customers: [],
  payees: [],
  devices: [],
  networkAddresses: [],
  idempotencyKeys: [],
  linked: [],
}

const isTransferEvent = (event: DomainEvent): event is TransferEvent => Object.hasOwn(transferEvents, event._tag)

const begun = (transferId: string, { occurredAt }: Recorded): AuditedTransfer => ({
  transferId,
  state: null,
  recordedSequence: null,
  firstAt: occurredAt,
  lastAt: occurredAt,
  lastSequence: 0,
  hopCount: 0,
  parties: [],
  names: noNames,
})

const joined = (known: ReadonlyArray<string>, named: ReadonlySet<string>): ReadonlyArray<string> => [
  ...known,
  ...[...named].filter((name) => !known.includes(name)),
]

const withNames = (names: Names, mentions: Mentions): Names => ({
  customers: joined(names.customers, mentions.customers),
  payees: joined(names.payees, mentions.payees),
  devices: joined(names.devices, mentions.devices),
  networkAddresses: joined(names.networkAddresses, mentions.networkAddresses),
  idempotencyKeys: joined(names.idempotencyKeys, mentions.idempotencyKeys),
  linked: joined(names.linked, mentions.linked),
})

const partOf = (event: DomainEvent, account: string): PartyPart => {
  if (event._tag !== 'TransferInitiated') return 'TOUCHED'
  return isOurs(event.payee) && event.payee.account === account ? 'PAYEE' : 'PAYER'
}

/** Accounts become parties when money or the instruction names them; what a person merely stated does not make one. */
const joinParties = (
  documents: Documents,
  recorded: Recorded,
  transfer: AuditedTransfer,
  accounts: ReadonlySet<string>,
): AuditedTransfer['parties'] => {
  const fresh = [...accounts]
    .filter((account) => !transfer.parties.some((party) => party.account === account))
    .map((account) => ({ account, part: partOf(recorded.event, account) }))
  const { sequence, occurredAt } = recorded
  for (const { account, part } of fresh)
    documents.put(transfersOfAccounts, keyOf(account, numberPart(sequence)), {
      transferId: transfer.transferId,
      part,
      sequence,
      occurredAt,
    })
  return [...transfer.parties, ...fresh]
}

const fileUnderCustomers = (
  documents: Documents,
  recorded: Recorded,
  before: Names,
  transfer: AuditedTransfer,
): void => {
  for (const customer of transfer.names.customers) {
    if (before.customers.includes(customer)) continue
    documents.put(transfersOfCustomers, keyOf(customer, transfer.transferId), {
      transferId: transfer.transferId,
      part: 'PAYER',
      sequence: recorded.sequence,
      occurredAt: recorded.occurredAt,
    })
  }
}

const fileUnderKeys = (documents: Documents, before: Names, { names, transferId }: AuditedTransfer): void => {
  for (const key of names.idempotencyKeys) {
    if (before.idempotencyKeys.includes(key)) continue
    const known = documents.get(transfersOfKeys, keyOf(key))?.transferIds ?? []
    documents.put(transfersOfKeys, keyOf(key), { transferIds: [...known, transferId] })
  }
}

/** A link is known from both ends. */
const fileUnderLinked = (documents: Documents, recorded: Recorded, transferId: string, mentions: Mentions): void => {
  for (const linked of mentions.linked) {
    const other = documents.get(auditedTransfers, keyOf(linked)) ?? begun(linked, recorded)
    const names = { ...other.names, linked: joined(other.names.linked, new Set([transferId])) }
    documents.put(auditedTransfers, keyOf(linked), { ...other, names })
  }
}

const payersOf = ({ payer, funding }: TransferInitiated): ReadonlySet<string> =>
  new Set([...(isOurs(payer) ? [payer.account] : []), ...funding.map(({ account }) => account)])

const rememberPayee = (
  documents: Documents,
  recorded: Recorded,
  instruction: TransferInitiated,
  counts: { readonly instructed: number; readonly confirmed: number },
): void => {
  const { account, institution } = instruction.payee
  for (const payer of payersOf(instruction)) {
    const key = keyOf(payer, `${institution ?? ''} ${account}`)
    const known = documents.get(knownPayees, key)
    const others = (known?.newest ?? []).filter((other) => other !== instruction.transferId)
    documents.put(knownPayees, key, {
      payer,
      account,
      institution: institution ?? null,
      timesInstructed: (known?.timesInstructed ?? 0) + counts.instructed,
      timesConfirmed: (known?.timesConfirmed ?? 0) + counts.confirmed,
      firstAt: known?.firstAt ?? recorded.occurredAt,
      lastAt: recorded.occurredAt,
      newest: [...others, instruction.transferId].slice(-newestKept),
    })
  }
}

const evolved = (documents: Documents, recorded: Recorded, transfer: AuditedTransfer): AuditedTransfer => {
  const { event } = recorded
  if (!isTransferEvent(event) || streamKindOf(recorded.stream) !== 'transfer') return transfer
  const state = evolveTransfer(transfer.state, event)
  if (state === null) return transfer
  moveTotals(documents, transfer.state, state)
  if (event._tag === 'TransferInitiated') rememberPayee(documents, recorded, event, { instructed: 1, confirmed: 0 })
  if (event._tag === 'TransferConfirmed')
    rememberPayee(documents, recorded, state.instruction, { instructed: 0, confirmed: 1 })
  const recordedSequence = event._tag === 'TransferInitiated' ? recorded.sequence : transfer.recordedSequence
  return { ...transfer, state, recordedSequence }
}

/** Files an event under a transfer: its hop, the transfer's state, and whom and what it names. */
export const fileUnderTransfer = (
  documents: Documents,
  recorded: Recorded,
  transferId: string,
  mentions: Mentions,
): void => {
  const { sequence, occurredAt, event, stream } = recorded
  const known = documents.get(auditedTransfers, keyOf(transferId)) ?? begun(transferId, recorded)
  documents.put(hops, keyOf(transferId, numberPart(sequence)), hopOf(transferId, recorded))
  const isOwn = ['transfer', 'attempt'].includes(streamKindOf(stream))
  const named = isOwn ? withNames(known.names, mentions) : known.names
  const transfer: AuditedTransfer = {
    ...evolved(documents, recorded, known),
    firstAt: occurredAt < known.firstAt ? occurredAt : known.firstAt,
    lastAt: occurredAt > known.lastAt ? occurredAt : known.lastAt,
    lastSequence: sequence,
    hopCount: known.hopCount + 1,
    parties: isTransferEvent(event) ? joinParties(documents, recorded, known, mentions.accounts) : known.parties,
    names: named,
  }
  documents.put(auditedTransfers, keyOf(transferId), transfer)
  if (!isOwn) return
  fileUnderCustomers(documents, recorded, known.names, transfer)
  fileUnderKeys(documents, known.names, transfer)
  fileUnderLinked(documents, recorded, transferId, mentions)
}
