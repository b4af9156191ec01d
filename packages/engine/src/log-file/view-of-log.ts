import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { LedgerView } from '@waybill/explain'
import { gatherView, type ViewGathering } from '../ledger-view.js'
import type { LogUnavailable, LogUnreadable } from './log-failure.js'
import { openedLog, type LogInput } from './log-input.js'
import { logLines } from './log-lines.js'

/** Reads a log file as explanations need it: complete up to its anchor, and broken where it is. */
export const viewOfLog =
  ({ anchor, file, open }: LogInput): TaskEither<LogUnreadable | LogUnavailable, LedgerView> =>
  async () => {
    let gathering: ViewGathering | null = null
    for await (const line of logLines(openedLog(open), file)) {
      if (E.isLeft(line)) return line
      const { event, ledger } = line.right
      gathering ??= gatherView(ledger, { _tag: 'FILE', anchor })
      gathering.take(event)
    }
    // A log without events has been refused as empty.
    if (gathering === null) throw new Error(`${file} gave neither an event nor a failure`)
    return E.right(gathering.finish())
  }
