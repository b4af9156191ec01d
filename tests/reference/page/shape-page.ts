import { fieldRows, fieldsOf, sharedShapes } from './fields.js'
import { table } from './markdown.js'

/** What each shared shape is. */
export const shapeMeanings: Readonly<Record<string, string>> = {
  accountReference:
    'Points at an account anywhere. Without an institution it is an account of this book. A command also takes the id of an account of this book as text alone.',
  code: 'A code is a pair: the same four letters mean different things in different sets (ISO 20022 external code sets, Nacha, a partner’s own).',
  currency: 'The code of a currency in circulation, ISO 4217.',
  device: 'A device that a person used.',
  entry:
    'A balanced double entry. Seen from the book, a customer’s account is money that is owed to them: `CRDT` raises it, `DBIT` lowers it.',
  money:
    'A sum of one minor unit or more, at most 2^63 - 1. A command also takes `{ minorUnits: 10000n, currency }` and `{ decimal: "100.00", currency }`.',
  moneyOrZero: 'The same, and it may be zero.',
  network: 'The network that a request came through.',
  observationSource: 'Who says so, and how far they are trusted.',
  party: 'Somebody who said or did something: a role, and a name where there is one.',
  shownBalance:
    'A balance as a person saw or stated it, in minor units. The three meanings stay apart; one that was not shown is absent.',
  statedInstruction:
    'The values of an instruction as they stood in one place, so that two places compare field by field. A field that did not stand there is absent.',
  statedPayee: 'A payee as somebody stated it. Nothing of it has been checked.',
  statementEntry: 'One line of a statement as its institution keeps the account.',
}

/** The page of the shapes that many words share. */
export const shapePage = (): string => `# Shared shapes

Shapes that many commands and events have in common. Their field names and forms are those of what is stored; in code
an amount's minor units are a \`bigint\`.

${sharedShapes
  .map(({ name, schema }) => {
    const fields = fieldsOf(name, schema, '', '')
    const form = fields.length === 0 ? '' : `\n\n${table(['field', 'what it says', 'form'], fieldRows(fields))}`
    return `## ${name}\n\n${shapeMeanings[name] ?? ''}${form}`
  })
  .join('\n\n')}
`
