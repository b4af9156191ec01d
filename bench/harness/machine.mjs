// What was measured on.

import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execFileSync } from 'node:child_process'
import { spreadOf } from './spread.mjs'

// A package need not export its package.json, so it is looked for above what the name leads to.
const versionOf = (name) => {
  try {
    let folder = dirname(fileURLToPath(import.meta.resolve(name)))
    while (folder !== dirname(folder) && !folder.endsWith(join('node_modules', ...name.split('/'))))
      folder = dirname(folder)
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
  } catch {
    return 'not installed'
  }
}

/** Median milliseconds of a write of 4 KiB and its sync to disk, in this folder. */
const syncMilliseconds = (folder) => {
  const file = join(folder, 'sync-probe.bin')
  const handle = openSync(file, 'w')
  const block = Buffer.alloc(4096)
  const took = Array.from({ length: 50 }, () => {
    const begun = process.hrtime.bigint()
    writeSync(handle, block)
    fsyncSync(handle)
    return Number(process.hrtime.bigint() - begun) / 1e6
  })
  closeSync(handle)
  rmSync(file)
  return spreadOf(took).median
}

const commitOf = (root) => {
  try {
    const git = (...args) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', 'packages') === '' ? '' : ' with changes'}`
  } catch {
    return 'unknown'
  }
}

/** The machine, its load and the versions that took part. The load matters: on a busy machine only the ratios say something. */
export const machineOf = (root, folder) => ({
  processor: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores`,
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()}`,
  syncMilliseconds: Number(syncMilliseconds(folder).toFixed(2)),
  loadAverage: Number(loadavg()[0].toFixed(1)),
  commit: commitOf(root),
  versions: {
    node: process.versions.node,
    '@photostructure/sqlite': versionOf('@photostructure/sqlite'),
    'fp-ts': versionOf('fp-ts'),
    'io-ts': versionOf('io-ts'),
    '@event-driven-io/emmett': versionOf('@event-driven-io/emmett'),
  },
})
