import type { Verb } from './verb.js'

/** What `waybill help` prints. */
export const overview = (verbs: ReadonlyArray<Verb>): string =>
  [
    'waybill <verb> … --in <store>',
    '',
    '  Says where the money is, why, whose move it is, and what may be done, with proof.',
    '',
    ...verbs.map(({ summary, usage }) => `  ${usage.verb.padEnd(13)}${summary}`),
    '',
    '  A store is a log (.ndjson), an SQLite file, or - for a log on standard input.',
    '',
    '  waybill help <verb>   the page of a verb',
    '  waybill --version     the version',
    '',
    'Exit status: 0 CONFIRMED or nothing wrong, 3 PROBABLE, 4 POSSIBLE, 5 UNDETERMINED,',
    '6 the log is damaged, 2 wrong usage, 1 could not run.',
    '',
  ].join('\n')
