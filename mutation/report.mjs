// What a run of Stryker found, as lines: the score of each file, then every mutant that no test noticed.

const noticed = new Set(['Killed', 'Timeout'])
const unnoticed = new Set(['Survived', 'NoCoverage'])

const shorten = (text) => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

const excerpt = (source, { start, end }) => {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  if (lines.length === 1) return lines[0].slice(start.column - 1, end.column - 1)
  return [lines[0].slice(start.column - 1), ...lines.slice(1, -1), lines.at(-1).slice(0, end.column - 1)].join('\n')
}

const scoreOf = (mutants) => {
  const killed = mutants.filter(({ status }) => noticed.has(status)).length
  const all = killed + mutants.filter(({ status }) => unnoticed.has(status)).length
  return `${killed} of ${all}${all === 0 ? '' : `, ${((100 * killed) / all).toFixed(1)} %`}`
}

export const linesOf = ({ files }) => {
  const every = Object.values(files).flatMap(({ mutants }) => mutants)
  const left = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status !== 'Killed' && status !== 'Ignored')
      .map(({ status, mutatorName, location, replacement }) => {
        const before = shorten(excerpt(source, location))
        return `  ${status} ${file}:${location.start.line} ${mutatorName}: ${before} → ${shorten(replacement ?? '')}`
      }),
  )
  const scores = Object.entries(files).map(([file, { mutants }]) => `  ${file}: ${scoreOf(mutants)}`)
  return [...scores, `  all: ${scoreOf(every)}`, ...left]
}
