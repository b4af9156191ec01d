// Makes the command line one file of what a build left in dist/esm, and beside it the notices of those whose code is in
// that file. The file is not minified: its functions have their names, and each part says which module it was.

import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const owner = join(root, 'packages/waybill')
const manifestIn = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Licences that ask for their notice to be shipped, and for nothing else. */
const permissive = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause'])

/** What only a native build can do. It stays where npm puts it. */
const outside = ['@photostructure/sqlite']

// Node cannot load these modules by themselves. They are the same functions as in `lib`, and what nobody calls is left out of the file.
const ecmaScriptModules = {
  name: 'fp-ts as ECMAScript modules',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^fp-ts\/lib\// }, ({ path, kind, resolveDir }) =>
      resolve(path.replace('/lib/', '/es6/'), { kind, resolveDir }),
    )
  },
}

const folderOfInput = (path) => {
  const [, folder] = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? []
  return folder
}

const noticeOf = (folder) => {
  const { license, name, version } = manifestIn(folder)
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  if (file === undefined || !permissive.has(license))
    throw new Error(
      `${name} is ${license}, with ${file ?? 'no file of it'}: it cannot go into the command line as it is`,
    )
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}

/** What the file asks for when it runs must come with the package that owns it. */
const refuseStrangers = (imports) => {
  const { dependencies = {} } = manifestIn(owner)
  for (const { path } of imports)
    if (!isBuiltin(path) && dependencies[path] === undefined)
      throw new Error(`the command line asks for ${path}, which packages/waybill/package.json does not name`)
}

/** A command that is run meanwhile reads the old file or the new one, and never half of it. */
const writeIfNew = (path, text) => {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

/** Writes packages/waybill/dist/command-line.js and command-line.notices.txt. */
export const bundleCommandLine = async () => {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'packages/cli/dist/esm/index.js')],
    outfile: join(owner, 'dist/command-line.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: outside,
    plugins: [ecmaScriptModules],
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  const [{ imports, inputs }] = Object.values(metafile.outputs)
  refuseStrangers(imports)
  const folders = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput === 0 ? [] : (folderOfInput(path) ?? []),
  )
  const notices = [...new Set(folders)].sort().map((folder) => noticeOf(join(root, folder)))
  const [{ path, text }] = outputFiles
  writeIfNew(path, text)
  writeIfNew(
    join(dirname(path), 'command-line.notices.txt'),
    ['command-line.js holds code of these packages beside our own.\n', ...notices].join('\n'),
  )
}
