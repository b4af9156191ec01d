#!/bin/sh
. "$(dirname "$0")/../walk.sh"

account mei 800.00
account bo
account shop

say 'Mei is shown 50 yuan to Bo and agrees. Our app then records 500 and pays them.'
waybill do ConfirmationShown --in ledger.db --at 2026-03-02T09:00:00Z '{
  "observationId": "shown-1", "transferId": "lunch",
  "source": { "name": "app-server", "kind": "OWN_SYSTEM", "grade": "A" },
  "shown": { "payee": { "account": "bo" }, "amount": { "minorUnits": "5000", "currency": "CNY" } } }'
waybill do ConfirmationAnswered --in ledger.db --at 2026-03-02T09:00:20Z '{
  "observationId": "answered-1", "transferId": "lunch",
  "source": { "name": "app-server", "kind": "OWN_SYSTEM", "grade": "A" },
  "answer": "ACCEPTED", "strength": "STRONG" }'
waybill do BookTransfer --in ledger.db --at 2026-03-02T09:00:21Z '{
  "commandId": "pay-lunch", "transferId": "lunch", "payer": "mei", "payee": "bo",
  "amount": { "decimal": "500.00", "currency": "CNY" }, "by": { "role": "CUSTOMER" } }'

say 'Bo buys groceries for 200 of it. Then Mei calls: too much is gone.'
waybill do BookTransfer --in ledger.db --at 2026-03-02T09:30:00Z '{
  "commandId": "pay-groceries", "transferId": "groceries", "payer": "bo", "payee": "shop",
  "amount": { "decimal": "200.00", "currency": "CNY" }, "by": { "role": "CUSTOMER" } }'
waybill explain lunch --in ledger.db --claim WRONG_AMOUNT

say 'Lin takes the 450 yuan back that Mei never agreed to, and says by what right.'
waybill do ReverseTransfer --in ledger.db --at 2026-03-02T10:00:00Z '{
  "commandId": "reverse-1", "transferId": "lunch", "amount": { "decimal": "450.00", "currency": "CNY" },
  "kind": "WRONG_AMOUNT", "cause": "F2", "by": { "role": "OPERATOR", "name": "Lin" },
  "authority": "terms 4.2: correction of our own entry" }'

say 'Bo does not have so much. Taking what is there is another decision, under an id of its own.'
waybill do ReverseTransfer --in ledger.db --at 2026-03-02T10:05:00Z '{
  "commandId": "reverse-2", "transferId": "lunch", "amount": { "decimal": "300.00", "currency": "CNY" },
  "kind": "WRONG_AMOUNT", "cause": "F2", "by": { "role": "OPERATOR", "name": "Lin" },
  "authority": "terms 4.2: correction of our own entry" }'
waybill explain lunch --in ledger.db --claim WRONG_AMOUNT

say 'A week later Bo is paid his wage, and Lin takes the rest.'
opened=2026-03-09T08:00:00.000Z
before do ReportIncomingCredit --in ledger.db --at "$opened" '{
  "transferId": "wage", "reportId": "wage", "by": { "role": "NETWORK", "name": "HVPS" }, "asOf": "2026-03-09T08:00:00.000Z",
  "rail": "hvps", "payer": { "account": "6222000033334444", "institution": "First Bank" }, "payee": "bo",
  "amount": { "decimal": "900.00", "currency": "CNY" } }'
waybill do ReverseTransfer --in ledger.db --at 2026-03-09T09:00:00Z '{
  "commandId": "reverse-3", "transferId": "lunch", "amount": { "decimal": "150.00", "currency": "CNY" },
  "kind": "WRONG_AMOUNT", "cause": "F2", "by": { "role": "OPERATOR", "name": "Lin" },
  "authority": "terms 4.2: correction of our own entry" }'
waybill explain lunch --in ledger.db --claim WRONG_AMOUNT
waybill explain lunch --in ledger.db --claim WRONG_AMOUNT --lang zh
