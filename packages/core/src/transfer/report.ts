import { flag } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { identifier, instant, label, words } from '../codec/text.js'
import { defineCommand, type CommandOf } from '../event/command-definition.js'
import { accountElsewhere } from '../ledger/account-id.js'
import { accountReferenceInput } from '../ledger/account-reference-input.js'
import { code, party } from '../ledger/party.js'
import { moneyInput } from '../money/money.js'
import { feeInput } from './fee-input.js'
import { personName } from './instruction.js'

/**
 * A report tells what happened elsewhere, so it cannot be refused. `reportId` is the source's own
 * message id: with the source's name it names the report.
 */
const told = { transferId: identifier, reportId: label, by: party, asOf: instant }

export const transferReports = {
  ReportAccepted: defineCommand(
    'ReportAccepted',
    structure('ReportAccepted', { ...told, railReference: label }, { status: code }),
    'A rail has the instruction.',
  ),
  ReportStatus: defineCommand(
    'ReportStatus',
    structure('ReportStatus', { ...told, status: code }, { reason: code, text: words }),
    'Somebody says where the transfer stands. A status alone moves no money.',
  ),
  ReportCredited: defineCommand(
    'ReportCredited',
    structure(
      'ReportCredited',
      { ...told, account: accountReferenceInput, amount: moneyInput },
      { executionRef: label },
    ),
    'An account elsewhere, or here, was credited.',
  ),
  ReportRefused: defineCommand(
    'ReportRefused',
    structure('ReportRefused', { ...told, reason: code }, { text: words }),
    'A rail refused for good: it will not execute.',
  ),
  ReportReturned: defineCommand(
    'ReportReturned',
    structure('ReportReturned', { ...told, amount: moneyInput, reason: code }, { executionRef: label, fees: feeInput }),
    'The receiving side sent money back, and may have kept fees: amount and fees together are what left it.',
  ),
  ReportNeverReceived: defineCommand(
    'ReportNeverReceived',
    structure('ReportNeverReceived', { ...told, final: flag }, { inquiryId: identifier }),
    'A rail holds no message under the key. `final` is its promise to refuse that key from now on.',
  ),
  ReportInquiryAnswer: defineCommand(
    'ReportInquiryAnswer',
    structure('ReportInquiryAnswer', { ...told, inquiryId: identifier, status: code }, { reason: code }),
    'An inquiry was answered with a status.',
  ),
  ReportRecallAccepted: defineCommand(
    'ReportRecallAccepted',
    structure('ReportRecallAccepted', { ...told, recallId: identifier }, { status: code, amount: moneyInput }),
    'The other side will send the money back. Moves nothing.',
  ),
  ReportRecallRefused: defineCommand(
    'ReportRecallRefused',
    structure('ReportRecallRefused', { ...told, recallId: identifier, reason: code }, { text: words }),
    'The other side will not send it back.',
  ),
  ReportIncomingCredit: defineCommand(
    'ReportIncomingCredit',
    structure(
      'ReportIncomingCredit',
      { ...told, rail: identifier, payer: accountElsewhere, payee: accountReferenceInput, amount: moneyInput },
      { executionRef: label, purpose: words, endToEndId: label, payeeName: personName },
    ),
    'Money came in from elsewhere for an account of this book: a transfer of its own.',
  ),
} as const

export type TransferReport = CommandOf<(typeof transferReports)[keyof typeof transferReports]>
export type TransferReportOf<W extends TransferReport['_tag']> = Extract<TransferReport, { readonly _tag: W }>
