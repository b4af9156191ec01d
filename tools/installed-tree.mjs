// What npm puts on a disk with a package: the packages it leads to, their sizes, and what they run when installed.

import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const manifestIn = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** The folder of a package as Node finds it from another. */
const folderFrom = (from, name) => {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return realpathSync(folder)
    if (at === dirname(at)) return null
  }
}

/** Every folder that is installed with these packages, each once. Peers are their user's. */
export const installedWith = (folders) => {
  const found = new Set()
  const visit = (folder) => {
    if (found.has(folder)) return
    found.add(folder)
    for (const name of Object.keys(manifestIn(folder).dependencies ?? {})) {
      const next = folderFrom(folder, name)
      if (next === null) throw new Error(`${folder}: ${name} is not installed`)
      visit(next)
    }
  }
  for (const folder of folders) visit(realpathSync(folder))
  return [...found]
}

/** The bytes of every file below a folder, without packages that are nested in it. */
export const bytesOf = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    if (entry.name === 'node_modules' || entry.isSymbolicLink()) return sum
    return sum + (entry.isDirectory() ? bytesOf(path) : statSync(path).size)
  }, 0)

// What may run when it is installed: it picks a file that lies in the package already, and would compile only where
// none fits. Whoever adds a line here says why.
const picksPrebuilt = { '@photostructure/sqlite': 'node-gyp-build' }

const hasPrebuilt = (folder) => {
  const prebuilds = join(folder, 'prebuilds')
  return existsSync(prebuilds) && readdirSync(prebuilds).some((name) => name.startsWith(`${process.platform}-`))
}

/** Complaints about what would be fetched or compiled when these folders are installed. */
export const installComplaints = (folders) =>
  folders.flatMap((folder) => {
    const { name, scripts = {} } = manifestIn(folder)
    return ['preinstall', 'install', 'postinstall']
      .filter((hook) => scripts[hook] !== undefined)
      .filter((hook) => !(picksPrebuilt[name] === scripts[hook] && hasPrebuilt(folder)))
      .map((hook) => `${name} runs \`${scripts[hook]}\` at ${hook}`)
  })
