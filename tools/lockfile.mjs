// The lock file pins versions and content hashes, not where they came from: whoever installs uses their own registry.

import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))

const isAddress = (resolved) => /^[a-z+]+:/.test(resolved ?? '')
const addressed = Object.entries(packages).filter(([, { resolved }]) => isAddress(resolved))
const unhashed = Object.entries(packages).filter(
  ([path, { integrity, link }]) => path.startsWith('node_modules/') && link !== true && integrity === undefined,
)

for (const [path, { resolved }] of addressed) {
  process.stderr.write(
    `package-lock.json: ${path} is tied to ${resolved}. Run \`npm install\` with the .npmrc of this folder.\n`,
  )
}
for (const [path] of unhashed) {
  process.stderr.write(`package-lock.json: ${path} has no content hash. Remove its entry and run \`npm install\`.\n`)
}
process.exitCode = addressed.length + unhashed.length === 0 ? 0 : 1
