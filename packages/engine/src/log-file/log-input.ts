import type { Anchor } from '@waybill/proof'
import type { LogSource } from './log-lines.js'

/** A log file as it is handed in. */
export type LogInput = {
  /** The file as its user named it, `-` for standard input: every complaint begins with it. */
  readonly file: string
  /** Its bytes from the beginning. What must be known whole before it is acted on is opened twice. */
  readonly open: () => LogSource
  /** The anchor that came with it, or null. */
  readonly anchor: Anchor | null
}

async function* notOpened(thrown: unknown): AsyncGenerator<Uint8Array> {
  await Promise.reject(thrown instanceof Error ? thrown : new Error(String(thrown)))
  yield new Uint8Array()
}

/** The bytes of a log from the beginning. What opening it throws is thrown by the reading, where it is told as a failure. */
export const openedLog = (open: LogInput['open']): LogSource => {
  try {
    return open()
  } catch (thrown) {
    return notOpened(thrown)
  }
}

/** The name of the anchor file that belongs beside a log file. */
export const anchorFileName = (logFile: string): string => `${logFile}.anchor.json`
