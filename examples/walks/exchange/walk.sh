#!/bin/sh
. "$(dirname "$0")/../walk.sh"

account anna 500.00 EUR
account ben '' USD
account eve '' USD

say 'Anna sends Ben 100 euros. She is shown what they become, and sends the quote along.'
waybill do InitiateTransfer --in ledger.db --at 2026-03-02T09:00:00Z '{
  "commandId": "initiate-gift", "transferId": "gift", "payer": "anna", "payee": "ben",
  "amount": { "decimal": "100.00", "currency": "EUR" },
  "quote": { "quoteId": "q-77", "sellCurrency": "EUR", "buyCurrency": "USD", "rate": "1.082",
    "buyAmount": { "decimal": "108.20", "currency": "USD" }, "validUntil": "2026-03-02T09:10:00.000Z" } }'
waybill do ConfirmTransfer --in ledger.db --at 2026-03-02T09:00:10Z \
  '{ "commandId": "confirm-gift", "transferId": "gift", "by": { "role": "CUSTOMER" } }'

say 'It arrives in two parts, told in dollars. The second goes to Eve.'
waybill do ReportCredited --in ledger.db --at 2026-03-02T09:00:20Z '{
  "transferId": "gift", "reportId": "m-1", "by": { "role": "NETWORK", "name": "SWIFT" },
  "asOf": "2026-03-02T09:00:20.000Z", "executionRef": "e-1", "account": "ben",
  "amount": { "decimal": "60.00", "currency": "USD" } }'
waybill do ReportCredited --in ledger.db --at 2026-03-02T09:00:30Z '{
  "transferId": "gift", "reportId": "m-2", "by": { "role": "NETWORK", "name": "SWIFT" },
  "asOf": "2026-03-02T09:00:30.000Z", "executionRef": "e-2", "account": "eve",
  "amount": { "decimal": "48.20", "currency": "USD" } }'
waybill timeline gift --in ledger.db
waybill explain gift --in ledger.db --claim NOT_ARRIVED

say 'What may be done about it? Lin and Wu give their names.'
waybill remedy plan gift --in ledger.db --claim NOT_ARRIVED --at 2026-03-02T10:00:00Z
waybill remedy apply gift CORRECT_DESTINATION --in ledger.db --claim NOT_ARRIVED --at 2026-03-02T10:05:00Z \
  --approved-by Lin --approved-by Wu
waybill explain gift --in ledger.db --claim NOT_ARRIVED --lang zh

say 'Ben agrees to give it back. It goes back at the quote of that day, whatever the rate is now.'
waybill do ReverseTransfer --in ledger.db --at 2026-03-09T09:00:00Z '{
  "commandId": "reverse-gift", "transferId": "gift", "amount": { "decimal": "100.00", "currency": "EUR" },
  "kind": "PAYEE_CONSENT", "by": { "role": "OPERATOR", "name": "Lin" }, "authority": "Consent of Ben of 9 March 2026" }'
waybill explain gift --in ledger.db
waybill balance anna --in ledger.db
waybill balance ben --in ledger.db

say 'The next gift waits too long: the quote is over, and nothing has left Anna.'
waybill do InitiateTransfer --in ledger.db --at 2026-03-09T10:00:00Z '{
  "commandId": "initiate-again", "transferId": "again", "payer": "anna", "payee": "ben",
  "amount": { "decimal": "100.00", "currency": "EUR" },
  "quote": { "quoteId": "q-78", "sellCurrency": "EUR", "buyCurrency": "USD", "rate": "1.091",
    "validUntil": "2026-03-09T10:10:00.000Z" } }'
waybill do ConfirmTransfer --in ledger.db --at 2026-03-09T10:10:00Z \
  '{ "commandId": "confirm-again", "transferId": "again", "by": { "role": "CUSTOMER" } }'
waybill verify --in ledger.db
