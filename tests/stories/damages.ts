import type { Random } from './random.js'

type Lines = ReadonlyArray<string>
type Damage = (lines: Lines, random: Random) => Lines

const streamOf = (line: string): string => /"subject":"([^"]*)"/.exec(line)?.[1] ?? ''

/** Gives the lines the sequences of their places, so that no gap shows. */
const renumbered = (lines: Lines): Lines =>
  lines.map((line, index) => line.replace(/"sequence":"\d{20}"/, `"sequence":"${String(index + 1).padStart(20, '0')}"`))

const swapped = (lines: Lines, one: number, other: number): Lines =>
  lines.map((line, index) => (index === one ? lines[other]! : index === other ? lines[one]! : line))

const withLine = (lines: Lines, at: number, change: (line: string) => string): Lines =>
  lines.map((line, index) => (index === at ? change(line) : line))

/** The ends of some streams are gone, and the rest was numbered anew: the chain of each stream still holds. */
const streamsCut: Damage = (lines, random) => {
  const streams = [...new Set(lines.map(streamOf))]
  const cutFrom = new Map<string, number>()
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const stream = random.pick(streams)
    const length = lines.filter((line) => streamOf(line) === stream).length
    cutFrom.set(stream, random.below(length))
  }
  const seen = new Map<string, number>()
  return renumbered(
    lines.filter((line) => {
      const stream = streamOf(line)
      const revision = seen.get(stream) ?? 0
      seen.set(stream, revision + 1)
      return revision < (cutFrom.get(stream) ?? Infinity)
    }),
  )
}

/** Lines of different streams changed places and were numbered anew: the chain of each stream still holds. */
const streamsMingled: Damage = (lines, random) => {
  let mingled = lines
  for (let count = 1 + random.below(20); count > 0; count -= 1) {
    const at = random.below(lines.length - 1)
    if (streamOf(mingled[at]!) !== streamOf(mingled[at + 1]!)) mingled = swapped(mingled, at, at + 1)
  }
  return renumbered(mingled)
}

/** What can happen to a log, by what it is. */
export const damages: Readonly<Record<string, Damage>> = {
  'some lines are gone': (lines, random) => {
    const gone = new Set(Array.from({ length: 1 + random.below(5) }, () => random.below(lines.length)))
    return lines.filter((_, index) => !gone.has(index))
  },
  'its end is gone': (lines, random) => lines.slice(0, 1 + random.below(lines.length - 1)),
  'its beginning is gone': (lines, random) => lines.slice(1 + random.below(lines.length - 1)),
  'a line stands twice': (lines, random) => {
    const at = random.below(lines.length)
    return [...lines.slice(0, at), lines[at]!, ...lines.slice(at)]
  },
  'an old line was added at its end': (lines, random) => [...lines, random.pick(lines)],
  'two lines are swapped': (lines, random) => swapped(lines, random.below(lines.length), random.below(lines.length)),
  'a figure is altered': (lines, random) =>
    withLine(lines, random.below(lines.length), (line) => {
      const digits = [...line.matchAll(/\d/g)].map(({ index }) => index)
      const at = random.pick(digits)
      return `${line.slice(0, at)}${(Number(line[at]) + 1 + random.below(9)) % 10}${line.slice(at + 1)}`
    }),
  'a letter is altered': (lines, random) =>
    withLine(lines, random.below(lines.length), (line) => {
      const letters = [...line.matchAll(/[a-z]/gi)].map(({ index }) => index)
      const at = random.pick(letters)
      return `${line.slice(0, at)}${random.pick(Array.from('abcdefghijklmnopqrstuvwxyz'))}${line.slice(at + 1)}`
    }),
  'a word is unknown': (lines, random) =>
    withLine(lines, random.below(lines.length), (line) => line.replace(/"type":"(\w+)"/, '"type":"$1Again"')),
  'the ends of some streams are gone, the rest renumbered': streamsCut,
  'streams are mingled otherwise, and renumbered': streamsMingled,
}

/** One damage of a seed, or two, one after the other. */
export const damagedBy = (log: string, random: Random): { readonly how: string; readonly log: string } => {
  const names = Object.keys(damages)
  const chosen = random.below(4) === 0 ? [random.pick(names), random.pick(names)] : [random.pick(names)]
  let lines: Lines = log.trimEnd().split('\n')
  for (const name of chosen) if (lines.length > 1) lines = damages[name]!(lines, random)
  return { how: chosen.join(', then '), log: `${lines.join('\n')}\n` }
}
