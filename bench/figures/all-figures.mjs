// Every figure that can be measured here, by its number.

import { appendInMemory } from './append-in-memory.mjs'
import { commandsInMemory } from './commands-in-memory.mjs'

export const allFigures = [appendInMemory, commandsInMemory]

/** The figure of this number; there must be one. */
export const figureNumbered = (number) => {
  const figure = allFigures.find((one) => one.number === number)
  if (figure === undefined) throw new Error(`no figure ${number}`)
  return figure
}
