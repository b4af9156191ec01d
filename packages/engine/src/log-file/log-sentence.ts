import { excerptOf } from '@waybill/core'
import type { AnchorExpectation, AnchorUnreadable } from '@waybill/proof'
import { integritySentence } from './integrity-sentence.js'
import type { LogFailure, LogUnreadable, UnreadableReason } from './log-failure.js'

const remedies: Readonly<Record<UnreadableReason, string>> = {
  EMPTY: 'Export the ledger again, and copy the file whole.',
  HALF_A_LINE: 'The file was cut off while it was written or copied: copy it again, whole.',
  NOT_UTF8: 'Save it as UTF-8 without a byte-order mark.',
  BYTE_ORDER_MARK: 'Save it as UTF-8 without a byte-order mark.',
  LINE_TOO_LONG: 'A log has one event on each line: check that the file is one.',
  NOT_JSON: 'Each line is one CloudEvent as JSON: look at this line, or copy the file again.',
  NOT_A_CLOUDEVENT:
    'Each line is one CloudEvent with the attributes of a Waybill log: correct the program that wrote it.',
  TWO_LEDGERS: 'Keep each ledger in a file of its own.',
}

const place = ({ file, line, stream, revision, field }: LogUnreadable): string =>
  [
    `${file}, line ${line}`,
    ...(stream === null ? [] : [excerptOf(revision === null ? stream : `${stream} revision ${revision}`)]),
    ...(field === null ? [] : [`attribute ${excerptOf(field)}`]),
  ].join(', ')

const mostProblems = 10

/** What a failure about a log says: the place, what was expected, what stood there, and what to do. */
export const logSentence = (failure: LogFailure): string => {
  switch (failure._tag) {
    case 'LogUnreadable':
      return `${place(failure)}: expected ${failure.expected}, but found ${failure.found}. ${remedies[failure.reason]}`
    case 'LogUnavailable':
      return `${failure.file}: cannot be read: ${failure.detail}. Check the path and your rights to it.`
    case 'LogBroken':
      return [
        `${failure.file}: cannot be trusted from sequence ${failure.firstBad} on, so nothing was made of it.`,
        ...failure.problems.slice(0, mostProblems).map((problem) => `  ${integritySentence(problem)}`),
        ...(failure.problems.length > mostProblems ? [`  … and ${failure.problems.length - mostProblems} more.`] : []),
        'Use a copy that verifies; `explain` and `verify` read this one as it is.',
      ].join('\n')
    case 'LogChanged':
      return `${failure.file}: was changed while it was being imported. Import it again into a new store.`
    case 'LedgerNotEmpty':
      return `The ledger ${failure.ledger} has events already, up to sequence ${failure.sequence}: a log is imported into an empty ledger only. Import it into a new store.`
    case 'LedgerEmpty':
      return `The ledger ${failure.ledger} has no events: there is nothing to export.`
    case 'LedgerDiffers':
      return `The store was made for the ledger ${failure.expected}, but the log is of ${failure.found}. Import it into a new store.`
    case 'EventNotExportable':
      return `${failure.stream} revision ${failure.revision}, sequence ${failure.sequence}, ${failure.field}: expected ${failure.expected}, but found ${failure.found}. No line of a log can hold this event as it is; \`verify\` says whether the store was altered.`
  }
}

const anchorExpectations: Readonly<Record<AnchorExpectation, string>> = {
  JSON: 'JSON',
  AN_OBJECT: 'an object',
  TO_BE_PRESENT: 'the field to be there',
  TO_BE_ABSENT: 'no such field',
  A_TEXT_THAT_IS_NOT_EMPTY: 'text that is not empty',
  A_WHOLE_NUMBER_FROM_0: 'a whole number from 0',
  A_HASH_OF_64_LOWER_CASE_HEXADECIMAL_DIGITS: 'a hash of 64 lower-case hexadecimal digits',
  A_TIME_IN_UTC_WITH_MILLISECONDS: 'a time in UTC with milliseconds',
}

/** What is wrong with an anchor file, in one sentence. */
export const anchorSentence = (file: string, { expected, field, found }: AnchorUnreadable): string =>
  `${file}${field === null ? '' : `, field ${field}`}: expected ${anchorExpectations[expected]}, but found ${found ?? 'nothing'}. An anchor is { ledger, size, root, time }: copy the file again.`
