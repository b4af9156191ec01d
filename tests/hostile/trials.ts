import { randomFrom, type Random } from '../stories/random.js'

/** How many inputs all trials make together; `npm run fuzz` asks for more than a run of the tests. */
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 12_000)
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const only = process.env['FUZZ_ONLY'] ?? null

const mixed = (text: string, number: number): number => {
  let state = seed ^ Math.imul(number + 1, 0x9e3779b1)
  for (const character of text) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193)
  return state >>> 0
}

const cleanPrototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort())

/** How often each outcome came up. A trial that is always refused at the first look tries nothing. */
export type Outcomes = Readonly<Record<string, number>>

/**
 * Makes its share of the inputs and lets each be tried. `one` throws when what must hold does not; what it answers is counted.
 * The same seed makes the same inputs.
 */
export const trials = async (
  name: string,
  share: number,
  one: (random: Random, number: number) => Promise<string> | string,
): Promise<Outcomes> => {
  const outcomes: Record<string, number> = {}
  const count = Math.ceil(inputs * share)
  const [wantedName, wantedNumber = null] = only?.split(':') ?? [name]
  for (let number = 0; number < count && wantedName === name; number += 1) {
    if (wantedNumber !== null && number !== Number(wantedNumber)) continue
    try {
      const outcome = await one(randomFrom(mixed(name, number)), number)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      if (JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort()) !== cleanPrototype)
        throw new Error('every object has got a property more')
    } catch (thrown) {
      const replay = `npm run fuzz -- --seed ${seed} --inputs ${inputs} --only ${name}:${number}`
      throw new Error(`input ${number} of “${name}”; to see it again: ${replay}`, { cause: thrown })
    }
  }
  if (process.env['FUZZ_TABLE'] !== undefined) {
    const list = Object.entries(outcomes).sort(([, a], [, b]) => b - a)
    const shown = list.slice(0, 12).map(([outcome, times]) => `${outcome} ${times}`)
    const more = list.length > 12 ? [`${list.length - 12} other outcomes`] : []
    process.stderr.write(`fuzz: ${name}: ${count} inputs: ${[...shown, ...more].join(', ')}\n`)
  }
  return outcomes
}

/** Long enough for the millions of a long run; a hang ends here too. */
export const patience = 120_000 + inputs * 20
