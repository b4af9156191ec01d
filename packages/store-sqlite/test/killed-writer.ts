// A program that writes to a store until it is killed: it opens and closes the store again and again, and in between
// several writers append, commit read models and make backups. It prints each acknowledgement before it goes on.
//
//   killed-writer.mjs FILE FIRST_STEPS     FIRST_STEPS: {"writer": number of its first step, …}

import { writeSync } from 'node:fs'
import { openSqliteStore, type SqliteStore } from '@waybill/store-sqlite'
import { stepWrites } from './chained-events.js'

const [path = '', firstSteps = '{}'] = process.argv.slice(2)
const nextStep = new Map(Object.entries(JSON.parse(firstSteps) as Readonly<Record<string, number>>))

/** To the file descriptor itself, so that nothing printed waits in this process when it is killed. */
const say = (...words: ReadonlyArray<string | number>): void => {
  writeSync(1, `${words.join(' ')}\n`)
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Appends the writer's step, with its eyes on a stream that others want too, and answers the last sequence of it. */
const appendStep = async (store: SqliteStore, writer: string, n: number): Promise<number> => {
  for (;;) {
    const outcome = await store.append(await stepWrites(store, writer, n))()
    if (outcome._tag === 'Right') {
      const sequences = outcome.right.events.map(({ sequence }) => sequence)
      say('appended', writer, n, sequences.join(','))
      return Math.max(...sequences)
    }
    if (outcome.left._tag !== 'RevisionConflict') throw new Error(JSON.stringify(outcome.left))
  }
}

/** What a projection of the writer's steps would keep: how far it has come, once in a document, once as its checkpoint. */
const project = async (store: SqliteStore, writer: string, checkpoint: number): Promise<void> => {
  const known = await store.readModels.checkpoint(writer)()
  if (known._tag === 'Left') throw new Error(JSON.stringify(known.left))
  const writes = [{ _tag: 'Put', collection: 'last', key: writer, value: String(checkpoint) } as const]
  const step = { projection: writer, expectedCheckpoint: known.right, checkpoint, writes }
  const committed = await store.readModels.commit(step)()
  if (committed._tag === 'Left') throw new Error(JSON.stringify(committed.left))
  say('projected', writer, checkpoint)
}

const write = async (store: SqliteStore, writer: string, until: number): Promise<void> => {
  while (performance.now() < until) {
    const n = nextStep.get(writer) ?? 0
    await project(store, writer, await appendStep(store, writer, n))
    nextStep.set(writer, n + 1)
  }
}

const backUp = async (store: SqliteStore, target: string): Promise<void> => {
  const made = await store.backup(target)()
  if (made._tag === 'Left') throw new Error(JSON.stringify(made.left))
  say('copied', target, made.right.lastSequence)
}

say('running')
for (let opening = 0; ; opening += 1) {
  const opened = await openSqliteStore({ path, ledger: 'urn:example:ledger' })()
  if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
  const store = opened.right
  const until = performance.now() + 20 + Math.random() * 150
  const writers = [...nextStep.keys()].map((writer) => write(store, writer, until))
  await Promise.all([...writers, backUp(store, `${path}.${process.pid}.${opening}.backup`)])
  await store.close()
  await pause(Math.random() * 5)
}
