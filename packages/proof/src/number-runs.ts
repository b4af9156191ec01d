/** Numbers that were read one after the other without a step, `start` to `end`. */
export type Run<At> = {
  readonly start: number
  /** Grows while the numbers go on. */
  end: number
  /** The number read just before the run, or null when the run was the first. */
  readonly behind: number | null
  /** Where the run begins. */
  readonly at: At
}

/** A way in which numbers are not dense and rising, with the run where it shows. */
export type Disorder<At> =
  /** The numbers were never read; `run` is the first behind them. */
  | { readonly _tag: 'Missing'; readonly from: number; readonly to: number; readonly run: Run<At> }
  /** The numbers, at the beginning of `run`, belong to another run too. */
  | { readonly _tag: 'Repeated'; readonly from: number; readonly to: number; readonly run: Run<At> }
  /** `run` was read behind greater numbers, those of `before`, or begins below the first number that there can be. */
  | { readonly _tag: 'Late'; readonly run: Run<At>; readonly before: Run<At> | null }

/**
 * Reads one more number: the last run grows, or a new one begins. A log that is in order stays one run, whatever its
 * length. Changes `runs`. A number that is not whole, or is below `first`, is taken as the one before the first, and none goes
 * on from it: a run that begins at `first` is then never behind one that has no business there.
 */
export const readNumber = <At>(runs: Array<Run<At>>, first: number, number: number, at: () => At): void => {
  const read = Number.isSafeInteger(number) && number >= first ? number : first - 1
  const last = runs.at(-1)
  if (last !== undefined && last.end >= first && read === last.end + 1) last.end = read
  else runs.push({ start: read, end: read, behind: last?.end ?? null, at: at() })
}

/** The greatest number read, or the one before the first. */
export const greatestOf = <At>(runs: ReadonlyArray<Run<At>>, first: number): number =>
  runs.reduce((greatest, run) => Math.max(greatest, run.end), first - 1)

/** Every way in which the runs, in the order of reading, differ from one run that begins at `first`. */
export const disorderIn = <At>(runs: ReadonlyArray<Run<At>>, first: number): ReadonlyArray<Disorder<At>> => {
  if (runs.length === 1 && runs[0]?.start === first) return []
  const found: Array<Disorder<At>> = []
  const repeated = new Set<Run<At>>()
  let covered = first - 1
  for (const run of runs.toSorted((one, other) => one.start - other.start)) {
    if (run.start > covered + 1) found.push({ _tag: 'Missing', from: covered + 1, to: run.start - 1, run })
    if (run.start >= first && run.start <= covered) {
      found.push({ _tag: 'Repeated', from: run.start, to: Math.min(run.end, covered), run })
      repeated.add(run)
    }
    covered = Math.max(covered, run.end)
  }
  let previous: Run<At> | null = null
  for (const run of runs) {
    // A run is not late because a repeated one, which has no business there, was read before it.
    const steppedBack = previous !== null && run.start < previous.end && !repeated.has(previous)
    if (run.start < first || (steppedBack && !repeated.has(run))) found.push({ _tag: 'Late', run, before: previous })
    previous = run
  }
  return found
}
