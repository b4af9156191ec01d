import { formatMinorUnits, type ObservationEvent } from '@waybill/core'
import { counted } from '@waybill/explain'
import { account, code, money, pairs, plainWord, time, where, type Sentences } from './wording.js'

type Restriction = Extract<ObservationEvent, { readonly _tag: 'RestrictionPlaced' }>

const stopped = (kind: string, component: string | undefined, institution: string | undefined): string =>
  `${component ?? institution ?? 'A component'} (${plainWord(kind)})`

const restricts = ({ restricts: held }: Restriction): string => held.map(plainWord).join(', ')

const shownBalance = (balance: Extract<ObservationEvent, { readonly _tag: 'ViewServed' }>['balance']): string =>
  where(balance, ({ currency, ...meanings }) =>
    Object.entries(meanings)
      .map(([meaning, sum]) => `, ${meaning} ${currency} ${formatMinorUnits(sum, currency)}`)
      .join(''),
  )

type Shown = Extract<ObservationEvent, { readonly _tag: 'ConfirmationShown' }>['shown']

/** What the payee was to get, where a confirmation says that it is another sum than is sent. */
const arrivesAs = ({ amount, amountCredited, rate }: Shown): string =>
  amountCredited === undefined ||
  (amountCredited.currency === amount?.currency && amountCredited.minorUnits === amount.minorUnits)
    ? ''
    : `, to arrive as ${money(amountCredited)}${where(rate, (at) => ` at the rate ${at}`)}`

/** What each observation says. */
export const observationSentences: Sentences<ObservationEvent> = {
  IntentCaptured: ({ amount, payee, payeeOrigin }) =>
    `The customer entered ${where(amount, (sum) => `${money(sum)} for `)}${account(payee)}${where(payeeOrigin, (from) => ` (payee ${plainWord(from)})`)}.`,
  IntentEdited: ({ after, before, field }) => {
    const from = where(before?.amount, (sum) => ` from ${money(sum)}`)
    return `The customer changed the ${plainWord(field)}${from}${where(after?.amount, (sum) => ` to ${money(sum)}`)}.`
  },
  IntentCancelled: () => 'The customer gave the instruction up.',
  PayeeChecked: ({ check, institutionFound, outcome, shownToCustomer }) =>
    `The payee's ${plainWord(check)} was checked: ${plainWord(outcome)}${where(institutionFound, (found) => ` (${found})`)}, ${shownToCustomer ? 'shown' : 'not shown'} to the customer.`,
  PayeeSaved: ({ payee, payeeBefore }) =>
    `${account(payee)} was saved among the customer's payees${payeeBefore === undefined ? '' : ', in place of another'}.`,
  ConfirmationShown: ({ shown, step, warnings }) =>
    `The customer was asked to confirm${where(step, (at) => ` (question ${at})`)} ${where(shown.amount, (sum) => `${money(sum)} `)}${where(shown.payee, (to) => `to ${account(to)}`)}${arrivesAs(shown)}${warnings === undefined || warnings.length === 0 ? '' : `, with ${warnings.length === 1 ? 'a warning' : `${warnings.length} warnings`}`}.`,
  ConfirmationAnswered: ({ answer, method }) =>
    `The customer ${plainWord(answer)} the confirmation${where(method, (used) => ` (${used})`)}.`,
  RequestSent: ({ idempotencyKey }) => `The instruction left the client under the key ${idempotencyKey}.`,
  RequestReceived: ({ component, idempotencyKey }) =>
    `${component ?? 'Our edge'} took the instruction in under the key ${idempotencyKey}.`,
  RequestRefused: ({ ground, reason }) =>
    `Our edge refused the request before anything was recorded: ${plainWord(ground)} (${code(reason)}).`,
  ViewServed: ({ balance, headSequence, projection, projectionSequence, view }) =>
    `A ${plainWord(view)} view was served from ${projection}, which had read up to ${projectionSequence}${where(headSequence, (head) => ` of ${head}`)}${shownBalance(balance)}.`,
  NoticeQueued: ({ channel, kind, recipient }) =>
    `A notice to the ${plainWord(recipient)} is to go out by ${plainWord(channel)}: ${plainWord(kind)}.`,
  NoticeSent: ({ carrier, channel, kind, recipient }) =>
    `A notice to the ${plainWord(recipient)} was handed ${where(carrier, (by) => `to ${by} `)}for ${plainWord(channel)}: ${plainWord(kind)}.`,
  NoticeDelivered: ({ channel, kind, recipient }) =>
    `The notice reached the ${plainWord(recipient)} by ${plainWord(channel)}: ${plainWord(kind)}.`,
  NoticeFailed: ({ channel, kind, reason, recipient }) =>
    `The notice to the ${plainWord(recipient)} by ${plainWord(channel)} failed (${plainWord(kind)}): ${reason}`,
  TelemetryReported: ({ balance, kind, shownText, values }) =>
    `The client reported: ${plainWord(kind)}${where(values, (measured) => ` (${pairs(measured)})`)}${where(shownText, (text) => `, the screen said “${text}”`)}${shownBalance(balance)}.`,
  AccessObserved: ({ access, expiresAt, failures, rule }) =>
    `Access: ${plainWord(access)}${where(failures, (count) => `, after ${counted(count, 'failure')}`)}${where(rule, (by) => `, by rule ${by}`)}${where(expiresAt, (until) => `, until ${time(until)}`)}.`,
  WindowAnnounced: ({ component, from, institution, kind, until }) =>
    `${stopped(kind, component, institution)} was announced to stand still from ${time(from)}${where(until, (end) => ` to ${time(end)}`)}.`,
  WindowOpened: ({ component, from, institution, kind, until }) =>
    `${stopped(kind, component, institution)} stands still since ${time(from)}${where(until, (end) => `, expected back ${time(end)}`)}.`,
  WindowClosed: ({ component, from, institution, kind, until }) =>
    `${stopped(kind, component, institution)} works again; it stood still from ${time(from)} to ${time(until)}.`,
  RiskFlagged: ({ advice, risk, rule, ruleVersion }) =>
    `Rule ${rule} (${ruleVersion}) suspected ${plainWord(risk)} and advised: ${plainWord(advice)}.`,
  AlertRaised: ({ rule, ruleVersion, subject }) =>
    `Rule ${rule} (${ruleVersion}) raised an alert about a ${plainWord(subject.kind)}.`,
  RestrictionPlaced: (event) =>
    `Rule ${event.rule} holds back ${restricts(event)} of a ${plainWord(event.scope.kind)} until ${time(event.expiresAt)}.`,
  RestrictionLifted: ({ because, rule, scope }) =>
    `What rule ${rule} held back of a ${plainWord(scope.kind)} is free again (${plainWord(because)}).`,
  ComponentReported: ({ component, depth, health, kind, oldestSince }) =>
    `${component} reported ${plainWord(kind)}${where(health, (state) => `: ${plainWord(state)}`)}${where(depth, (waiting) => `, ${waiting} waiting`)}${where(oldestSince, (since) => `, the oldest since ${time(since)}`)}.`,
  ConfigurationChanged: ({ change, component, versionAfter, versionBefore }) =>
    `${component} runs ${versionAfter}${where(versionBefore, (before) => ` in place of ${before}`)} (${plainWord(change)}).`,
  PolicyChanged: ({ effectiveFrom, policy, valuesAfter, versionAfter }) =>
    `Policy ${policy} holds in version ${versionAfter} from ${time(effectiveFrom)}${where(valuesAfter, (values) => `: ${pairs(values)}`)}.`,
  StatementReceived: ({ entries, from, institution, to }) =>
    `${institution} sent a statement from ${time(from)} to ${time(to)} with ${entries.length === 1 ? '1 entry' : `${entries.length} entries`}.`,
  SourceCoverageDeclared: ({ count, covers, from, to }) =>
    `${covers} declared that it made exactly ${counted(count, 'record')} from ${time(from)} to ${time(to)}.`,
  ClaimOpened: ({ channel, claim, claimant }) =>
    `${claimant === undefined ? 'A person' : `The ${plainWord(claimant)}`} claims: ${plainWord(claim)}${where(channel, (by) => ` (by ${plainWord(by)})`)}.`,
  ContactLogged: ({ channel, direction, substantive }) =>
    `${direction === 'INBOUND' ? 'The person wrote or called' : 'We answered'} by ${plainWord(channel)}${direction === 'OUTBOUND' ? `, ${substantive ? 'to the matter' : 'only to acknowledge'}` : ''}.`,
}
