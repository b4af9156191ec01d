#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'

// All of it in one file: Node takes several times as long to find and load hundreds of small ones.
const commandLine = new URL('../dist/command-line.js', import.meta.url)

// A reader that closes early, as `waybill export … | head` does, is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

if (!existsSync(commandLine)) {
  process.stderr.write('waybill: the sources are not built yet: run `npm run build` in the clone, then try again.\n')
  process.exitCode = 1
} else {
  const { main } = await import(commandLine.href)
  // A ledger of millions is read in little memory where garbage is cleared away early. Engines beyond these may not know the words.
  if (Number.parseInt(process.versions.node, 10) <= 24)
    for (const flag of ['--semi-space-growth-factor=1', '--heap-growing-percent=40']) setFlagsFromString(flag)
  const { stdin, stdout, stderr, env } = process
  const io = { stdin, stdout, stderr, env, cwd: process.cwd(), isTTY: stdout.isTTY === true }
  process.exitCode = await main(process.argv.slice(2), io)
}
