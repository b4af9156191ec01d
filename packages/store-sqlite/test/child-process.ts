import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'

const root = join(__dirname, '..', '..', '..')

/** One plain JavaScript file, for processes that have no jest to read TypeScript for them. */
export type Bundle = { readonly path: string; readonly url: string; readonly remove: () => void }

const bundled = (name: string, entry: string): Bundle => {
  const directory = join(root, 'node_modules', '.cache', 'waybill')
  mkdirSync(directory, { recursive: true })
  const outfile = join(directory, `${name}-${process.pid}.mjs`)
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@waybill/source'],
    external: ['@photostructure/sqlite'],
    logLevel: 'error',
  })
  return {
    path: outfile,
    url: pathToFileURL(outfile).href,
    remove: () => {
      rmSync(outfile, { force: true })
    },
  }
}

/** The store, to be imported by a script. */
export const bundledStore = (): Bundle =>
  bundled('store-sqlite', join(root, 'packages', 'store-sqlite', 'src', 'index.ts'))

/** A program of a test folder, to be run by itself. */
export const bundledProgram = (entry: string): Bundle => bundled(basename(entry, '.ts'), entry)

/** A script in a process of its own; each line that it prints is awaited by name. */
export type Child = {
  readonly process: ChildProcess
  /** The next line of its standard output. */
  readonly line: () => Promise<string>
  readonly say: (line: string) => void
  /** All that it prints until it ends by itself, which must be without error. */
  readonly ended: () => Promise<string>
  /** Kills it where it stands; answers what it had printed and nobody had taken. */
  readonly stop: () => Promise<string>
}

const start = (command: string, args: ReadonlyArray<string>, options: { readonly user?: number } = {}): Child => {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
  })
  let printed = ''
  let taken = 0
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8')
    child.emit('printed')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString('utf8')
  })
  const exited = once(child, 'close')
  return {
    process: child,
    line: async () => {
      for (;;) {
        const end = printed.indexOf('\n', taken)
        if (end !== -1) {
          const line = printed.slice(taken, end)
          taken = end + 1
          return line
        }
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the child ended: ${complaints}`)
        await Promise.race([once(child, 'printed'), exited])
      }
    },
    say: (line) => {
      child.stdin.write(`${line}\n`)
    },
    ended: async () => {
      child.stdin.end()
      await exited
      if (child.exitCode !== 0) throw new Error(`the child failed: ${complaints}`)
      return printed.slice(taken)
    },
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGKILL')
      await exited
      return printed.slice(taken)
    },
  }
}

export const startChild = (
  script: string,
  args: ReadonlyArray<string>,
  options: { readonly user?: number } = {},
): Child => start(process.execPath, ['--input-type=module', '-e', script, ...args], options)

/** A bundled program in a process of its own. */
export const startProgram = ({ path }: Bundle, args: ReadonlyArray<string>): Child =>
  start(process.execPath, [path, ...args])

/** A command line of the shell, with `$0` and `$@` as they are handed in. */
export const startShell = (line: string, args: ReadonlyArray<string>): Child => start('/bin/sh', ['-c', line, ...args])

/** Takes the lock that the statement asks for, says `held`, and lets go when it is told anything. */
export const lockHolder = `
  import { DatabaseSync } from '@photostructure/sqlite'
  import { once } from 'node:events'
  const [path, statement] = process.argv.slice(1)
  const db = new DatabaseSync(path)
  db.exec(statement)
  console.log('held')
  await once(process.stdin, 'data')
  db.exec('COMMIT')
  db.close()
  console.log('released')
  process.exit(0)
`
