import { later, millisecondsBetween, type Instant } from '@waybill/core'

/** When every story of this kit begins, unless it says otherwise: a Monday morning, far from any real clock. */
export const storyBeginning: Instant = '2001-01-08T09:00:00.000Z'

const form = /^T\+(?:(\d+)d)?(\d+):([0-5]\d)(?::([0-5]\d)(?:\.(\d{3}))?)?$/

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * The instant that stands so long after the beginning: `T+00:05` is five minutes, `T+1d02:00:30` a day, two hours and
 * thirty seconds. It throws when the text is of another form, for a test that cannot be read should not run.
 */
export const storyTime = (text: string, beginning: Instant = storyBeginning): Instant => {
  const parts = form.exec(text)
  if (parts === null)
    throw new Error(`A time such as T+00:05, T+00:05:30 or T+1d02:00 was expected, and "${text}" stood there`)
  const [days, hours, minutes, seconds, milliseconds] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0))
  return later(
    beginning,
    (days ?? 0) * day + (hours ?? 0) * hour + (minutes ?? 0) * minute + (seconds ?? 0) * 1000 + (milliseconds ?? 0),
  )
}

const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Whether the text has the form of an instant. */
export const isInstantText = (text: string): boolean => instantForm.test(text)

/** A time as a test author may write it: `T+00:05`, or an instant as it is. It throws when it is neither. */
export const readTime = (text: string, beginning: Instant = storyBeginning): Instant =>
  isInstantText(text) && !Number.isNaN(Date.parse(text)) ? text : storyTime(text, beginning)

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** An instant as it is told in a story: `T+00:05`, with seconds where they are not zero; `T-` before the beginning. */
export const tellTime = (beginning: Instant, instant: Instant): string => {
  const distance = millisecondsBetween(beginning, instant)
  const whole = Math.floor(Math.abs(distance) / 1000)
  const days = Math.floor((whole * 1000) / day)
  const seconds = whole % 60
  const clock = `${twoDigits(Math.floor(whole / 3600) % 24)}:${twoDigits(Math.floor(whole / 60) % 60)}`
  const sign = distance < 0 && whole > 0 ? '-' : '+'
  return `T${sign}${days === 0 ? '' : `${days}d`}${clock}${seconds === 0 ? '' : `:${twoDigits(seconds)}`}`
}

/** Whether the instant was made by a clock of this kit: it lies within a year after the beginning of its stories. */
export const isStoryTime = (instant: Instant): boolean => {
  const distance = millisecondsBetween(storyBeginning, instant)
  return distance >= 0 && distance < 366 * day
}
