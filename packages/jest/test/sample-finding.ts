import type { Finding } from '@waybill/explain'
import { storyTime } from '../src/story/story-time.js'

const both = (en: string) => ({ en, zh: `（${en}）` })

/** A finding with something in every field. Its sentences are the test's own, so that only their telling is tried. */
export const sampleFinding: Finding = {
  schema: 'waybill/finding/1',
  subject: { kind: 'transfer', id: 't1' },
  asOf: {
    happenedBy: storyTime('T+24:00'),
    knownBy: storyTime('T+25:00'),
    sequence: 12,
    root: 'ab'.repeat(32),
    anchored: true,
    rules: '1',
    calendars: '1',
  },
  claim: { kind: 'NOT_ARRIVED', words: 'it is gone' },
  answer: both('The money is in transit since 8 Jan 2001, 09:15 UTC; the rail answers by 9 Jan 2001, 09:30:05 UTC.'),
  custody: [
    { of: 'ORIGINAL', place: 'IN_TRANSIT', account: 'in-transit:hvps:CNY', amount: '100000', currency: 'CNY' },
    { of: 'ORIGINAL', place: 'UNACCOUNTED', amount: '0', currency: 'CNY' },
    { of: 'EXCESS', place: 'EXCEPTION', account: 'exception:t1:CNY', amount: '500', currency: 'CNY' },
  ],
  cause: { leaf: 'B4', confidence: 'PROBABLE' },
  secondary: [{ leaf: 'D8', confidence: 'POSSIBLE' }],
  factors: [{ factor: 'NETWORK', wouldHaveChanged: 'not testable', evidence: ['e1'] }],
  responsible: { party: 'NETWORK', name: 'HVPS' },
  evidence: [
    {
      id: 'e1',
      kind: 'TransferOutcomeUnknown',
      source: 'engine',
      grade: 'A',
      eventId: '00000000-0000-5000-8000-00000000000c',
      sequence: 12,
      occurredAt: storyTime('T+00:15'),
      shows: both('No answer came by 8 Jan 2001, 09:15 UTC.'),
      supports: ['B4'],
      excludes: [],
    },
    {
      id: 'e2',
      kind: 'TransferInitiated',
      source: 'engine',
      grade: 'A',
      occurredAt: storyTime('T+00:00'),
      shows: both('The ledger recorded it.'),
      supports: [],
      excludes: ['A1'],
    },
  ],
  excluded: [{ leaf: 'A1', because: ['e2'] }],
  missing: [
    {
      what: both('what the rail did with it'),
      who: 'hvps',
      how: both('ask under the same reference'),
      by: storyTime('T+24:30'),
      wouldDecide: ['F1'],
    },
  ],
  next: [
    {
      action: 'INQUIRE',
      says: both('Ask the rail by 8 Jan 2001, 09:30 UTC.'),
      who: 'engine',
      due: storyTime('T+00:30'),
      safety: 'safe',
      forbiddenBy: null,
    },
    {
      action: 'SUBMIT_AGAIN',
      says: both('Send it again.'),
      who: 'nobody',
      due: null,
      safety: 'never',
      forbiddenBy: both('it could be paid twice'),
    },
  ],
  digest: `sha256:${'cd'.repeat(32)}`,
}
