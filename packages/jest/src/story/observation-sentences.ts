import type { ObservationEvent, ObservationSource } from '@waybill/core'
import { sentence, type Sentence } from './sentence.js'
import { tellCode, tellMoney, tellReference, tellSource } from './tell-value.js'
import type { Teller } from './teller.js'

type Seen = { readonly source: ObservationSource }

/** What was seen, and behind it who says so. */
const seen = (teller: Teller, { source }: Seen, what: string): string => `${what}, says ${tellSource(teller, source)}`

/** A payee as somebody stated it. */
const stated = (teller: Teller, payee: Parameters<typeof tellReference>[1]): string =>
  tellReference(teller, payee, true)

/** What each observation tells of what the customer meant, saw and sent. */
const attemptSentences = {
  IntentCaptured: sentence('IntentCaptured', ['source', 'payee', 'amount'], (event, teller) =>
    seen(
      teller,
      event,
      `the customer entered ${stated(teller, event.payee)}${event.amount === undefined ? '' : ` and ${tellMoney(event.amount)}`}`,
    ),
  ),
  IntentEdited: sentence('IntentEdited', ['source', 'field'], (event, teller) =>
    seen(teller, event, `the customer changed ${event.field}`),
  ),
  IntentCancelled: sentence('IntentCancelled', ['source'], (event, teller) =>
    seen(teller, event, 'the customer gave it up'),
  ),
  PayeeChecked: sentence('PayeeChecked', ['source', 'check', 'outcome', 'shownToCustomer'], (event, teller) =>
    seen(
      teller,
      event,
      `${event.check} is a ${event.outcome}, ${event.shownToCustomer ? 'shown' : 'not shown'} to the customer`,
    ),
  ),
  PayeeSaved: sentence('PayeeSaved', ['source', 'payee', 'customer'], (event, teller) =>
    seen(teller, event, `${stated(teller, event.payee)} stands in the list of ${teller.person(event.customer)}`),
  ),
  ConfirmationShown: sentence('ConfirmationShown', ['source'], (event, teller) =>
    seen(teller, event, 'the customer was asked to confirm'),
  ),
  ConfirmationAnswered: sentence('ConfirmationAnswered', ['source', 'answer'], (event, teller) =>
    seen(teller, event, `the customer answered ${event.answer}`),
  ),
  RequestSent: sentence('RequestSent', ['source', 'idempotencyKey', 'payloadDigest'], (event, teller) =>
    seen(
      teller,
      event,
      `sent under the key ${teller.text(event.idempotencyKey)}, bytes ${teller.text(event.payloadDigest)}`,
    ),
  ),
  RequestReceived: sentence('RequestReceived', ['source', 'idempotencyKey', 'payloadDigest'], (event, teller) =>
    seen(
      teller,
      event,
      `taken in under the key ${teller.text(event.idempotencyKey)}, bytes ${teller.text(event.payloadDigest)}`,
    ),
  ),
  RequestRefused: sentence('RequestRefused', ['source', 'ground', 'reason'], (event, teller) =>
    seen(teller, event, `refused at the door for ${event.ground}, ${tellCode(event.reason)}`),
  ),
} as const

/** What each observation tells of what people were shown and told, and what they said. */
const contactSentences = {
  ViewServed: sentence('ViewServed', ['source', 'view', 'projection', 'projectionSequence'], (event, teller) =>
    seen(teller, event, `${event.view} shown from ${event.projection} at position ${event.projectionSequence}`),
  ),
  TelemetryReported: sentence('TelemetryReported', ['source', 'kind'], (event, teller) =>
    seen(teller, event, event.kind),
  ),
  NoticeQueued: sentence('NoticeQueued', ['source', 'noticeId', 'channel', 'kind', 'recipient'], (event, teller) =>
    seen(
      teller,
      event,
      `${event.channel} ${teller.text(event.noticeId)} with ${event.kind} is to go to ${event.recipient}`,
    ),
  ),
  NoticeSent: sentence('NoticeSent', ['source', 'noticeId', 'channel', 'kind', 'recipient'], (event, teller) =>
    seen(
      teller,
      event,
      `${event.channel} ${teller.text(event.noticeId)} with ${event.kind} went out to ${event.recipient}`,
    ),
  ),
  NoticeDelivered: sentence(
    'NoticeDelivered',
    ['source', 'noticeId', 'channel', 'kind', 'recipient'],
    (event, teller) =>
      seen(
        teller,
        event,
        `${event.channel} ${teller.text(event.noticeId)} with ${event.kind} reached ${event.recipient}`,
      ),
  ),
  NoticeFailed: sentence(
    'NoticeFailed',
    ['source', 'noticeId', 'channel', 'kind', 'recipient', 'reason'],
    (event, teller) =>
      seen(
        teller,
        event,
        `${event.channel} ${teller.text(event.noticeId)} with ${event.kind} did not reach ${event.recipient}, "${teller.text(event.reason)}"`,
      ),
  ),
  ClaimOpened: sentence('ClaimOpened', ['source', 'claimId', 'claim'], (event, teller) =>
    seen(teller, event, `claim ${teller.text(event.claimId)}, ${event.claim}`),
  ),
  ContactLogged: sentence('ContactLogged', ['source', 'direction', 'channel', 'substantive'], (event, teller) =>
    seen(
      teller,
      event,
      `${event.direction} by ${event.channel}, ${event.substantive ? 'on the matter' : 'not on the matter'}`,
    ),
  ),
  StatementReceived: sentence('StatementReceived', ['source', 'statementId', 'institution'], (event, teller) =>
    seen(teller, event, `statement ${teller.text(event.statementId)} of ${event.institution}`),
  ),
  SourceCoverageDeclared: sentence(
    'SourceCoverageDeclared',
    ['source', 'covers', 'from', 'to', 'count', 'digest'],
    (event, teller) =>
      seen(
        teller,
        event,
        `${teller.text(event.covers)} made ${event.count} record${event.count === 1 ? '' : 's'} from ${teller.time(event.from)} to ${teller.time(event.to)}, digest ${teller.text(event.digest)}`,
      ),
  ),
} as const

/** What each observation tells of the house and its surroundings. */
const surroundingsSentences = {
  AccessObserved: sentence('AccessObserved', ['source', 'access'], (event, teller) =>
    seen(teller, event, event.access),
  ),
  WindowAnnounced: sentence('WindowAnnounced', ['source', 'kind', 'from', 'until'], (event, teller) =>
    seen(teller, event, `${event.kind} to come from ${teller.time(event.from)}${until(teller, event.until)}`),
  ),
  WindowOpened: sentence('WindowOpened', ['source', 'kind', 'from', 'until'], (event, teller) =>
    seen(teller, event, `${event.kind} since ${teller.time(event.from)}${until(teller, event.until)}`),
  ),
  WindowClosed: sentence('WindowClosed', ['source', 'kind', 'from', 'until'], (event, teller) =>
    seen(teller, event, `${event.kind} over, from ${teller.time(event.from)}${until(teller, event.until)}`),
  ),
  RiskFlagged: sentence('RiskFlagged', ['source', 'risk', 'advice', 'rule', 'ruleVersion'], (event, teller) =>
    seen(teller, event, `${event.risk}, ${event.advice}, rule ${event.rule} version ${event.ruleVersion}`),
  ),
  AlertRaised: sentence('AlertRaised', ['source', 'alertId', 'rule', 'ruleVersion'], (event, teller) =>
    seen(teller, event, `alert ${teller.text(event.alertId)}, rule ${event.rule} version ${event.ruleVersion}`),
  ),
  RestrictionPlaced: sentence('RestrictionPlaced', ['source', 'rule', 'restricts', 'expiresAt'], (event, teller) =>
    seen(
      teller,
      event,
      `${event.restricts.join(', ')} held back until ${teller.time(event.expiresAt)}, rule ${event.rule}`,
    ),
  ),
  RestrictionLifted: sentence('RestrictionLifted', ['source', 'rule', 'because'], (event, teller) =>
    seen(teller, event, `lifted for ${event.because}, rule ${event.rule}`),
  ),
  ComponentReported: sentence('ComponentReported', ['source', 'component', 'kind'], (event, teller) =>
    seen(teller, event, `${teller.text(event.component)} reports ${event.kind}`),
  ),
  ConfigurationChanged: sentence('ConfigurationChanged', ['source', 'change', 'versionAfter'], (event, teller) =>
    seen(teller, event, `${event.change} to version ${teller.text(event.versionAfter)}`),
  ),
  PolicyChanged: sentence('PolicyChanged', ['source', 'versionAfter', 'effectiveFrom'], (event, teller) =>
    seen(teller, event, `version ${teller.text(event.versionAfter)} holds from ${teller.time(event.effectiveFrom)}`),
  ),
} as const

const until = (teller: Teller, instant: string | undefined): string =>
  instant === undefined ? '' : ` until ${teller.time(instant)}`

/** What each observation tells. */
export const observationSentences = {
  ...attemptSentences,
  ...contactSentences,
  ...surroundingsSentences,
} as const satisfies { readonly [W in ObservationEvent['_tag']]: Sentence }
