// Runs one side of one case in a process of its own.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const oneRun = fileURLToPath(new URL('../one-run.mjs', import.meta.url))

/** Runs a program to its end: its status and what it printed and complained of. */
export const runForStatus = (program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    let complained = ''
    child.stdout.on('data', (chunk) => (printed += chunk))
    child.stderr.on('data', (chunk) => (complained += chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, printed, complained }))
  })

/** What one side measured. `side` is `ours`, `reference` or `prepare`. */
export const runSide = async (figure, side, job, nodeOptions = []) => {
  const flags = [...(figure.nodeOptions ?? []), ...(figure.sideOptions?.[side] ?? []), ...nodeOptions]
  const told = JSON.stringify({ number: figure.number, side, job })
  const { status, printed, complained } = await runForStatus(process.execPath, [...flags, oneRun, told])
  if (status !== 0)
    throw new Error(`figure ${figure.number}, ${side}: expected status 0, but found ${status}:\n${complained}`)
  return JSON.parse(printed.trim().split('\n').at(-1))
}
