import type { RailMessage } from './misbehaving-rail.js'
import type { Order } from './order.js'

/** A message that a rail sends unasked, as a backend hands it on. */
export const orderOfMessage = ({ report, transferId }: RailMessage): Order => {
  const told = {
    transferId,
    reportId: report.messageId,
    by: { role: 'NETWORK', name: report.by },
    asOf: report.asOf,
  }
  switch (report._tag) {
    case 'Accepted':
      return { word: 'ReportAccepted', payload: { ...told, railReference: report.railReference } }
    case 'Status':
      return { word: 'ReportStatus', payload: { ...told, status: report.status } }
    case 'Credited':
      return {
        word: 'ReportCredited',
        payload: {
          ...told,
          account: {
            account: report.account,
            ...(report.institution === undefined ? {} : { institution: report.institution }),
          },
          amount: { minorUnits: report.amount, currency: report.currency },
          executionRef: report.executionRef,
        },
      }
    case 'Refused':
      return { word: 'ReportRefused', payload: { ...told, reason: report.reason } }
    case 'Returned':
      return {
        word: 'ReportReturned',
        payload: {
          ...told,
          amount: { minorUnits: report.amount, currency: report.currency },
          reason: report.reason,
          executionRef: report.executionRef,
          ...(report.fees === undefined
            ? {}
            : {
                fees: report.fees.map(({ amount, kind }) => ({
                  kind,
                  bearer: 'PAYER',
                  amount: { minorUnits: amount, currency: report.currency },
                })),
              }),
        },
      }
    case 'NeverReceived':
      return { word: 'ReportNeverReceived', payload: { ...told, final: report.final } }
  }
}
