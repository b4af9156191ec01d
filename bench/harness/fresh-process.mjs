// Runs one side of one case in a process of its own.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const oneRun = fileURLToPath(new URL('../one-run.mjs', import.meta.url))

/** Runs a program to its end and gives what it printed; throws with its complaint where it fails. */
export const runToEnd = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let printed = ''
    let complained = ''
    child.stdout.on('data', (chunk) => (printed += chunk))
    child.stderr.on('data', (chunk) => (complained += chunk))
    child.on('error', reject)
    child.on('close', (status) => {
      if (status === 0) resolve(printed)
      else reject(new Error(`${program} ${args.join(' ')} ended with status ${status}:\n${complained || printed}`))
    })
  })

/** What one side measured. `side` is `ours`, `reference` or `prepare`. */
export const runSide = async (figure, side, job, nodeOptions = []) => {
  const flags = [...(figure.nodeOptions ?? []), ...(figure.sideOptions?.[side] ?? []), ...nodeOptions]
  const told = JSON.stringify({ number: figure.number, side, job })
  const printed = await runToEnd(process.execPath, [...flags, oneRun, told])
  return JSON.parse(printed.trim().split('\n').at(-1))
}
