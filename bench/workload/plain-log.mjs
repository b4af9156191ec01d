// The log that an engine would have written for the workload, made without deciding anything, for files that are large.
// Events are chained as the engine chains them, so that every reader finds a whole log.

import { createHash } from 'node:crypto'
import { sha256 } from '@waybill/engine'
import { chainHash } from '@waybill/proof'
import { ledger } from './engine-run.mjs'
import { plainWrites } from './plain-events.mjs'
import { accountNamed, openingMinorUnits, transfersOf } from './transfers.mjs'

const currency = 'CNY'
const bookingDate = '2031-03-04'
const words = ['InitiateTransfer', 'ConfirmTransfer', 'CreditTransfer']
const firstMoment = Date.parse('2031-03-04T08:00:00.000Z')

/** UUIDv5 of a name in a namespace of 16 bytes. */
const uuidOf = (namespace, name) => {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x50
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes
}
const textOf = (uuid) => uuid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

const urls = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')
const namespace = uuidOf(urls, ledger)

const openingEvents = (number) => {
  const account = accountNamed(number)
  const amount = { currency, minorUnits: String(openingMinorUnits) }
  const transferId = `opening-${account}`
  const stream = `transfer-${transferId}`
  const elsewhere = { account: '6222021001112223334', institution: 'ICBC' }
  const entry = (from, to) => ({
    bookingDate,
    postings: [
      { account: from, amount, creditDebit: 'DBIT' },
      { account: to, amount, creditDebit: 'CRDT' },
    ],
    valueDate: bookingDate,
  })
  const by = { name: 'HVPS', role: 'NETWORK' }
  const inTransit = `in-transit:hvps:${currency}`
  return [
    { stream: `account-${account}`, type: 'AccountOpened', data: { account, currency, kind: 'CASH' } },
    {
      stream,
      type: 'TransferInitiated',
      data: {
        amount,
        confirmationRequired: false,
        fees: [],
        funding: [],
        payee: { account },
        payer: elsewhere,
        rail: 'hvps',
        transferId,
        uetr: `7d1f3a52-0c4e-4b6a-8d2f-${number.toString(16).padStart(12, '0')}`,
      },
    },
    {
      stream,
      type: 'TransferConfirmed',
      data: { by, entry: entry(`nostro:hvps:${currency}`, inTransit) },
    },
    {
      stream,
      type: 'TransferCredited',
      data: { account: { account }, amount, entry: entry(inTransit, account) },
    },
  ].map(({ stream: name, type, data }, index) => ({
    stream: name,
    type,
    data: JSON.stringify(data),
    command: 'Opening',
    decision: `Opening-${index === 0 ? account : transferId}`,
    place: index === 0 ? 0 : index - 1,
  }))
}

function* contents(options) {
  for (let number = 0; number < options.accounts; number += 1) yield* openingEvents(number)
  const seen = { openingMinorUnits, throughSequence: options.accounts * 4 }
  for (const transfer of transfersOf(options)) {
    for (const [step, write] of plainWrites(transfer, seen).entries()) {
      const written = write()
      const decision = `${words[step]}-${written.find(({ stream }) => stream.startsWith('transfer-')).stream}`
      for (const [place, event] of written.entries()) yield { ...event, command: words[step], decision, place }
    }
  }
}

/** Gives every event of the log in order, with its place, its times and its chain hash. */
export function* plainLog(options) {
  const hashOf = chainHash(sha256)
  const heads = new Map()
  let sequence = 0
  for (const { stream, type, data, command, decision, place } of contents(options)) {
    sequence += 1
    const head = heads.get(stream)
    const moment = new Date(firstMoment + sequence).toISOString()
    const subject = stream.slice(stream.indexOf('-') + 1)
    const event = {
      sequence,
      stream,
      revision: (head?.revision ?? -1) + 1,
      id: textOf(uuidOf(namespace, `${decision}/${place}`)),
      type,
      schemaVersion: 1,
      occurredAt: moment,
      recordedAt: moment,
      metadata: {
        $correlationId: subject,
        command,
        commandid: decision,
        payloaddigest: `sha256:${createHash('sha256').update(decision).digest('hex')}`,
      },
      data,
    }
    const chainhash = hashOf(head?.chainhash ?? null, { ...event, ledger })
    // A transfer that has been credited gets no further event here, and its head need not be remembered.
    if (type === 'TransferCredited') heads.delete(stream)
    else heads.set(stream, { revision: event.revision, chainhash })
    yield { ...event, chainhash }
  }
}
