import { racePayloads, type RacePayload } from '@waybill/simulation'
import type { CommandWord } from '../src/event/all-commands.js'
import { transferCommands, type TransferCommand } from '../src/transfer/command.js'
import { transferReports, type TransferReport } from '../src/transfer/report.js'
import type { Instant } from '../src/codec/text.js'
import type { Transfer } from '../src/transfer/state.js'

export {
  customer,
  digest,
  elsewhere,
  euro,
  everythingConfirmed,
  everythingInstructed,
  hvps,
  iso,
  operator,
  quote,
  railKey,
  reviewer,
  supervisor,
  times,
  uetr,
  yuan,
} from '@waybill/simulation'

/** A command or report as a caller writes it, sent to a state of the transfer `t1`. */
export type Canonical<W extends CommandWord> = {
  readonly word: W
  /** What sets this payload apart from another of the same word; empty where there is one only. */
  readonly variant: string
  /** When it is received. */
  readonly at: Instant
  readonly payload: (transfer: Transfer | null) => Readonly<Record<string, unknown>>
}

/** The payloads that are raced are those of the table: what is tried in pairs is tried alone as well. */
const canonical = <W extends CommandWord>(words: Readonly<Record<W, unknown>>): ReadonlyArray<Canonical<W>> => {
  const isOne = (raced: RacePayload): raced is RacePayload<W> => Object.hasOwn(words, raced.word)
  return racePayloads.filter(isOne).map(({ word, variant, at, payload }) => ({
    word,
    variant,
    at,
    payload: (transfer) => payload(`tried-${word}`, transfer?.instruction.payee ?? 'bo'),
  }))
}

/** Every command on a transfer, and where it matters several payloads of it. */
export const canonicalCommands: ReadonlyArray<Canonical<TransferCommand['_tag']>> = canonical(transferCommands)

/** Every report, and where it matters several payloads of it. */
export const canonicalReports: ReadonlyArray<Canonical<TransferReport['_tag']>> = canonical(transferReports)
