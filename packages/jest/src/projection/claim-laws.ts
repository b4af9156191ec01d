import { tellValue } from '../story/tell-value.js'
import { failReading, storyUpTo, type Claim, type Reading } from './reading.js'

/** What a reader holds, as text by place, so that two outcomes can be held against each other. */
export type Outcome = ReadonlyMap<string, string>

/** A law of readers: what they hold after the first `count` events, and what they hold when that happened otherwise. */
export type Law = {
  /** As a sentence about what happened otherwise: `every event delivered twice`. */
  readonly otherwise: string
  readonly plain: (count: number) => Outcome
  readonly changed: (count: number) => Outcome
  readonly remedy: string
}

const firstParting = (plain: Outcome, changed: Outcome): string | null => {
  for (const place of new Set([...plain.keys(), ...changed.keys()]))
    if (plain.get(place) !== changed.get(place)) return place
  return null
}

/** Beyond this, the first event that shows it is not looked for, for the search takes the square of the time. */
const longestSearch = 200

const firstEventOf = (law: Law, count: number): number => {
  if (count > longestSearch) return count
  for (let n = 1; n < count; n += 1) if (firstParting(law.plain(n), law.changed(n)) !== null) return n
  return count
}

const within = (outcome: Outcome, place: string): string => outcome.get(place) ?? 'nothing there'

/** Claims that a law holds over the whole log; where it does not, the first event that shows it is named. */
export const claimLaw = (reading: Reading, law: Law, claim: Claim): void => {
  const { deliveries } = reading
  if (firstParting(law.plain(deliveries.length), law.changed(deliveries.length)) === null) return
  const count = firstEventOf(law, deliveries.length)
  const [plain, changed] = [law.plain(count), law.changed(count)]
  const place = firstParting(plain, changed) ?? ''
  const told = (outcome: Outcome): string => `${place}: ${shown(reading, within(outcome, place))}`
  failReading(
    {
      given: storyUpTo(reading, deliveries[count - 1]?.sequence ?? 0),
      reader: `${reading.reader}, ${law.otherwise}`,
    },
    [told(plain)],
    [told(changed)],
    {
      parting: {
        place: `${place}, after event ${count}`,
        expected: shown(reading, within(plain, place)),
        happened: shown(reading, within(changed, place)),
      },
      remedy: law.remedy,
    },
    claim,
  )
}

/** Stored JSON text with its times and ids told as everywhere, and without what names a person. */
const shown = ({ teller }: Reading, text: string): string => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return teller.text(text)
  }
  return tellValue(teller, json)
}
