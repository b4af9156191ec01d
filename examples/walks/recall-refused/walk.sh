#!/bin/sh
. "$(dirname "$0")/../walk.sh"

account jie 4000.00

say "Jie's landlord is in her list. She types the account by hand and swaps two digits."
waybill do PayeeSaved --in ledger.db --at 2026-03-02T08:30:00Z '{
  "observationId": "saved-1", "customer": "c-jie",
  "source": { "name": "app-server", "kind": "OWN_SYSTEM", "grade": "A" },
  "payee": { "account": "6222021001150438817", "institution": "Qinghe Bank" } }'
waybill do IntentCaptured --in ledger.db --at 2026-03-02T08:59:00Z '{
  "observationId": "typed-1", "transferId": "rent", "customer": "c-jie", "payeeOrigin": "TYPED",
  "source": { "name": "app-server", "kind": "OWN_SYSTEM", "grade": "A" },
  "payee": { "account": "6222021001150438871", "institution": "Qinghe Bank" },
  "amount": { "minorUnits": "350000", "currency": "CNY" } }'
waybill do ConfirmationShown --in ledger.db --at 2026-03-02T09:00:00Z '{
  "observationId": "shown-1", "transferId": "rent", "customer": "c-jie",
  "source": { "name": "app-server", "kind": "OWN_SYSTEM", "grade": "A" },
  "shown": { "payee": { "account": "6222021001150438871", "institution": "Qinghe Bank" },
    "amount": { "minorUnits": "350000", "currency": "CNY" } } }'
waybill do ConfirmationAnswered --in ledger.db --at 2026-03-02T09:00:20Z '{
  "observationId": "answered-1", "transferId": "rent", "customer": "c-jie",
  "source": { "name": "app-server", "kind": "OWN_SYSTEM", "grade": "A" },
  "answer": "ACCEPTED", "strength": "STRONG" }'
waybill do InitiateTransfer --in ledger.db --at 2026-03-02T09:00:21Z '{
  "commandId": "initiate-rent", "transferId": "rent", "customer": "c-jie", "payer": "jie", "rail": "hvps",
  "payee": { "account": "6222021001150438871", "institution": "Qinghe Bank" },
  "amount": { "decimal": "3500.00", "currency": "CNY" }, "promisedBy": "2026-03-02T11:00:00.000Z" }'
waybill do ConfirmTransfer --in ledger.db --at 2026-03-02T09:00:22Z \
  '{ "commandId": "confirm-rent", "transferId": "rent", "by": { "role": "CUSTOMER" } }'
waybill do StartSubmission --in ledger.db --at 2026-03-02T09:00:23Z '{
  "commandId": "submit-rent", "transferId": "rent", "railKey": "5f7c8d1e-2a3b-5c4d-8e9f-000000000001",
  "messageDigest": "sha256:9f2d000000000000000000000000000000000000000000000000000000000001",
  "answerDueAt": "2026-03-02T09:01:00.000Z" }'

say 'The bank elsewhere credits the account that stands in the instruction.'
waybill do ReportCredited --in ledger.db --at 2026-03-02T09:20:00Z '{
  "transferId": "rent", "reportId": "m-1", "by": { "role": "RECEIVING_INSTITUTION", "name": "Qinghe Bank" },
  "asOf": "2026-03-02T09:19:00.000Z", "executionRef": "QH-1",
  "account": { "account": "6222021001150438871", "institution": "Qinghe Bank" },
  "amount": { "decimal": "3500.00", "currency": "CNY" } }'

say 'In the evening the landlord asks for his rent, and Jie calls.'
waybill do ClaimOpened --in ledger.db --at 2026-03-02T19:00:00Z '{
  "observationId": "call-1", "claimId": "call-1", "transferId": "rent", "customer": "c-jie", "claim": "WRONG_PAYEE",
  "source": { "name": "support", "kind": "CUSTOMER", "grade": "C" },
  "intended": { "payee": { "account": "6222021001150438817", "institution": "Qinghe Bank" } } }'
waybill explain rent --in ledger.db --claim WRONG_PAYEE

say 'Nobody may take money from an account elsewhere. It can be asked for.'
waybill remedy plan rent --in ledger.db --claim WRONG_PAYEE --at 2026-03-02T19:10:00Z
waybill remedy apply rent REQUEST_RECALL --in ledger.db --claim WRONG_PAYEE --at 2026-03-02T19:15:00Z --approved-by Lin
waybill explain rent --in ledger.db --claim WRONG_PAYEE

say 'Two days later the bank answers that the holder of the account does not agree.'
waybill do ReportRecallRefused --in ledger.db --at 2026-03-04T10:00:00Z '{
  "transferId": "rent", "recallId": "remedy-89221216-cf2d-5f60-abbc-9d02111690a9", "reportId": "m-2",
  "by": { "role": "RECEIVING_INSTITUTION", "name": "Qinghe Bank" }, "asOf": "2026-03-04T09:50:00.000Z",
  "reason": { "codeSet": "ISO20022:ExternalPaymentCancellationRejection1Code", "code": "CUST" } }'
waybill explain rent --in ledger.db --claim WRONG_PAYEE
waybill explain rent --in ledger.db --claim WRONG_PAYEE --lang zh
