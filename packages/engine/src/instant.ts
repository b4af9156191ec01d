const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Whether the text is a time as it is stored: RFC 3339 in UTC with milliseconds, on a day that the calendar has. */
export const isInstant = (text: unknown): boolean => {
  if (typeof text !== 'string' || !form.test(text)) return false
  const milliseconds = Date.parse(text)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text
}
