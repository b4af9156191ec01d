import { isUtcTime } from './utc-time.js'

describe('a time in UTC with milliseconds', () => {
  it.each([
    '2031-03-04T08:00:00.000Z',
    '2031-01-01T00:00:00.000Z',
    '2031-01-31T23:59:59.999Z',
    '2031-04-30T19:09:00.001Z',
    '2031-06-30T20:00:00.000Z',
    '2031-09-30T00:00:00.000Z',
    '2031-11-30T00:00:00.000Z',
    '2031-12-31T00:00:00.000Z',
    '2031-02-28T00:00:00.000Z',
    '2032-02-29T00:00:00.000Z',
    '2000-02-29T00:00:00.000Z',
    '0000-02-29T00:00:00.000Z',
  ])('is %s', (text) => {
    expect(isUtcTime(text)).toBe(true)
  })

  it.each([
    ['the text is empty', ''],
    ['something stands before it', ' 2031-03-04T08:00:00.000Z'],
    ['something stands behind it', '2031-03-04T08:00:00.000Z '],
    ['the year has five digits', '12031-03-04T08:00:00.000Z'],
    ['the month is 0', '2031-00-04T08:00:00.000Z'],
    ['the month is 13', '2031-13-04T08:00:00.000Z'],
    ['the day is 0', '2031-03-00T08:00:00.000Z'],
    ['January has 32 days', '2031-01-32T08:00:00.000Z'],
    ['April has 31 days', '2031-04-31T08:00:00.000Z'],
    ['June has 31 days', '2031-06-31T08:00:00.000Z'],
    ['September has 31 days', '2031-09-31T08:00:00.000Z'],
    ['November has 31 days', '2031-11-31T08:00:00.000Z'],
    ['February has 30 days', '2032-02-30T08:00:00.000Z'],
    ['a year that is no leap year has 29 February', '2031-02-29T08:00:00.000Z'],
    ['a century that is no leap year has 29 February', '2100-02-29T08:00:00.000Z'],
    ['the hour is 24', '2031-03-04T24:00:00.000Z'],
    ['the hour is 32', '2031-03-04T32:00:00.000Z'],
    ['the minute is 60', '2031-03-04T08:60:00.000Z'],
    ['the second is 60', '2031-03-04T08:00:60.000Z'],
    ['the milliseconds are two digits', '2031-03-04T08:00:00.00Z'],
    ['a letter stands for a digit', '2031-03-04T08:00:00.00aZ'],
  ])('is none where %s', (_, text) => {
    expect(isUtcTime(text)).toBe(false)
  })
})
