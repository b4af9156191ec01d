import type { Meaning } from '@waybill/core'
import type { CommandLineFailure } from './failure.js'

/** What each failure of the command line itself means, and what whoever meets it may do. */
export const commandLineFailureMeanings: { readonly [T in CommandLineFailure['_tag']]: Meaning } = {
  UsageWrong: {
    meaning: 'The command line is not of the form that the verb has.',
    advice:
      'Nothing was read or written. A command line that would be right stands below the message; `waybill help VERB` tells the rest.',
  },
  StoreNotSupported: {
    meaning: 'The location names a kind of store that this version cannot read.',
    advice: 'Export that ledger as a log where it is written, and read the log here.',
  },
  NeitherLogNorStore: {
    meaning: 'The file is neither a log nor an SQLite store.',
    advice: 'Check the path. What the file begins with is told, for that often shows what it is.',
  },
  FileUnavailable: {
    meaning: 'A file that was named cannot be read or written.',
    advice: 'Check the path and your rights to it.',
  },
  AnchorFileUnreadable: {
    meaning: 'The file that was named as anchor is none.',
    advice:
      'Name the `.anchor.json` that was written beside the log, or a file that `waybill anchor` wrote; copy it again if it was cut off.',
  },
  LedgerNotAnchored: {
    meaning: 'An anchor was to be taken out of a ledger that carries none.',
    advice:
      'The engine that writes the ledger takes it, with `engine.anchor()` or on a schedule. None is made here: a file may be a copy that lacks the newest events.',
  },
  TargetExists: {
    meaning: 'Something stands already where a new file is to be.',
    advice: 'Name a file that does not exist. Nothing is ever written over.',
  },
  IdUnknown: {
    meaning: 'The ledger knows nothing of the id that was asked about.',
    advice:
      'Look at the ids that are named as nearest. If the id is right, the ledger is another one, or it ends before the thing happened: that it knows nothing is no proof that nothing happened.',
  },
  PayloadUnreadable: {
    meaning: 'The payload of a command is no JSON object.',
    advice: 'Nothing was decided. Write it as one JSON object: inline, as a file, or on standard input with `-`.',
  },
  DrillNeedsTime: {
    meaning: 'The ledger was made for drills, whose times are told, and this command line told none.',
    advice: 'Nothing was written. Say with `--at` when it happens in the drill.',
  },
  LedgerNotForDrills: {
    meaning: 'A time was told for a ledger that goes by the clock.',
    advice:
      'Nothing was written: what is recorded of real money is recorded at the time at which it was. For a drill, make a ledger whose first command comes with `--at`.',
  },
  DrillTimeGoesBack: {
    meaning: 'The time that was told lies before what the drill recorded last.',
    advice: 'Nothing was written. Tell that time or a later one.',
  },
  PolicyUnreadable: {
    meaning: 'A field of the policy for remedies is not as it should be.',
    advice:
      'Nothing was done, for a policy that is read in part allows what nobody agreed to. The field and what it takes are named; `waybill help remedy` shows a whole one.',
  },
}
