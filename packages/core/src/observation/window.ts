import { oneOf } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { identifier, instant, label, words } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { party } from '../ledger/party.js'
import { observationSource } from './source.js'

/** Why something stood still for a while. */
export const windowKind = oneOf([
  'MAINTENANCE_PLANNED',
  'MAINTENANCE_UNPLANNED',
  'HOLIDAY',
  'WEEKEND',
  'CUT_OFF',
  'INCIDENT',
  'PARTNER_OUTAGE',
  'FORCE_MAJEURE',
  'REGULATORY',
])

const window = { source: observationSource, windowId: identifier, kind: windowKind, from: instant }
const detail = {
  component: identifier,
  institution: label,
  calendar: label,
  declaredBy: party,
  reference: label,
  text: words,
}

export const windowEvents = {
  WindowAnnounced: defineEvent(
    ['window'],
    'WindowAnnounced',
    structure('WindowAnnounced', window, { ...detail, until: instant }),
    'It was made known beforehand that a component or an institution will stand still from `from` until `until`.',
  ),
  WindowOpened: defineEvent(
    ['window'],
    'WindowOpened',
    structure('WindowOpened', window, { ...detail, until: instant }),
    'The component or institution stands still since `from`; `until` is when it is expected back. What stops several components is several windows with one `reference`.',
  ),
  WindowClosed: defineEvent(
    ['window'],
    'WindowClosed',
    structure('WindowClosed', { ...window, until: instant }, detail),
    'The component or institution works again; it stood still from `from` until `until`.',
  ),
} as const
