// Builds every package twice from the same sources: ECMAScript modules in dist/esm, CommonJS in dist/cjs.
// Both are plain `tsc -b` runs over the project references; they share nothing, so they run side by side. Of the first
// the command line is then made one file.

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleCommandLine } from './bundle-command-line.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

// Without this file Node would read dist/cjs by the `type: module` of the package above it.
const markCommonJs = () => {
  for (const name of readdirSync(join(root, 'packages'))) {
    const folder = join(root, 'packages', name)
    if (!existsSync(join(folder, 'package.json'))) continue
    mkdirSync(join(folder, 'dist/cjs'), { recursive: true })
    writeFileSync(join(folder, 'dist/cjs/package.json'), '{"type":"commonjs"}\n')
  }
}

const pass = (project) =>
  new Promise((resolve) => {
    const running = spawn(process.execPath, [tsc, '-b', project, ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
    })
    running.on('close', (status) => resolve(status ?? 1))
  })

markCommonJs()
const outcomes = await Promise.all([pass('tsconfig.esm.json'), pass('tsconfig.cjs.json')])
if (outcomes.every((status) => status === 0)) await bundleCommandLine()
else process.exitCode = 1
