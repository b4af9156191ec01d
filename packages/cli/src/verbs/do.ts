import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { allCommands, isCommandWord, observationEvents } from '@waybill/core'
import { createEngine, type Answered, type Engine, type Receipt } from '@waybill/engine'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { openSqliteStore, type SqliteStore } from '@waybill/store-sqlite'
import { atOption, drillIn } from '../drill.js'
import { writableLocation } from '../existing-store.js'
import type { CliFailure } from '../failure.js'
import { print, type Io } from '../io.js'
import { atNamedLocation } from '../named-location.js'
import { nearestTo } from '../nearest.js'
import { flagOption, required } from '../options.js'
import { readPayload } from '../payload.js'
import type { Call } from '../usage.js'
import type { Verb } from '../verb.js'
import { doManual } from './do.manual.js'

const example = `waybill do OpenAccount --in ledger.db --create '{"commandId":"c1","account":"mei","currency":"CNY"}'`

type Ask = (store: EventStore) => Promise<E.Either<CliFailure, Receipt>>

/** Tries it on an empty ledger, and says why not where nothing would be kept of it: then no store is made for it. */
const keepsSomething = async (call: Call, ask: Ask): Promise<E.Either<CliFailure, void>> => {
  const empty = createMemoryStore({ ledger: call.values.get('ledger') ?? 'urn:waybill:tried-first' })
  const answer = await ask(empty)
  const head = await empty.ledgerHead()()
  if (E.isLeft(head)) return head
  return E.isLeft(answer) && head.right.sequence === 0 ? answer : E.right(undefined)
}

const openToWrite = async (call: Call, io: Io, ask: Ask): Promise<E.Either<CliFailure, SqliteStore>> => {
  const name = required(call, 'in')
  const location = writableLocation(name, example)
  if (E.isLeft(location)) return location
  const path = resolve(io.cwd, name)
  if (!existsSync(path)) {
    if (!call.flags.has('create'))
      return E.left({
        _tag: 'FileUnavailable',
        path: name,
        detail: 'there is no such file; --create makes a new store',
      })
    const kept = await keepsSomething(call, ask)
    if (E.isLeft(kept)) return kept
  }
  const ledger = call.values.get('ledger')
  const opened = await openSqliteStore({ path, ...(ledger === undefined ? {} : { ledger }) })()
  return E.isLeft(opened) ? E.left(atNamedLocation(name)(opened.left)) : opened
}

const receiptReport = ({ account, command, commandId, events, replayed, transfer }: Receipt): string =>
  [
    `${command} ${commandId}: ${replayed ? 'done before, and answered the same' : 'done'}`,
    ...(transfer === null ? [] : [`  transfer ${transfer.transferId} is ${transfer.status}`]),
    ...(account === null ? [] : [`  account ${account.account} is ${account.phase}`]),
    ...events.map(
      ({ revision, sequence, stream, type }) => `  ${type}, revision ${revision} of ${stream}, sequence ${sequence}`,
    ),
    '',
  ].join('\n')

const receiptJson = (receipt: Receipt): string =>
  `${JSON.stringify(receipt, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2)}\n`

type Payload = Readonly<Record<string, unknown>>

const isObservationWord = (word: string): boolean => Object.hasOwn(observationEvents, word)

/** An observation is written as its fields, with the id that names it and the time at which it was made. */
const observationIn = (word: string, { observationId, occurredAt, ...fields }: Payload): unknown => ({
  observationId,
  ...(occurredAt === undefined ? {} : { occurredAt }),
  event: { ...fields, _tag: word },
})

const sendTo = (engine: Engine, word: string, payload: Payload): Answered =>
  isObservationWord(word)
    ? engine.observe(observationIn(word, payload) as Parameters<Engine['observe']>[0])
    : engine.send(word, payload)

/** Sends one command, report or observation to a store, and prints the receipt or why not. */
export const doVerb: Verb = {
  summary: 'one command, report or observation to an SQLite store, its payload as JSON',
  manual: doManual,
  usage: {
    verb: 'do',
    arguments: [
      { name: 'Command', expected: 'the word of a command, report or observation, such as InitiateTransfer' },
      { name: 'payload', expected: 'the payload: JSON, a file that holds it, or - for standard input' },
    ],
    options: {
      in: { takes: 'VALUE', required: true, expected: 'an SQLite store' },
      create: flagOption,
      ledger: { takes: 'VALUE', expected: 'the name of the ledger, a URI such as urn:example:ledger' },
      at: atOption,
      json: flagOption,
    },
    example,
  },
  run: async (call, io) => {
    const [word = '', argument = ''] = call.arguments
    if (!isCommandWord(word) && !isObservationWord(word)) {
      const words = [...Object.keys(allCommands), ...Object.keys(observationEvents)]
      const nearest = nearestTo(word, words, 3)
      const expected = `a command, report or observation${nearest.length === 0 ? '' : `, such as ${nearest.join(', ')}`} (\`waybill help do\` lists them)`
      return E.left({ _tag: 'UsageWrong', where: '<Command>', expected, found: word, example })
    }
    const payload = await readPayload(argument, io)
    if (E.isLeft(payload)) return payload
    const ask: Ask = async (store) => {
      const drill = await drillIn(call, store, required(call, 'in'))
      return E.isLeft(drill) ? drill : sendTo(createEngine({ store, ...drill.right }), word, payload.right)()
    }
    const store = await openToWrite(call, io, ask)
    if (E.isLeft(store)) return store
    try {
      const answer = await ask(store.right)
      if (E.isLeft(answer)) return answer
      await print(io, call.flags.has('json') ? receiptJson(answer.right) : receiptReport(answer.right))
      return E.right(0)
    } finally {
      await store.right.close()
    }
  },
}
