// What a CPU profile says: the functions in which the time was spent.

import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const placeOf = ({ url, lineNumber }, root) => {
  if (url === '') return ''
  const path = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url
  return `${path}:${lineNumber + 1}`
}

/** The functions with the most time of their own in a `.cpuprofile` file: share, name and place, the most first. */
export const summaryOfProfile = (file, root, most = 25) => {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'))
  const named = new Map(
    nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(anonymous)'}  ${placeOf(callFrame, root)}`]),
  )
  const own = new Map()
  let total = 0
  for (const [index, id] of samples.entries()) {
    const microseconds = timeDeltas[index]
    const name = named.get(id)
    own.set(name, (own.get(name) ?? 0) + microseconds)
    total += microseconds
  }
  return [...own]
    .sort(([, one], [, other]) => other - one)
    .slice(0, most)
    .map(([name, microseconds]) => ({ share: microseconds / total, name: name.trim() }))
}
