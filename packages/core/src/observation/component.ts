import { count, oneOf, textMap } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, instant, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { code, party } from '../ledger/party.js'
import { observationSource } from './source.js'

/** Which part of the house a component is. */
export const componentTier = oneOf([
  'CLIENT',
  'EDGE',
  'APPLICATION',
  'DATABASE',
  'QUEUE',
  'NETWORK',
  'PROJECTION',
  'NOTIFIER',
  'PARTNER_LINK',
])

export const componentReportKind = oneOf(['ERROR', 'CRASH', 'RESTART', 'OVERLOAD', 'QUEUE_DEPTH', 'HEALTH'])

export const componentEvents = {
  ComponentReported: defineEvent(
    ['attempt', 'component'],
    'ComponentReported',
    structure(
      'ComponentReported',
      { source: observationSource, component: identifier, kind: componentReportKind },
      {
        tier: componentTier,
        version: label,
        institution: label,
        health: oneOf(['UP', 'DEGRADED', 'DOWN']),
        depth: count,
        oldestSince: instant,
        code,
        text: words,
        values: textMap,
        windowId: identifier,
        transferId: identifier,
      },
    ),
    'A component told its state: an error, a crash, its health, or how many items wait in its queue (`depth`) and since when the oldest (`oldestSince`).',
  ),
  ConfigurationChanged: defineEvent(
    ['component'],
    'ConfigurationChanged',
    structure(
      'ConfigurationChanged',
      {
        source: observationSource,
        component: identifier,
        change: oneOf(['DEPLOYMENT', 'ROLLBACK', 'SETTING', 'MIGRATION']),
        versionAfter: label,
      },
      {
        versionBefore: label,
        valuesBefore: textMap,
        valuesAfter: textMap,
        contentDigest: digest,
        changedBy: party,
        reference: label,
        text: words,
      },
    ),
    'A component runs another version or other settings from now on.',
  ),
} as const

export const policyEvents = {
  PolicyChanged: defineEvent(
    ['policy'],
    'PolicyChanged',
    structure(
      'PolicyChanged',
      { source: observationSource, policy: identifier, versionAfter: label, effectiveFrom: instant },
      {
        versionBefore: label,
        valuesBefore: textMap,
        valuesAfter: textMap,
        contentDigest: digest,
        changedBy: party,
        reference: label,
        text: words,
      },
    ),
    'A limit, a rule or the terms of service hold in another version from `effectiveFrom`; the values let a request be judged again under either version.',
  ),
} as const
