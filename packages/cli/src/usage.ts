import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import type { UsageWrong } from './failure.js'
import { nearestTo } from './nearest.js'

/** An option: one that stands alone, or one that takes a value of some form. */
export type Option =
  | { readonly takes: 'NOTHING' }
  | {
      readonly takes: 'VALUE'
      /** What the value must be, in words. */
      readonly expected: string
      readonly required?: true
      /** It may be given more than once, each time with another value. */
      readonly repeats?: true
      /** The value as the verb uses it, or null where it is not of the form. */
      readonly read?: (text: string) => string | null
    }

/** What a verb takes: options by name, and how many arguments without one. */
export type Usage = {
  readonly verb: string
  readonly options: Readonly<Record<string, Option>>
  readonly arguments: ReadonlyArray<{ readonly name: string; readonly expected: string; readonly optional?: true }>
  /** A command line that is right. */
  readonly example: string
}

/** A command line as a verb reads it. */
export type Call = {
  /** The value of each option that takes one; the first, where it was given more than once. */
  readonly values: ReadonlyMap<string, string>
  /** The further values of options that may be given more than once. */
  readonly further: ReadonlyMap<string, ReadonlyArray<string>>
  readonly flags: ReadonlySet<string>
  readonly arguments: ReadonlyArray<string>
}

type Token = ReturnType<typeof tokensOf>[number]

const tokensOf = (argv: ReadonlyArray<string>, { options }: Usage) =>
  parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { takes }]) => [
        name,
        { type: takes === 'VALUE' ? ('string' as const) : ('boolean' as const) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens

const quoted = (text: string): string => (/^[\w./:+-]+$/.test(text) ? text : `'${text}'`)

/**
 * Reads a verb's arguments. The first thing that is wrong is answered with the option, what was expected, what stood
 * there, and an example that is right.
 */
export const readCall = (argv: ReadonlyArray<string>, usage: Usage): E.Either<UsageWrong, Call> => {
  const values = new Map<string, string>()
  const further = new Map<string, ReadonlyArray<string>>()
  const flags = new Set<string>()
  const given: string[] = []
  const wrong = (where: string, expected: string, found: string): E.Either<UsageWrong, never> =>
    E.left({ _tag: 'UsageWrong', where, expected, found, example: usage.example })

  const takeOption = (token: Extract<Token, { readonly kind: 'option' }>): E.Either<UsageWrong, null> => {
    const { inlineValue, name, rawName, value } = token
    const option = Object.hasOwn(usage.options, name) ? usage.options[name] : undefined
    if (option === undefined || rawName !== `--${name}`) {
      const known = Object.keys(usage.options).map((known) => `--${known}`)
      const [nearest] = nearestTo(rawName, known, 1)
      return wrong(
        rawName,
        `an option of ${usage.verb}${nearest === undefined ? '' : `, such as ${nearest}`}`,
        quoted(rawName),
      )
    }
    const repeats = option.takes === 'VALUE' && option.repeats === true
    if (!repeats && (values.has(name) || flags.has(name))) return wrong(rawName, 'the option once', 'it a second time')
    if (option.takes === 'NOTHING') {
      if (inlineValue === true) return wrong(rawName, 'the option alone', quoted(value))
      flags.add(name)
      return E.right(null)
    }
    if (value === undefined) return wrong(rawName, option.expected, 'nothing')
    if (!inlineValue && value.startsWith('--')) return wrong(rawName, option.expected, `the option ${value}`)
    const read = option.read === undefined ? value : option.read(value)
    if (read === null || value === '') return wrong(rawName, option.expected, quoted(value))
    if (values.has(name)) further.set(name, [...(further.get(name) ?? []), read])
    else values.set(name, read)
    return E.right(null)
  }

  for (const token of tokensOf(argv, usage)) {
    if (token.kind === 'positional') given.push(token.value)
    if (token.kind === 'option') {
      const taken = takeOption(token)
      if (E.isLeft(taken)) return taken
    }
  }
  const surplus = given[usage.arguments.length]
  if (surplus !== undefined) return wrong('arguments', `at most ${usage.arguments.length}`, `also ${quoted(surplus)}`)
  const missing = usage.arguments.slice(given.length).find(({ optional }) => optional !== true)
  if (missing !== undefined) return wrong(`<${missing.name}>`, missing.expected, 'nothing')
  for (const [name, option] of Object.entries(usage.options))
    if (option.takes === 'VALUE' && option.required === true && !values.has(name))
      return wrong(`--${name}`, option.expected, 'nothing')
  return E.right({ values, further, flags, arguments: given })
}
