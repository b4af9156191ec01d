const shape = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whether the text is a real instant in the one form in which times are stored: RFC 3339 in UTC with milliseconds. */
export const isUtcTime = (text: string): boolean => {
  const match = shape.exec(text)
  if (match === null) return false
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number)
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}
