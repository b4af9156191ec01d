// A program that moves money until it is killed: clients send their commands one after another, each again until it is
// decided, while what is due is done beside them. It prints each answer before it goes on.
//
//   killed-engine.mjs FILE NETWORK FIRST_MOVEMENTS [FILLER COPY]
//
//   FIRST_MOVEMENTS  {"client": number of its first movement, …}
//   FILLER COPY      after a while without room the filler is removed, and when every client has moved on, the ledger is
//                    copied and the program ends by itself

import { rmSync, writeSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { createEngine, type Engine } from '@waybill/engine'
import { openSqliteStore } from '@waybill/store-sqlite'
import { answerTo } from './money-answer.js'
import { ledger, movement, type Sent } from './money-load.js'
import { networkOnDisk } from './network-on-disk.js'

// Without a handler the system would end the process where a file may not grow.
process.on('SIGXFSZ', () => undefined)

const [path = '', network = '', firstMovements = '{}', filler = null, copy = ''] = process.argv.slice(2)

/** To the file descriptor itself, so that nothing printed waits in this process when it is killed. */
const say = (...words: ReadonlyArray<string | number>): void => {
  writeSync(1, `${words.join(' ')}\n`)
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** How often nothing was decided; then there is room again, and so many movements follow. */
const patience = 60
let undecided = 0
let movedSince = 0

const decided = async (engine: Engine, sent: Sent): Promise<void> => {
  for (;;) {
    const answer = await answerTo(engine, sent)
    if (answer !== null) {
      say('answered', sent.commandId, answer)
      return
    }
    say('undecided', sent.commandId)
    undecided += 1
    if (filler !== null && undecided === patience) {
      rmSync(filler)
      say('room again')
    }
    await pause(20)
  }
}

const movements = 30

const moveOn = async (engine: Engine, client: string, first: number): Promise<void> => {
  for (let n = first; filler === null || movedSince < movements; n += 1) {
    for (const sent of movement(client, n)) await decided(engine, sent)
    say('moved', client, n)
    if (undecided >= patience) movedSince += 1
  }
}

const opened = await openSqliteStore({ path, ledger })()
if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
const limits = { inquiryDelayMs: 20, eventsPerSnapshot: 40, rememberedStreams: 8 }
const engine = createEngine({ store: opened.right, rails: [networkOnDisk(network)], limits })
say('running')
engine.start(30)
await Promise.all(
  Object.entries(JSON.parse(firstMovements) as Readonly<Record<string, number>>).map(([client, n]) =>
    moveOn(engine, client, n),
  ),
)
await engine.stop()
const copied = await opened.right.backup(copy)()
if (E.isLeft(copied)) throw new Error(JSON.stringify(copied.left))
await opened.right.close()
process.exit(0)
