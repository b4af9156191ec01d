import type { Transfer, TransferReport } from '@waybill/core'
import type { RailReport } from '@waybill/port'

/** A report as the engine takes it: its word and its payload in the stored form. */
export type ReportToSend = {
  readonly word: TransferReport['_tag']
  readonly payload: Readonly<Record<string, unknown>>
}

/** What a rail says, as a report about a transfer. `inquiryId` names the inquiry that it answers, if it answers one. */
export const reportOf = ({ instruction }: Transfer, said: RailReport, inquiryId: string | null): ReportToSend => {
  const role = said.by === instruction.payee.institution ? 'RECEIVING_INSTITUTION' : 'NETWORK'
  const told = {
    transferId: instruction.transferId,
    reportId: said.messageId,
    by: { role, name: said.by },
    asOf: said.asOf,
  }
  switch (said._tag) {
    case 'Accepted':
      return { word: 'ReportAccepted', payload: { ...told, railReference: said.railReference, status: said.status } }
    case 'Status':
      return inquiryId === null
        ? { word: 'ReportStatus', payload: { ...told, status: said.status, reason: said.reason } }
        : { word: 'ReportInquiryAnswer', payload: { ...told, inquiryId, status: said.status, reason: said.reason } }
    case 'Credited': {
      const amount = { minorUnits: said.amount, currency: said.currency }
      const account = { account: said.account, institution: said.institution }
      return { word: 'ReportCredited', payload: { ...told, account, amount, executionRef: said.executionRef } }
    }
    case 'Refused':
      return { word: 'ReportRefused', payload: { ...told, reason: said.reason } }
    case 'Returned': {
      const amount = { minorUnits: said.amount, currency: said.currency }
      const fees = said.fees?.map((fee) => ({
        kind: fee.kind,
        amount: { minorUnits: fee.amount, currency: said.currency },
        bearer: 'PAYER',
      }))
      return {
        word: 'ReportReturned',
        payload: { ...told, amount, reason: said.reason, executionRef: said.executionRef, fees },
      }
    }
    case 'NeverReceived':
      return {
        word: 'ReportNeverReceived',
        payload: { ...told, final: said.final, ...(inquiryId === null ? {} : { inquiryId }) },
      }
  }
}
