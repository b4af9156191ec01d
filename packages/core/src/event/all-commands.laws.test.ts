import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { arbitraryOf, type Json } from '../../test/schema-arbitrary.js'
import { allCommands, decodeCommand, encodeCommand, type CommandWord } from './all-commands.js'

const words = Object.keys(allCommands) as ReadonlyArray<CommandWord>

// The schema of a reference does not say what an account of this book may be called, so it is called so here.
const references = new Set(['payer', 'payee', 'account'])
const named = (payload: Json): Json =>
  Object.fromEntries(
    Object.entries(payload as { readonly [name: string]: Json }).map(([name, value]) => {
      const outside = typeof value !== 'object' || value === null || Object.hasOwn(value, 'institution')
      return [name, references.has(name) && !outside ? { account: 'mei' } : value]
    }),
  )

describe.each(words)('%s', (word) => {
  const payloads = arbitraryOf(allCommands[word].codec.schema).map(named)

  it('is written again exactly as it was read', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const command = decodeCommand(word, payload)
        if (E.isLeft(command)) throw new Error(JSON.stringify(command.left))
        expect(JSON.parse(encodeCommand(command.right))).toEqual(payload)
        expect(decodeCommand(word, JSON.parse(encodeCommand(command.right)))).toEqual(command)
      }),
      { numRuns: 30 },
    )
  })

  it('has no field beyond those it knows', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const decoded = decodeCommand(word, { ...(payload as object), unheardOf: 1 })
        expect(E.isLeft(decoded) && decoded.left.problems.map(({ path }) => path)).toEqual(['unheardOf'])
      }),
      { numRuns: 10 },
    )
  })
})
