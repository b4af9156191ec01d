import { counted } from '@waybill/explain'
import type { IntegrityProblem, Place } from '@waybill/proof'

const where = ({ file, line }: Place = {}): string => {
  if (file === undefined) return ''
  return line === undefined ? `${file}: ` : `${file}, line ${line}: `
}

const range = (word: string, from: number, to: number): string =>
  from === to ? `${word} ${from}` : `${word}s ${from} to ${to}`

const short = (hash: string): string => (hash.length > 16 ? `${hash.slice(0, 16)}…` : hash)

const said = (problem: IntegrityProblem): string => {
  switch (problem._tag) {
    case 'SequenceGap':
      return `${where(problem.place)}${range('sequence', problem.from, problem.to)} ${problem.from === problem.to ? 'is' : 'are'} missing before sequence ${problem.sequence}: events were removed.`
    case 'SequenceRepeated':
      return `${where(problem.place)}expected sequence ${problem.expected}, but ${range('sequence', problem.from, problem.to)} stood there a second time.`
    case 'SequenceOutOfOrder':
      return problem.behind === null
        ? `${where(problem.place)}expected sequence 1, but the log begins with sequence ${problem.sequence}.`
        : `${where(problem.place)}expected a sequence above ${problem.behind}, but sequence ${problem.sequence} stood there: events were swapped.`
    case 'RevisionGap':
      return `${where(problem.place)}${range('revision', problem.from, problem.to)} of ${problem.stream} ${problem.from === problem.to ? 'is' : 'are'} missing before sequence ${problem.sequence}.`
    case 'RevisionRepeated':
      return `${where(problem.place)}expected revision ${problem.expected} of ${problem.stream} at sequence ${problem.sequence}, but ${range('revision', problem.from, problem.to)} stood there a second time.`
    case 'RevisionOutOfOrder':
      return problem.behind === null
        ? `${where(problem.place)}expected ${problem.stream} to begin with revision 0 at sequence ${problem.sequence}, but revision ${problem.revision} stood there.`
        : `${where(problem.place)}expected a revision of ${problem.stream} above ${problem.behind} at sequence ${problem.sequence}, but revision ${problem.revision} stood there.`
    case 'ChainBroken':
      return `${where(problem.place)}the content of revision ${problem.revision} of ${problem.stream} at sequence ${problem.sequence} calls for the chain hash ${short(problem.expected)}, but ${short(problem.found)} is stored: this event, or the one before it in its stream, was altered.`
    case 'DuplicateEventId':
      return `${where(problem.place)}expected an id of its own at sequence ${problem.sequence}, but the id ${problem.id} belongs to sequence ${problem.firstSequence}.`
    case 'ForeignLedger':
      return `${where(problem.place)}expected events of ledger ${problem.expected} only, but ${problem.count === 1 ? 'an event' : `the first of ${problem.count} events`} of ledger ${problem.found} stood at sequence ${problem.sequence}.`
    case 'AnchorSizeShort':
      return `The anchor covers ${problem.anchorSize} events, but the log ends at sequence ${problem.lastSequence}: its tail was cut off.`
    case 'AnchorRootDiffers':
      return `The anchor states the root ${short(problem.expected)} for the first ${counted(problem.size, 'event')}, but ${problem.size === 1 ? 'it has' : 'they have'} the root ${short(problem.found)}: what it covers was rewritten.`
    case 'AnchorLedgerDiffers':
      return `Expected an anchor of ledger ${problem.expected}, but the one given is of ledger ${problem.found}.`
  }
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** What an integrity problem says, in one sentence: place, what was expected, what stood there. */
export const integritySentence = (problem: IntegrityProblem): string => {
  const isPlaced = 'place' in problem && problem.place.file !== undefined
  return isPlaced ? said(problem) : capital(said(problem))
}
