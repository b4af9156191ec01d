// Writes the stories' logs, anchors and findings anew: `npm run stories`. Everything is read from the sources, so no build is needed.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const stories = fileURLToPath(new URL('..', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))
const outfile = join(root, 'node_modules/.cache/waybill/write-stories.mjs')

mkdirSync(join(root, 'node_modules/.cache/waybill'), { recursive: true })
await build({
  entryPoints: [join(stories, 'make/write-stories.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['@waybill/source'],
  logLevel: 'error',
  // Some dependencies are CommonJS and ask for Node's own modules by `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
})

const { writeStories } = await import(pathToFileURL(outfile).href)
await writeStories(stories)
