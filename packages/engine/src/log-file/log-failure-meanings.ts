import type { Meaning } from '@waybill/core'
import type { LogFailure } from './log-failure.js'

/** What each failure of a log file means, and what whoever meets it may do. */
export const logFailureMeanings: { readonly [T in LogFailure['_tag']]: Meaning } = {
  LogUnreadable: {
    meaning: 'What stands in the file is no log of one ledger.',
    advice:
      'The file, the line and the attribute are named. Copy the file again, whole; if it is the same, correct the program that wrote it. A log that is merely damaged in its content is read: this is about its form.',
  },
  LogUnavailable: {
    meaning: 'The file could not be read, or not to its end.',
    advice: 'Check the path and your rights to it, then read it again. Nothing was taken in.',
  },
  LogBroken: {
    meaning: 'The log shows what an untouched log cannot show, and was not imported.',
    advice:
      'Get it again from where it was exported. To find out what happened to it, `waybill verify` names each place, and `waybill explain` reads it as it is, with what confidence is left.',
  },
  LogChanged: {
    meaning: 'The file gave other events at the second reading, while it was being imported.',
    advice:
      'Somebody was still writing it. Import the finished file into a new store, and throw away the half-filled one.',
  },
  LedgerNotEmpty: {
    meaning: 'A log was to be imported into a ledger that has events already.',
    advice: 'Import it into a new store: two histories are never mixed.',
  },
  LedgerEmpty: {
    meaning: 'A ledger without events was to be exported.',
    advice: 'Check that this is the store that you meant. A log without events would be no log.',
  },
  LedgerDiffers: {
    meaning: 'The store was made for another ledger than the one that the log is of.',
    advice: 'Import it into a new store, which takes the name of the ledger from the log.',
  },
  EventNotExportable: {
    meaning: 'An event of the store has no place in a log as it stands there.',
    advice:
      'No engine stores such an event: the store was altered, or was written by something else. `waybill verify` on the store says which; export a copy that verifies.',
  },
}
