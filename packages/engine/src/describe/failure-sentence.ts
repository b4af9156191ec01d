import type { FieldProblem } from '@waybill/core'
import { counted } from '@waybill/explain'
import type { Failure } from '../failure.js'
import { anchorSentence } from '../log-file/index.js'

type Tag = Failure['_tag']
type Sentences = { readonly [T in Tag]: (failure: Extract<Failure, { readonly _tag: T }>) => string }

const problemSentence = ({ path, expected, found }: FieldProblem): string =>
  `${path === '' ? 'as a whole' : path}: expected ${expected}, found ${found}`

const mostProblems = 10

const problemsOf = (problems: ReadonlyArray<FieldProblem>): string => {
  const more = problems.length - mostProblems
  const told = problems.slice(0, mostProblems).map(problemSentence).join('; ')
  return more > 0 ? `${told}; and ${more} more` : told
}

const unavailable: { readonly [R in Extract<Failure, { readonly _tag: 'StoreUnavailable' }>['reason']]: string } = {
  BUSY: 'somebody else holds it; try again',
  DISK_FULL: 'the disk is full; make room and try again',
  READ_ONLY: 'it may only be read; open it for writing',
  MISSING: 'it is not there; check the location',
  IO: 'reading or writing failed; check the medium and try again',
  NO_ANSWER: 'it gave no answer; try again',
}

const undecodable: { readonly [R in Extract<Failure, { readonly _tag: 'UndecodableEvent' }>['reason']]: string } = {
  UNKNOWN_TYPE: 'this version does not know it; use a newer version',
  NEWER_VERSION: 'a newer version wrote it; use that',
  NOT_JSON: 'its data is no JSON text; restore it from a copy that verifies',
  WRONG_SHAPE: 'its data is not as its schema says; restore it from a copy that verifies',
  WRONG_STREAM: 'it does not belong in this stream; restore the log from a copy that verifies',
}

/** One sentence for each failure: where, what was expected, what stood there, what can be done. */
export const failureSentences: Sentences = {
  MalformedCommand: ({ command, problems }) =>
    `${command} is not as it should be, and nothing was stored; ${problemsOf(problems)}.`,
  CommandIdReused: ({ commandId, command, firstCommand, firstStream, differences }) =>
    `Command id ${commandId}: it was used for ${firstCommand} in ${firstStream}, and ${command} now differs from that in ${differences.join(', ') || 'its content'}; one id has one decision for ever, so take a new id.`,
  ReportUnplaced: ({ transferId, reportId }) =>
    `Report ${reportId}: it names transfer ${transferId}, which this ledger does not hold; check the id, or send money that came in as ReportIncomingCredit.`,
  TooManyConflicts: ({ commandId, command, attempts, stream }) =>
    `${command} ${commandId}: others changed ${stream} each of the ${attempts} times that it was to be stored, so nothing was; send it again, under the same id.`,
  RailNotRegistered: ({ transferId, rail, registered }) =>
    `Transfer ${transferId}: it travels by ${rail}, and this engine was given ${registered.length === 0 ? 'no rail' : `only ${registered.join(', ')}`}; pass the rail to createEngine, or leave it to an engine that has it.`,
  RefusalUnreadable: ({ commandId, stream, revision, rejection, field, expected }) =>
    `Command ${commandId}: it was refused with ${rejection} (${stream}, revision ${revision}), of which this version cannot read ${field}: expected ${expected}; use the version that wrote it.`,
  UndecodableEvent: ({ stream, revision, sequence, type, schemaVersion, reason, problems }) =>
    `${stream}, revision ${revision} (sequence ${sequence}): ${type} version ${schemaVersion} cannot be read, so nothing is decided about it (${problemsOf(problems)}); ${undecodable[reason]}.`,
  AnchorUnreadable: (unreadable) => anchorSentence("the ledger's anchor", unreadable),
  LedgerImported: ({ ledger }) =>
    `Ledger ${ledger}: it came by import, and no engine has appended to it since, so nobody here can say that nothing is missing at its end; ask the engine that writes it for an anchor.`,
  LedgerContradictsAnchor: ({ ledger, anchor, size, root }) =>
    `Ledger ${ledger}: its anchor of ${anchor.time} says that the first ${counted(anchor.size, 'event')} ${anchor.size === 1 ? 'has' : 'have'} the root ${anchor.root}, and ${size < anchor.size ? `only ${size} ${size === 1 ? 'is' : 'are'} there` : anchor.ledger === ledger ? `${anchor.size === 1 ? 'it has' : 'they have'} ${root ?? 'none'}` : `it is one of ${anchor.ledger}`}; keep the file as it is, run \`waybill verify\`, and restore the ledger from a copy that verifies.`,
  AnchorNotPublished: ({ anchor, sink, detail }) =>
    `Anchor of ${anchor.time} over ${counted(anchor.size, 'event')}: ${sink} has not taken it (${detail}); it stands in the store and is given to the sink again at the next run.`,
  SubjectUnknown: ({ subject, known }) =>
    `${subject.kind} ${subject.kind === 'customer' ? 'as asked' : subject.id}: nothing in this ledger, up to the times that were asked for, is about it; check the id${known.length === 0 || subject.kind === 'customer' ? '' : ` (there are, for example, ${known.join(', ')})`}.`,
  RemedyNotOffered: ({ transferId, remedy, offered }) =>
    `Transfer ${transferId}: ${remedy} is not offered now: it is done, or the money is back, or there never was a cause for it; ${offered.length === 0 ? 'nothing else is offered' : `what is offered is ${offered.join(', ')}`}.`,
  RemedyForbidden: ({ transferId, remedy, safety, unmet, withApproval, approvalsNeeded, approvalsGiven }) =>
    withApproval
      ? `Transfer ${transferId}: ${remedy} needs ${approvalsNeeded === 1 ? 'a person who answers for it by name' : `${approvalsNeeded} people who answer for it by name`}, and ${approvalsGiven === 0 ? 'nobody is' : approvalsGiven === 1 ? 'one is' : `${approvalsGiven} are`} named${unmet.length === 0 ? '' : ` (not met: ${unmet.join(', ')})`}; look at the case, and give the names.`
      : `Transfer ${transferId}: ${remedy} (${safety}) may not be done, because this is not met: ${unmet.join(', ') || 'there is nothing to send'}; read the plan for what may be.`,
  RemedyOvertaken: ({ transferId, remedy }) =>
    `Transfer ${transferId}: something changed between the plan of ${remedy} and the act, so nothing was done; look at the plan again.`,
  ReadModelAhead: ({ projection, throughSequence, head }) =>
    `Read model ${projection}: it has taken in ${throughSequence} events, and the ledger has ${head}; it belongs to another ledger, or the ledger lost its tail, so give the engine an empty read-model store, or restore the ledger.`,
  ReadModelLate: ({ projection, wanted, throughSequence, deadlineMs }) =>
    `Read model ${projection}: sequence ${wanted} was waited for, and after ${deadlineMs} ms it had come to ${throughSequence}; wait again, or read what is there.`,
  ReadModelBusy: ({ projection, attempts }) =>
    `Read model ${projection}: others moved it on each of the ${attempts} times that it was looked at; ask again.`,
  RebuildOvertaken: ({ projection }) =>
    `Read model ${projection}: another rebuild took the place of this one, which changed nothing; look at what that one says.`,
  ProjectionUnknown: ({ projection, known }) =>
    `Projection ${projection}: this engine runs only ${known.join(', ')}; check the name, or pass the projection to createEngine.`,
  ProjectionThrew: ({ projection, sequence, stream, event, eventId, detail }) =>
    `Projection ${projection}: over ${event} ${eventId} in ${stream} (sequence ${sequence}) it threw "${detail}", so its read model stands before that event; mend the projection and run it again.`,
  DocumentDamaged: ({ collection, key }) =>
    `Read model ${collection}, document ${key}: JSON text was expected, and something else stood there; give the engine an empty read-model store, and it is built again from the ledger.`,
  SequenceGap: ({ projection, expected, found }) =>
    `Read model ${projection}: sequence ${expected} was expected, and ${found} came next; the ledger has a gap, so restore it from a copy that verifies.`,
  StoreUnavailable: ({ operation, location, reason, detail }) =>
    `${location}: ${operation} was not done, because ${unavailable[reason]} (${detail}).`,
  AppendOutcomeUnknown: ({ location, detail }) =>
    `${location}: it is not known whether the events were stored (${detail}); send the command again under the same id, and it is done once.`,
  StoreUnreadable: ({ location, expected, found }) =>
    `${location}: expected ${expected}, found ${found}; check the location, or restore it from a copy that verifies.`,
  StoreClosed: ({ operation }) => `${operation}: the store was closed before; open it again.`,
  EventIdTaken: ({ id, stored }) =>
    `Event id ${id}: it belongs to ${stored.type} in ${stored.stream}, revision ${stored.revision}, and nothing was stored; take a new command id.`,
  MalformedAppend: ({ field, expected, found }) =>
    `${field}: expected ${expected}, found ${found}, and nothing was stored; check the call's context and the ids that the engine was given.`,
}

/** What a failure says, in one sentence. */
export const failureSentence = (failure: Failure): string =>
  (failureSentences[failure._tag] as (of: Failure) => string)(failure)
