import { isCommandWord, type CommandWord } from '@waybill/core'
import { commandUses } from '../words/command-uses.js'
import { scriptsOf } from './source.js'

const byFunction = new Map(
  Object.entries(commandUses).flatMap(([word, { sentBy }]) =>
    sentBy === null || sentBy === 'engine.report' ? [] : [[sentBy.replace('engine.', ''), word as CommandWord]],
  ),
)

/** The commands and reports that a script sends, in order. */
export const commandsIn = (script: string): ReadonlyArray<CommandWord> =>
  [...script.matchAll(/\.(\w+)\((?:\s*'(\w+)')?/g)].flatMap(([, name = '', word = '']) => {
    if (name === 'send' || name === 'report') return isCommandWord(word) ? [word] : []
    const command = byFunction.get(name)
    return command === undefined ? [] : [command]
  })

/** The command that each reproduction of a rejection is refused at. */
export const refusedAt = (): ReadonlyMap<string, CommandWord> =>
  new Map(
    [...scriptsOf('rejections')].flatMap(([word, script]) => {
      const last = commandsIn(script).at(-1)
      return last === undefined ? [] : [[word, last] as const]
    }),
  )
