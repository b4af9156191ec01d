import type { Instant } from '@waybill/core'
import { isFields } from './tell-value.js'
import { isInstantText, isStoryTime, storyBeginning } from './story-time.js'

type Earliest = { occurred: Instant | null; any: Instant | null }

const earlier = (left: Instant | null, right: Instant): Instant => (left === null || right < left ? right : left)

const gather = (value: unknown, name: string, found: Earliest): void => {
  if (typeof value === 'string' && isInstantText(value)) {
    found.any = earlier(found.any, value)
    if (name === 'occurredAt') found.occurred = earlier(found.occurred, value)
  } else if (Array.isArray(value)) for (const item of value) gather(item, name, found)
  else if (isFields(value)) for (const [field, item] of Object.entries(value)) gather(item, field, found)
}

/**
 * From where the times of a value are told: the beginning of the kit's stories where a clock of the kit made them, else
 * when the first of its events happened, else its earliest time.
 */
export const beginningOf = (value: unknown): Instant => {
  const found: Earliest = { occurred: null, any: null }
  gather(value, '', found)
  const first = found.occurred ?? found.any ?? storyBeginning
  return isStoryTime(first) ? storyBeginning : first
}
