import type { Meaning } from '@waybill/core'
import type { Failure } from '../failure.js'

/** What each failure means, and what whoever meets it may do. */
export const failureMeanings: { readonly [T in Failure['_tag']]: Meaning } = {
  MalformedCommand: {
    meaning: 'The command is not of the form that its word asks for, and was not considered.',
    advice:
      'Nothing is stored, so the same command id may be used again once the fields are right. Every field that is wrong is listed; a value that names a person is not shown.',
  },
  CommandIdReused: {
    meaning: 'The command id was used before for another command, or for the same with other content.',
    advice:
      'If the client meant to repeat itself, it changed something: the fields that differ are named. If it meant something new, it takes a new id. The first decision stands.',
  },
  ReportUnplaced: {
    meaning: 'Something is reported about a transfer that this ledger does not hold.',
    advice:
      'Do not throw the report away. Check whether it belongs to another ledger; money that really came in is told with ReportIncomingCredit, and is then a transfer of its own.',
  },
  TooManyConflicts: {
    meaning: 'Each time the decision was to be stored, another writer had changed what it was based on.',
    advice:
      'Nothing was stored, and sending the command again under the same id is safe. Where it happens often, one account is the payer of very many transfers at once.',
  },
  RailNotRegistered: {
    meaning: 'The transfer travels by a rail that this engine was not given.',
    advice:
      'The transfer waits, confirmed and not submitted, and is taken up by an engine that has the rail. Give the rail to `createEngine`.',
  },
  RefusalUnreadable: {
    meaning: 'The command was refused before, for a reason that this version cannot read: a newer version wrote it.',
    advice: 'Ask with the newer version. The command stays refused, whatever asks.',
  },
  UndecodableEvent: {
    meaning: 'An event that the answer depends on cannot be read.',
    advice:
      'Nothing is decided about a transfer or account that is only half known. If a newer version wrote the event, use that version; otherwise the log is damaged: stop, run `waybill verify`, and restore from a copy that verifies.',
  },
  AnchorUnreadable: {
    meaning: 'The anchor that is kept with the ledger is not of its form.',
    advice: 'Restore the anchor from where a copy is kept. The events are not touched by this.',
  },
  LedgerImported: {
    meaning:
      'An anchor was asked for of a ledger that came by import and that no engine has written to since. Nobody here can say that nothing is missing at its end.',
    advice:
      'Ask where the ledger is written: an anchor is taken by the engine there. The imported one is complete up to the anchor that came with it.',
  },
  LedgerContradictsAnchor: {
    meaning: 'The ledger is not what its latest anchor says that it was, and no further anchor is taken of it.',
    advice:
      'This is an incident: something was changed or cut off behind the engine. Keep the file as it is, run `waybill verify` with the anchors that are kept elsewhere, and restore the ledger from a copy that verifies.',
  },
  AnchorNotPublished: {
    meaning: 'An anchor was taken, and the sink that it was given to has not taken it.',
    advice:
      'Nothing is lost: it stands in the store, and the next `runDue` gives it to the sink again. Until then nothing outside the store vouches for the newest events.',
  },
  SubjectUnknown: {
    meaning: 'What was asked about does not occur in the ledger, as far as the question reaches in time.',
    advice:
      'Check the id; the nearest known ones are listed. When the question is about an earlier time, the transfer may not have begun then.',
  },
  RemedyNotOffered: {
    meaning: 'The remedy that was asked for is none of those that the transfer has now.',
    advice:
      'It may have been done already, by you or somebody else: then the key from the plan gives the first answer again. Read the plan for what is offered.',
  },
  RemedyForbidden: {
    meaning:
      'The remedy is known for this transfer, and a condition of it does not hold, or a name that must stand behind it is missing.',
    advice:
      'Where approval is possible, somebody looks at the case and gives their name; two where the firm bears the loss. A rule that does not hold is lifted by nobody: wait until it does, or choose another remedy.',
  },
  RemedyOvertaken: {
    meaning: 'What the remedy was planned on was changed by somebody else before it was done.',
    advice:
      'Nothing was done by this call. Look at the plan again: the money may be back, or somebody else may have put it right.',
  },
  ReadModelAhead: {
    meaning: 'The stored read model has taken in more events than the ledger holds.',
    advice:
      'Either the read model is that of another ledger, or the ledger lost its newest events. Find out which before anything is deleted: the second is an incident.',
  },
  ReadModelLate: {
    meaning: 'The read model had not come to the wanted sequence when the time that was given for it was over.',
    advice: 'Wait again, or answer from what is there and say how far it reaches. Nothing is lost.',
  },
  ReadModelBusy: {
    meaning: 'Other engines moved the read model on each time that it was looked at.',
    advice: 'Ask again.',
  },
  RebuildOvertaken: {
    meaning: 'Another rebuild of the same read model was switched to first, so this one changed nothing.',
    advice: 'Look at what the other one says. One rebuild at a time is enough.',
  },
  ProjectionUnknown: {
    meaning: 'The engine runs no projection of this name, or keeps no read models that could be waited for.',
    advice: 'Check the name, or pass the projection to `createEngine`.',
  },
  ProjectionThrew: {
    meaning: 'A projection threw over an event. Its read model stands before that event; the others go on.',
    advice:
      'Mend the projection. It goes on from there by itself; where earlier events were folded wrongly too, rebuild it.',
  },
  DocumentDamaged: {
    meaning: 'A document of a read model is no JSON text.',
    advice: 'Read models hold nothing of their own: throw them away, and they are built again from the ledger.',
  },
  SequenceGap: {
    meaning: 'The store gave events with a number left out.',
    advice:
      'Run `waybill verify` on the ledger. If the log has the gap, restore it from a copy that verifies; if not, the store has a defect.',
  },
  StoreUnavailable: {
    meaning: 'The store did not do what it was asked for, and nothing was written.',
    advice:
      'Sending the command again under the same id is safe. The reason says whether waiting helps (BUSY, NO_ANSWER) or somebody must act (DISK_FULL, READ_ONLY, MISSING, IO).',
  },
  AppendOutcomeUnknown: {
    meaning: 'The store was asked to write, and it is not known whether it did.',
    advice:
      'Send the command again under the same id: if it was stored, the stored answer is given; if not, it is stored now. Never take a new id for it.',
  },
  StoreUnreadable: {
    meaning: 'What stands at the location is no store that can be read here, or that of another ledger.',
    advice:
      'Nothing was changed there. Check the location first. A store that was readable before is restored from a copy that verifies; one that a newer version wrote is opened with that version.',
  },
  StoreClosed: {
    meaning: 'The store was closed, and the engine was asked for something afterwards.',
    advice: 'Stop the engine before its store is closed, and make a new engine on a store that is opened again.',
  },
  EventIdTaken: {
    meaning: 'The id of an event that was to be stored belongs to another event of the ledger.',
    advice:
      'Event ids follow from the command id, so the command id was used before, by somebody whose decision could not be found. Take a new command id, after asking what the first was for.',
  },
  MalformedAppend: {
    meaning: 'What the engine was to store contains something that no store may hold, such as text with U+0000.',
    advice: 'Look at what the caller gave beside the command: the context, or ids from an id source of its own.',
  },
}
