import { millisecondsBetween, type Instant } from '@waybill/core'
import { tellTime } from './story-time.js'

/**
 * Tells what differs from run to run in a way that does not: times from the beginning of the story, random ids and
 * hashes by number in the order in which they are met. What names a person is numbered too, and never shown.
 */
export type Teller = {
  /** `T+00:05`. */
  readonly time: (instant: Instant) => string
  /** A calendar day, counted from the day of the beginning: `day 0`, `day 2`. */
  readonly day: (day: string) => string
  /** The text with each UUID and each hash in it as `#1`, `#2`, …, the same one always under the same number. */
  readonly text: (text: string) => string
  /** `‹1›`, `‹2›`, …: equal where the values are equal. */
  readonly person: (value: string) => string
}

const unstable = /(?:sha256:)?[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

const numbering = (): ((value: string) => number) => {
  const numbers = new Map<string, number>()
  return (value) => {
    const known = numbers.get(value)
    if (known !== undefined) return known
    numbers.set(value, numbers.size + 1)
    return numbers.size
  }
}

/** A teller of one story. One text is told by one teller, so that its numbers agree. */
export const createTeller = (beginning: Instant): Teller => {
  const idNumber = numbering()
  const personNumber = numbering()
  const firstDay = `${beginning.slice(0, 10)}T00:00:00.000Z`
  return {
    time: (instant) => tellTime(beginning, instant),
    day: (day) => `day ${Math.round(millisecondsBetween(firstDay, `${day}T00:00:00.000Z`) / 86_400_000)}`,
    text: (text) => text.replace(unstable, (id) => `#${idNumber(id)}`),
    person: (value) => `‹${personNumber(value)}›`,
  }
}
