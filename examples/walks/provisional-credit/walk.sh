#!/bin/sh
. "$(dirname "$0")/../walk.sh"

# Sends 500 yuan to a bank elsewhere, which takes the instruction and says no more.
sent() {
  before do InitiateTransfer --in ledger.db --at 2026-03-02T09:00:00Z - << JSON
  { "commandId": "initiate-$1", "transferId": "$1", "payer": "mei", "rail": "hvps",
    "payee": { "account": "6222000012340001", "institution": "Elsewhere Bank" },
    "amount": { "decimal": "500.00", "currency": "CNY" }, "promisedBy": "2026-03-02T11:00:00.000Z" }
JSON
  before do ConfirmTransfer --in ledger.db --at 2026-03-02T09:00:00Z \
    "{\"commandId\": \"confirm-$1\", \"transferId\": \"$1\", \"by\": {\"role\": \"CUSTOMER\"}}"
  before do StartSubmission --in ledger.db --at 2026-03-02T09:00:00Z - << JSON
  { "commandId": "submit-$1", "transferId": "$1", "railKey": "00000000-0000-4000-8000-000000000001",
    "messageDigest": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "answerDueAt": "2026-03-02T09:01:00.000Z" }
JSON
  before do ReportAccepted --in ledger.db --at 2026-03-02T09:00:00Z - << JSON
  { "transferId": "$1", "reportId": "taken-$1", "by": { "role": "NETWORK", "name": "HVPS" },
    "asOf": "2026-03-02T09:00:00.000Z", "railReference": "HVPS-$1" }
JSON
}

account mei 2000.00
sent tuition
sent deposit

say 'Mei sent tuition and a deposit of 500 yuan each. Both were promised for 11:00, and neither has arrived by noon.'
waybill do DisputeTransfer --in ledger.db --at 2026-03-02T12:00:00Z '{
  "commandId": "dispute-tuition", "transferId": "tuition", "disputeId": "d-tuition", "claim": "NOT_ARRIVED",
  "claimant": { "role": "CUSTOMER" }, "replyDueAt": "2026-03-03T12:00:00.000Z" }'
waybill do DisputeTransfer --in ledger.db --at 2026-03-02T12:00:00Z '{
  "commandId": "dispute-deposit", "transferId": "deposit", "disputeId": "d-deposit", "claim": "NOT_ARRIVED",
  "claimant": { "role": "CUSTOMER" }, "replyDueAt": "2026-03-03T12:00:00.000Z" }'
waybill explain tuition --in ledger.db

say 'Until it is found out, Mei gets both sums in advance. Lin answers for it by name.'
waybill remedy plan tuition --in ledger.db --at 2026-03-02T13:00:00Z
waybill remedy apply tuition GRANT_PROVISIONAL_CREDIT --in ledger.db --at 2026-03-02T13:05:00Z --approved-by Lin
waybill remedy apply deposit GRANT_PROVISIONAL_CREDIT --in ledger.db --at 2026-03-02T13:05:00Z --approved-by Lin
waybill explain tuition --in ledger.db

say 'The tuition: nobody finds it. It is decided that Mei gets it, and what she has becomes hers.'
waybill do StartDisputeReview --in ledger.db --at 2026-03-09T09:00:00Z '{
  "commandId": "review-tuition", "transferId": "tuition", "disputeId": "d-tuition",
  "reviewer": { "role": "OPERATOR", "name": "Wu" } }'
waybill do ResolveDispute --in ledger.db --at 2026-03-09T10:00:00Z '{
  "commandId": "resolve-tuition", "transferId": "tuition", "disputeId": "d-tuition", "outcome": "REFUND",
  "by": { "role": "OPERATOR", "name": "Wu" }, "reason": "Elsewhere Bank cannot say where it is" }'
waybill explain tuition --in ledger.db
waybill remedy apply tuition MAKE_PROVISIONAL_CREDIT_FINAL --in ledger.db --at 2026-03-09T10:05:00Z --approved-by Wu
waybill remedy apply tuition CLOSE_DISPUTE --in ledger.db --at 2026-03-09T10:06:00Z --approved-by Wu
waybill explain tuition --in ledger.db

say 'The deposit: it arrives after all. Then Mei may not have it as well, and what was given in advance is taken back.'
waybill do ReportCredited --in ledger.db --at 2026-03-09T11:00:00Z '{
  "transferId": "deposit", "reportId": "m-9", "by": { "role": "RECEIVING_INSTITUTION", "name": "Elsewhere Bank" },
  "asOf": "2026-03-09T10:58:00.000Z", "executionRef": "EB-9",
  "account": { "account": "6222000012340001", "institution": "Elsewhere Bank" },
  "amount": { "decimal": "500.00", "currency": "CNY" } }'
waybill explain deposit --in ledger.db
waybill do StartDisputeReview --in ledger.db --at 2026-03-09T11:10:00Z '{
  "commandId": "review-deposit", "transferId": "deposit", "disputeId": "d-deposit",
  "reviewer": { "role": "OPERATOR", "name": "Wu" } }'
waybill do ResolveDispute --in ledger.db --at 2026-03-09T11:15:00Z '{
  "commandId": "resolve-deposit", "transferId": "deposit", "disputeId": "d-deposit", "outcome": "DENIED",
  "by": { "role": "OPERATOR", "name": "Wu" }, "reason": "It arrived" }'
waybill remedy apply deposit RESCIND_PROVISIONAL_CREDIT --in ledger.db --at 2026-03-09T11:20:00Z --approved-by Wu
waybill remedy apply deposit CLOSE_DISPUTE --in ledger.db --at 2026-03-09T11:21:00Z --approved-by Wu
waybill explain deposit --in ledger.db
waybill balance mei --in ledger.db
