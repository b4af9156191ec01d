import * as E from 'fp-ts/lib/Either.js'
import { describeFound, excerptOf, type MalformedCommand } from '@waybill/core'

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Whether the text is a time as it is stored: RFC 3339 in UTC with milliseconds, on a day that the calendar has. */
export const isInstant = (text: unknown): boolean => {
  if (typeof text !== 'string' || !form.test(text)) return false
  const milliseconds = Date.parse(text)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text
}

/** Refuses times that are none, by the name under which they were given. One that was not given is not looked at. */
export const checkTimes = (
  command: string,
  times: Readonly<Record<string, unknown>>,
): E.Either<MalformedCommand, void> => {
  const problems = Object.entries(times).flatMap(([path, time]) =>
    time === undefined || isInstant(time)
      ? []
      : [
          {
            path,
            expected: 'a time in UTC with milliseconds, such as 2026-02-14T09:30:00.000Z',
            found: typeof time === 'string' ? excerptOf(time) : describeFound(time),
          },
        ],
  )
  return problems.length === 0 ? E.right(undefined) : E.left({ _tag: 'MalformedCommand', command, problems })
}
