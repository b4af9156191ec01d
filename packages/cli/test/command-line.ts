import { main, type Io } from '../src/index.js'

export type Ran = { readonly status: number; readonly stdout: string; readonly stderr: string }

type World = {
  readonly cwd: string
  readonly stdin?: string | Uint8Array
  readonly isTTY?: boolean
  readonly env?: Io['env']
}

/** Runs the command line as a user would, in a directory, and gives what was seen. */
export const waybill = async (
  argv: ReadonlyArray<string>,
  { cwd, env = {}, isTTY = false, stdin = '' }: World,
): Promise<Ran> => {
  let stdout = ''
  let stderr = ''
  const input = typeof stdin === 'string' ? Buffer.from(stdin) : stdin
  async function* chunks(): AsyncGenerator<Uint8Array> {
    // Cut where no line ends, as a pipe does.
    for (let at = 0; at < input.length; at += 1000) yield await Promise.resolve(input.subarray(at, at + 1000))
  }
  const status = await main(argv, {
    cwd,
    env,
    isTTY,
    stdin: chunks(),
    stdout: {
      write: (text, done) => {
        stdout += text
        done()
      },
    },
    stderr: {
      write: (text, done) => {
        stderr += text
        done()
      },
    },
  })
  return { status, stdout, stderr }
}

/** What was seen, with what no reader compares by eye taken out: hashes and digests. */
export const golden = ({ status, stdout, stderr }: Ran): string =>
  [
    `exit ${status}`,
    ...(stdout === '' ? [] : [stdout.trimEnd()]),
    ...(stderr === '' ? [] : ['--- stderr', stderr.trimEnd()]),
  ]
    .join('\n')
    .replace(/[0-9a-f]{64}/g, '<hash>')
    .replace(/sha256:[0-9a-f]{8,}…?/g, 'sha256:<digest>')
    .replace(/[0-9a-f]{16}…/g, '<hash>')
