// Every figure that can be measured here, by its number.

import { appendAgainstEmmett } from './append-against-emmett.mjs'
import { appendInMemory } from './append-in-memory.mjs'
import { commandsInMemory } from './commands-in-memory.mjs'
import { commandsInSqliteOneByOne, commandsInSqliteTogether } from './commands-in-sqlite.mjs'
import { commandLineCold } from './command-line-cold.mjs'
import { explainInLargeStore } from './explain-in-large-store.mjs'
import { proofInSqlite } from './proof-in-sqlite.mjs'
import { rebuildReadModels } from './rebuild-read-models.mjs'
import { replay } from './replay.mjs'
import { verifyLogOffline } from './verify-log.mjs'

export const allFigures = [
  appendInMemory,
  appendAgainstEmmett,
  commandsInMemory,
  commandsInSqliteOneByOne,
  commandsInSqliteTogether,
  replay,
  rebuildReadModels,
  explainInLargeStore,
  commandLineCold,
  proofInSqlite,
  verifyLogOffline,
]

/** The figure of this number; there must be one. */
export const figureNumbered = (number) => {
  const figure = allFigures.find((one) => one.number === number)
  if (figure === undefined) throw new Error(`no figure ${number}`)
  return figure
}
