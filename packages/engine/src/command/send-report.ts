import * as E from 'fp-ts/lib/Either.js'
import {
  allCommands,
  describeFound,
  transferStream,
  type Money,
  type TransferEvent,
  type TransferReport,
} from '@waybill/core'
import type { EngineParts } from '../engine-parts.js'
import { carryOut, type Answer, type Course } from './carry-out.js'
import { differencesFrom, fieldNamesOf, statedBy } from './field-differences.js'
import type { Order } from './order.js'
import { headsOf, type Situate } from './situation.js'
import { situateReport } from './situate-report.js'
import type { StoredDecision } from './stored-decision.js'

type Mismatch = Extract<TransferEvent, { readonly _tag: 'MismatchObserved' }>

const outcomes: { readonly [W in TransferReport['_tag']]: Mismatch['outcome'] } = {
  ReportAccepted: 'ACCEPTED',
  ReportStatus: 'STATUS',
  ReportInquiryAnswer: 'STATUS',
  ReportCredited: 'CREDITED',
  ReportIncomingCredit: 'CREDITED',
  ReportRefused: 'REFUSED',
  ReportReturned: 'RETURNED',
  ReportNeverReceived: 'NEVER_RECEIVED',
  ReportRecallAccepted: 'RECALL_ANSWER',
  ReportRecallRefused: 'RECALL_ANSWER',
}

const longestLabel = 120
const longestWords = 2000

/** Field by field what was said, short; what names a person is not shown. */
const saying = (
  report: TransferReport,
  fields: ReadonlyArray<string>,
  said: Readonly<Record<string, unknown>>,
): string => {
  const { required, optional } = allCommands[report._tag].codec
  const codecs: Readonly<Record<string, { readonly personal?: unknown } | undefined>> = { ...required, ...optional }
  const parts = fields.map((field) => {
    if (field === 'command') return `${field} ${describeFound(said[field])}`
    return `${field} ${codecs[field]?.personal === true ? 'not shown' : describeFound(said[field])}`
  })
  return parts.join('; ').slice(0, longestWords) || 'nothing'
}

const amountOf = (report: TransferReport): { readonly amount?: Money } =>
  'amount' in report ? { amount: report.amount } : {}

/** Two messages of one source under one id, with different content: at least one of them is wrong. */
const contradiction = (order: Order, report: TransferReport, stored: StoredDecision): Mismatch => {
  const fields = differencesFrom(stored, order, fieldNamesOf(allCommands[order.word].codec))
  const first = { ...statedBy(stored), command: stored.first.metadata['command'] }
  const now = { ...(JSON.parse(order.payload) as Readonly<Record<string, unknown>>), command: order.word }
  return {
    _tag: 'MismatchObserved',
    reportId: report.reportId,
    by: report.by,
    outcome: outcomes[report._tag],
    field: fields.join(', ').slice(0, longestLabel) || 'payload',
    expected: `what this report id said first: ${saying(report, fields, first)}`.slice(0, longestWords),
    found: saying(report, fields, now),
    asOf: report.asOf,
    ...amountOf(report),
  }
}

/** The contradiction belongs to the transfer that the new message names, or, where there is none, to that of the first. */
export const situateContradiction =
  (parts: EngineParts, order: Order, report: TransferReport, stored: StoredDecision): Situate =>
  async (freshness) => {
    const named = await parts.streams.transfer(report.transferId, freshness)
    if (E.isLeft(named)) return named
    const first = stored.first.stream.slice(transferStream('').length)
    const subject = named.right.state === null ? await parts.streams.transfer(first, freshness) : named
    if (E.isLeft(subject)) return subject
    const { stream } = subject.right
    return E.right({
      subject: stream,
      heads: headsOf([subject.right]),
      needsInflowAtHead: false,
      mayWrite: [stream],
      judge: () => E.right({ writes: [{ stream, event: contradiction(order, report, stored) }], checks: [] }),
    })
  }

const recordContradiction =
  (parts: EngineParts, order: Order, report: TransferReport): Course['onOtherUse'] =>
  (stored) => {
    // Named after its content, so that the same contradiction is recorded once.
    const own: Order = { ...order, commandId: `${order.commandId}/${order.digest}` }
    return carryOut(parts, own, {
      situate: situateContradiction(parts, own, report, stored),
      onOtherUse: () => {
        throw new Error(`the id ${own.commandId} is made of its content and cannot stand for another`)
      },
    })
  }

/** Records a report. The same report id gives the same receipt; with another payload it is recorded as a contradiction. */
export const sendReport = (parts: EngineParts, order: Order, report: TransferReport): Promise<Answer> =>
  parts.lock([transferStream(report.transferId)], () =>
    carryOut(parts, order, {
      situate: situateReport(parts, order, report),
      onOtherUse: recordContradiction(parts, order, report),
    }),
  )
