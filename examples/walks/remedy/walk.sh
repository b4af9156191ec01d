#!/bin/sh
. "$(dirname "$0")/../walk.sh"

account mei 800.00
account bo
account eve

say 'Mei pays Bo 100 yuan. A fault books them to Eve.'
waybill do InitiateTransfer --in ledger.db --at 2026-03-02T09:00:00Z '{
  "commandId": "initiate-lunch", "transferId": "lunch", "payer": "mei", "payee": "bo",
  "amount": { "decimal": "100.00", "currency": "CNY" } }'
waybill do ConfirmTransfer --in ledger.db --at 2026-03-02T09:00:10Z \
  '{ "commandId": "confirm-lunch", "transferId": "lunch", "by": { "role": "CUSTOMER" } }'
waybill do ReportCredited --in ledger.db --at 2026-03-02T09:00:11Z '{
  "transferId": "lunch", "reportId": "m-1", "by": { "role": "NETWORK", "name": "HVPS" },
  "asOf": "2026-03-02T09:00:11.000Z", "executionRef": "e-1", "account": "eve",
  "amount": { "decimal": "100.00", "currency": "CNY" } }'
waybill explain lunch --in ledger.db --claim NOT_ARRIVED

say 'What may be done about it?'
waybill remedy plan lunch --in ledger.db --claim NOT_ARRIVED --at 2026-03-02T10:00:00Z

say 'What would it change? Tried on a copy, nothing is written.'
waybill remedy simulate lunch CORRECT_DESTINATION --in ledger.db --claim NOT_ARRIVED --at 2026-03-02T10:00:00Z

say 'It asks for a name. Lin looks at it and gives hers.'
waybill remedy apply lunch CORRECT_DESTINATION --in ledger.db --claim NOT_ARRIVED --at 2026-03-02T10:05:00Z
waybill remedy apply lunch CORRECT_DESTINATION --in ledger.db --claim NOT_ARRIVED --at 2026-03-02T10:05:00Z --approved-by Lin

say 'Was it put right, once, and does everything still add up?'
waybill explain lunch --in ledger.db --claim NOT_ARRIVED
waybill remedy apply lunch CORRECT_DESTINATION --in ledger.db --claim NOT_ARRIVED --at 2026-03-02T10:10:00Z --approved-by Wu
waybill verify --in ledger.db
waybill balance bo --in ledger.db
