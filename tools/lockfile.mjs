// The lock file pins versions and content hashes, not where they came from: whoever installs uses their own registry.
// It also names the native builds of every platform, or `npm ci` refuses it; a registry that keeps the builds of one
// platform only makes npm leave the others out. `--complete` writes them in again, without a hash, since nobody here
// has seen them.

import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))

const platform = /-(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-([a-z0-9]+)(?:-([a-z]+))?$/
const libcs = { gnu: 'glibc', musl: 'musl' }

/** The entry of a native build, in the manner of a sibling that npm has written. */
const buildFor = (name, version, { cpu: _cpu, os: _os, libc: _libc, integrity: _hash, ...sibling }) => {
  const [, os, cpu, abi] = platform.exec(name)
  const libc = libcs[abi] === undefined ? {} : { libc: [libcs[abi]] }
  return { ...sibling, version, cpu: [cpu], os: [os], ...libc }
}

const missingBuilds = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) => {
  const entries = Object.keys(optionalDependencies).map((name) => lock.packages[`node_modules/${name}`])
  const sibling = entries.find((entry) => entry?.os !== undefined)
  return Object.entries(optionalDependencies)
    .filter(
      ([name]) => sibling !== undefined && platform.test(name) && lock.packages[`node_modules/${name}`] === undefined,
    )
    .map(([name, version]) => ({ name, entry: buildFor(name, version, sibling) }))
})

const isAddress = (resolved) => /^[a-z+]+:/.test(resolved ?? '')
const entries = Object.entries(lock.packages)
const addressed = entries.filter(([, { resolved }]) => isAddress(resolved))
const unhashed = entries.filter(
  ([path, { integrity, link, os }]) =>
    path.includes('node_modules/') && integrity === undefined && link !== true && os === undefined,
)

if (process.argv.includes('--complete')) {
  for (const { name, entry } of missingBuilds) lock.packages[`node_modules/${name}`] = entry
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`package-lock.json: ${missingBuilds.length} native builds written in\n`)
} else {
  for (const [path, { resolved }] of addressed) {
    process.stderr.write(
      `package-lock.json: ${path} is tied to ${resolved}. Run \`npm install\` with the .npmrc of this folder.\n`,
    )
  }
  for (const [path] of unhashed) {
    process.stderr.write(`package-lock.json: ${path} has no content hash. Remove its entry and run \`npm install\`.\n`)
  }
  for (const { name } of missingBuilds) {
    process.stderr.write(`package-lock.json: ${name} is not named. Run \`node tools/lockfile.mjs --complete\`.\n`)
  }
  process.exitCode = addressed.length + unhashed.length + missingBuilds.length === 0 ? 0 : 1
}
