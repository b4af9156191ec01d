// What a run of Stryker found, as lines: the score of each file, then every mutant that no test noticed.

const shorten = (text) => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

const excerpt = (source, { start, end }) => {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  if (lines.length === 1) return lines[0].slice(start.column - 1, end.column - 1)
  return [lines[0].slice(start.column - 1), ...lines.slice(1, -1), lines.at(-1).slice(0, end.column - 1)].join('\n')
}

const kinds = [
  ['noticed', ['Killed']],
  ['by loading', ['RuntimeError', 'CompileError']],
  ['timed out', ['Timeout']],
  ['survived', ['Survived', 'NoCoverage']],
]

/** A time-out counts as nothing: on a busy machine it says little. What could not even be loaded was noticed. */
const scoreOf = (mutants) => {
  const counts = kinds.map(([, statuses]) => mutants.filter(({ status }) => statuses.includes(status)).length)
  const all = counts.reduce((sum, count) => sum + count, 0)
  const [noticed, loading] = counts
  const score = all === 0 ? '' : `, ${((100 * (noticed + loading)) / all).toFixed(1)} %`
  return `${all} changes: ${kinds.map(([kind], index) => `${kind} ${counts[index]}`).join(', ')}${score}`
}

const toShow = new Set(['Timeout', 'Survived', 'NoCoverage'])

export const linesOf = ({ files }) => {
  const every = Object.values(files).flatMap(({ mutants }) => mutants)
  const left = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => toShow.has(status))
      .map(({ status, mutatorName, location, replacement }) => {
        const before = shorten(excerpt(source, location))
        return `  ${status} ${file}:${location.start.line} ${mutatorName}: ${before} → ${shorten(replacement ?? '')}`
      }),
  )
  const scores = Object.entries(files).map(([file, { mutants }]) => `  ${file}: ${scoreOf(mutants)}`)
  return [...scores, `  all: ${scoreOf(every)}`, ...left]
}
