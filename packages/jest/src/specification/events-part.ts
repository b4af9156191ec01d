import type { Recorded } from '@waybill/core'
import type { Teller } from '../story/teller.js'
import { schemaOfEvent, type Tagged } from './expectation.js'
import { firstDifference } from './first-difference.js'
import { partAt, partInField, type Parting } from './parting.js'

const thenCode = (happened: ReadonlyArray<Recorded>): string =>
  `.then(${happened.map(({ type }) => `'${type}'`).join(', ')})`

/** Where expected events and events that happened part: word by word, and of each the fields that are named. Null where they agree. */
export const eventsPart = (
  teller: Teller,
  expected: ReadonlyArray<Tagged>,
  happened: ReadonlyArray<Recorded>,
): Parting | null => {
  for (let index = 0; index < Math.max(expected.length, happened.length); index += 1) {
    const place = `event ${index + 1}`
    const [wanted, found] = [expected[index], happened[index]]
    const remedy = `If what happened is right, write ${thenCode(happened)}.`
    if (wanted === undefined) return partAt(place, 'nothing more', found?.type ?? 'nothing more', remedy)
    const { _tag, ...fields } = wanted
    if (found?.type !== _tag) return partAt(place, _tag, found?.type ?? 'nothing more', remedy)
    const difference = firstDifference(teller, fields, found.event, schemaOfEvent(_tag))
    if (difference !== null)
      return partInField(`${place}, ${_tag}`, difference, (field) => `{ _tag: '${_tag}', ${field} }`)
  }
  return null
}
