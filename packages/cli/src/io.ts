/** Where text is written to. `done` is called once the text is taken, so that a slow reader is waited for. */
export type Output = { readonly write: (text: string, done: (error?: Error | null) => void) => unknown }

/** The world of a command line: everything it may read and write, handed in so that a test can hold it. */
export type Io = {
  readonly stdout: Output
  readonly stderr: Output
  readonly stdin: AsyncIterable<Uint8Array>
  /** Directory that relative paths begin at. */
  readonly cwd: string
  /** Whether standard output is a terminal. */
  readonly isTTY: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

const hasNoReader = (error: Error): boolean => 'code' in error && error.code === 'EPIPE'

const put = (output: Output, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    output.write(text, (error) => {
      // A reader that has seen enough and closed the pipe is no failure.
      if (error === undefined || error === null || hasNoReader(error)) resolve()
      else reject(error)
    })
  })

/** Writes prose or JSON to standard output. */
export const print = (io: Io, text: string): Promise<void> => put(io.stdout, text)

/** Writes a diagnostic to standard error, one line or more. */
export const note = (io: Io, text: string): Promise<void> => put(io.stderr, `waybill: ${text}\n`)
