import { documentsOf, type Collection, type Projection, type ReadModel } from '@waybill/projections'
import { firstDifference } from '../specification/first-difference.js'
import type { Expected } from '../specification/loose.js'
import { partAt, partInField, type Parting } from '../specification/parting.js'
import { withMoneyRead } from '../specification/read-money.js'
import { isFields, tellFields, tellValue } from '../story/tell-value.js'
import { failReading, type Claim, type Reading } from './reading.js'

type Named = Pick<Collection<unknown>, 'name' | 'decode'>

const keysShown = 5

const keysIn = (projection: Projection, model: ReadModel, { name }: Named): string => {
  const keys = documentsOf(projection, model)
    .filter(({ collection }) => collection === name)
    .map(({ key }) => key)
  const shown = keys.slice(0, keysShown).join(', ')
  if (keys.length === 0) return `${name} holds nothing`
  return `${name} holds ${shown}${keys.length > keysShown ? ` and ${keys.length - keysShown} more` : ''}`
}

/** The document as a store would give it back; null where there is none. */
const storedDocument = (projection: Projection, model: ReadModel, { name, decode }: Named, key: string): unknown => {
  const stored = documentsOf(projection, model).find((document) => document.collection === name && document.key === key)
  if (stored === undefined) return null
  const document = decode(key, stored.value)
  return document._tag === 'Right' ? document.right : null
}

const tellDocument = ({ teller }: Reading, document: unknown): string =>
  isFields(document) ? tellFields(teller, document, undefined).join(', ') : tellValue(teller, document)

/** A parting whose remedy shows nothing that names a person. */
export const withoutPersons = ({ teller, events }: Reading, parting: Parting): Parting => {
  const quoted = [...parting.remedy.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) => text)
  return events.length > 0 && quoted.some(teller.names)
    ? { ...parting, remedy: 'If what happened is right, correct that field; it names a person and is not shown.' }
    : parting
}

/** Claims that a document stands so, the fields that are named. */
export const claimDocument = <D>(
  reading: Reading,
  projection: Projection,
  model: ReadModel,
  collection: Collection<D>,
  key: string,
  expected: Expected<D>,
  claim: Claim,
): void => {
  const { teller } = reading
  const place = `document ${key} of ${collection.name}`
  const told = [tellDocument(reading, withMoneyRead(expected))]
  const document = storedDocument(projection, model, collection, key)
  if (document === null) {
    const remedy = `If there should be none, write .thenNoDocument(…, '${key}').`
    const parting = partAt(place, told.join(), 'no such document', remedy)
    failReading(reading, told, [keysIn(projection, model, collection)], parting, claim)
    return
  }
  const difference = firstDifference(teller, expected, document)
  if (difference === null) return
  const parting = partInField(place, difference, (field) => `.thenDocument(…, '${key}', { ${field} })`)
  failReading(reading, told, [tellDocument(reading, document)], withoutPersons(reading, parting), claim)
}

/** Claims that there is no document under a key. */
export const claimNoDocument = (
  reading: Reading,
  projection: Projection,
  model: ReadModel,
  collection: Named,
  key: string,
  claim: Claim,
): void => {
  const document = storedDocument(projection, model, collection, key)
  if (document === null) return
  const told = tellDocument(reading, document)
  const remedy = `If what happened is right, write .thenDocument(…, '${key}', { … }).`
  const parting = partAt(`document ${key} of ${collection.name}`, 'no document', told, remedy)
  failReading(reading, [`no document ${key} in ${collection.name}`], [told], parting, claim)
}

/** Claims what a question answers. */
export const claimAnswer = <A>(
  reading: Reading,
  answer: A,
  expected: Expected<A>,
  place: string,
  claim: Claim,
): void => {
  const difference = firstDifference(reading.teller, expected, answer)
  if (difference === null) return
  const parting = partInField(place, difference, (field) => `{ ${field} }`)
  const told = (value: unknown): ReadonlyArray<string> => [tellDocument(reading, withMoneyRead(value))]
  failReading(reading, told(expected), told(answer), withoutPersons(reading, parting), claim)
}
