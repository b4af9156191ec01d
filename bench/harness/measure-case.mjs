// Measures one case: ours and the reference in turn, each in a fresh process, as many pairs as asked for.

import { runSide } from './fresh-process.mjs'
import { spreadOf } from './spread.mjs'

const perOperation = (runs, field) => spreadOf(runs.map((run) => (run[field] * 1e6) / run.operations))

const assertSameResult = (figure, name, runs) => {
  const [first] = runs
  for (const run of runs) {
    if (JSON.stringify(run.check) !== JSON.stringify(first.check))
      throw new Error(
        `figure ${figure.number}, ${name}: expected every run to end with ${JSON.stringify(first.check)}, but found ${JSON.stringify(run.check)}`,
      )
  }
  return first.check
}

const isMet = (value, { atLeast = -Infinity, atMost = Infinity }) => value >= atLeast && value <= atMost

/** A value held against its bar, where it has one. */
export const judged = ({ name, value, bar }) =>
  bar === undefined ? { name, value } : { name, value, bar, met: isMet(value, bar) }

const sideOf = (runs) => ({
  microseconds: perOperation(runs, 'seconds'),
  ...(runs[0].cpuSeconds === undefined ? {} : { cpuMicroseconds: perOperation(runs, 'cpuSeconds') }),
  ...(runs[0].p99Microseconds === undefined
    ? {}
    : { p99Microseconds: Math.max(...runs.map(({ p99Microseconds }) => p99Microseconds)) }),
  operations: runs[0].operations,
  dropped: runs.reduce((sum, { dropped }) => sum + dropped, 0),
  peakMegabytes: Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes)),
})

/**
 * The ratio is formed within each pair. `speed`, the usual one, says how many times as fast as the reference we are;
 * `time` how many times as long we take.
 */
export const measureCase = async (figure, { name, bar, job }, pairs, tell) => {
  if (figure.sides.prepare !== undefined) {
    tell('prepares')
    await runSide(figure, 'prepare', job)
  }
  const ours = []
  const reference = []
  for (let pair = 1; pair <= pairs; pair += 1) {
    tell(`pair ${pair} of ${pairs}`)
    ours.push(await runSide(figure, 'ours', job))
    reference.push(await runSide(figure, 'reference', job))
  }
  const check = assertSameResult(figure, name, [...ours, ...reference])
  const ratioBy = (field) =>
    spreadOf(
      ours.map((run, pair) => {
        const own = run[field] / run.operations
        const other = reference[pair][field] / reference[pair].operations
        return figure.ratio === 'time' ? own / other : other / own
      }),
    )
  const ratio = ratioBy('seconds')
  return {
    name,
    ratio,
    // Of the processors' time: says more than the clock where others use the machine.
    ...(ours[0].cpuSeconds === undefined ? {} : { cpuRatio: ratioBy('cpuSeconds') }),
    ...(bar === undefined ? {} : { bar, met: isMet(ratio.median, bar) }),
    ours: sideOf(ours),
    reference: sideOf(reference),
    check,
  }
}
