#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const locate = createRequire(import.meta.url).resolve
const commandLine = locate('@waybill/cli/package.json').replace(/package\.json$/, 'dist/esm/index.js')

// A reader that closes early, as `waybill export … | head` does, is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

if (!existsSync(commandLine)) {
  process.stderr.write('waybill: the sources are not built yet: run `npm run build` in the clone, then try again.\n')
  process.exitCode = 1
} else {
  const { main } = await import('@waybill/cli')
  const argv = process.argv.slice(2)
  if (main === undefined) {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    const asksOnlyForVersion = argv.length === 1 && argv[0] === '--version'
    process.stdout.write(
      asksOnlyForVersion
        ? `${version}\n`
        : `waybill ${version}\nusage: waybill --version\nThis version has no verbs yet.\n`,
    )
    process.exitCode = argv.length === 0 || asksOnlyForVersion ? 0 : 2
  } else {
    const { stdin, stdout, stderr, env } = process
    process.exitCode = await main(argv, { stdin, stdout, stderr, env, cwd: process.cwd() })
  }
}
