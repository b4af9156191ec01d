const form = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/

export const instantExpected = 'a time with its zone, such as 2026-02-14T09:30:00Z or 2026-02-14T17:30+08:00'

/** A time as a person writes it, as UTC with milliseconds; null where it is none or has no zone. */
export const readInstant = (text: string): string | null => {
  const day = form.exec(text)?.[1]
  if (day === undefined) return null
  const midnight = new Date(`${day}T00:00:00.000Z`)
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return null
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}
