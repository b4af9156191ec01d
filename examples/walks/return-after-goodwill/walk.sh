#!/bin/sh
. "$(dirname "$0")/../walk.sh"

account hao 1000.00

say 'Hao sends 600 yuan to a bank elsewhere, and it is credited there.'
waybill do InitiateTransfer --in ledger.db --at 2026-03-02T09:00:00Z '{
  "commandId": "initiate-gift", "transferId": "gift", "payer": "hao", "rail": "hvps",
  "payee": { "account": "6222000012340001", "institution": "Elsewhere Bank" },
  "amount": { "decimal": "600.00", "currency": "CNY" } }'
waybill do ConfirmTransfer --in ledger.db --at 2026-03-02T09:00:10Z \
  '{ "commandId": "confirm-gift", "transferId": "gift", "by": { "role": "CUSTOMER" } }'
waybill do ReportCredited --in ledger.db --at 2026-03-02T09:10:00Z '{
  "transferId": "gift", "reportId": "m-1", "by": { "role": "RECEIVING_INSTITUTION", "name": "Elsewhere Bank" },
  "asOf": "2026-03-02T09:09:00.000Z", "executionRef": "EB-1",
  "account": { "account": "6222000012340001", "institution": "Elsewhere Bank" },
  "amount": { "decimal": "600.00", "currency": "CNY" } }'

say 'Hao says that it went to the wrong payee. We cannot prove it, and give him 400 yuan out of our own, for good.'
waybill do DisputeTransfer --in ledger.db --at 2026-03-03T09:00:00Z '{
  "commandId": "dispute-gift", "transferId": "gift", "disputeId": "d-gift", "claim": "WRONG_PAYEE",
  "claimant": { "role": "CUSTOMER" }, "replyDueAt": "2026-03-04T09:00:00.000Z" }'
waybill do StartDisputeReview --in ledger.db --at 2026-03-03T10:00:00Z '{
  "commandId": "review-gift", "transferId": "gift", "disputeId": "d-gift",
  "reviewer": { "role": "OPERATOR", "name": "Wu" } }'
waybill do ResolveDispute --in ledger.db --at 2026-03-03T11:00:00Z '{
  "commandId": "resolve-gift", "transferId": "gift", "disputeId": "d-gift", "outcome": "GOODWILL",
  "amount": { "decimal": "400.00", "currency": "CNY" },
  "by": { "role": "OPERATOR", "name": "Wu" }, "reason": "A customer of twenty years" }'
waybill explain gift --in ledger.db
waybill remedy apply gift PAY_RESTITUTION --in ledger.db --at 2026-03-03T11:05:00Z --approved-by Wu
waybill explain gift --in ledger.db

say 'A month later the bank elsewhere sends the 600 yuan back after all.'
waybill do ReportReturned --in ledger.db --at 2026-04-02T09:00:00Z '{
  "transferId": "gift", "reportId": "m-2", "by": { "role": "RECEIVING_INSTITUTION", "name": "Elsewhere Bank" },
  "asOf": "2026-04-02T08:55:00.000Z", "executionRef": "EB-2",
  "amount": { "decimal": "600.00", "currency": "CNY" },
  "reason": { "codeSet": "ISO20022:ExternalReturnReason1Code", "code": "BE08" } }'

say 'The 400 yuan go to whoever had made Hao whole, the rest to Hao: he has his 600 yuan once.'
waybill explain gift --in ledger.db
waybill timeline gift --in ledger.db
waybill balance hao --in ledger.db
