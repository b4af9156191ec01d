import { count, flag, listOf, oneOf, textMap } from '../codec/collection.js'
import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, instant, label, uuid, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { accountId } from '../ledger/account-id.js'
import { party } from '../ledger/party.js'
import { observationSource } from './source.js'
import { subject } from './subject.js'

/** What a risk rule suspects. */
export const riskKind = oneOf([
  'ACCOUNT_TAKEOVER',
  'DECEPTION',
  'HABIT_DEVIATION',
  'HIGH_VELOCITY',
  'DUPLICATE',
  'MONEY_LAUNDERING',
  'SANCTIONS',
  'ATTACK',
  'DATA_QUALITY',
])

/** What the rule asked for. Whether it was done is told by the events of the transfer. */
export const riskAdvice = oneOf(['NOTE', 'WARN', 'REVIEW', 'BLOCK'])

const ruleApplied = { rule: label, ruleVersion: label, inputs: textMap }
const tie = { transferId: identifier, customer: personal(identifier), account: accountId }

export const riskEvents = {
  RiskFlagged: defineEvent(
    ['attempt', 'customer', 'source'],
    'RiskFlagged',
    structure(
      'RiskFlagged',
      { source: observationSource, risk: riskKind, advice: riskAdvice, ...ruleApplied },
      { ...tie, score: label, shownToCustomer: flag, wording: words },
    ),
    'A rule or a scorer suspected something: which rule in which version, the inputs it saw, and what it advised; `wording` is the warning that the customer saw.',
  ),
  AlertRaised: defineEvent(
    ['attempt', 'alert'],
    'AlertRaised',
    structure(
      'AlertRaised',
      { source: observationSource, alertId: identifier, subject, ...ruleApplied },
      { ...tie, throughSequence: count, eventIds: listOf(uuid, { max: 256 }), windowStart: instant, text: words },
    ),
    'A threshold was passed: with the rule, its version and the inputs the alert can be made again from the events up to `throughSequence`; `windowStart` is where the rule began to count.',
  ),
} as const

/** What a restriction holds back. */
export const restricted = oneOf(['LOGIN', 'REQUESTS', 'DEBITS', 'CREDITS'])

const restriction = { source: observationSource, restrictionId: identifier, scope: subject, rule: label }

export const restrictionEvents = {
  RestrictionPlaced: defineEvent(
    ['restriction'],
    'RestrictionPlaced',
    structure(
      'RestrictionPlaced',
      { ...restriction, restricts: listOf(restricted, { min: 1, max: 4 }), expiresAt: instant },
      {
        ruleVersion: label,
        inputs: textMap,
        alertId: identifier,
        reason: words,
        inFlight: oneOf(['UNAFFECTED', 'HELD', 'REFUSED']),
        placedBy: party,
      },
    ),
    'Something is held back for a subject until `expiresAt`, by a rule and for a reason; `inFlight` tells what becomes of transfers already under way.',
  ),
  RestrictionLifted: defineEvent(
    ['restriction'],
    'RestrictionLifted',
    structure(
      'RestrictionLifted',
      { ...restriction, because: oneOf(['EXPIRED', 'APPEAL', 'MISTAKE', 'IDENTITY_PROVED', 'DECISION']) },
      { reason: words, liftedBy: party },
    ),
    'The restriction ended.',
  ),
} as const
