import { isBookAccount, isMoneyEvent, isOurs, type AccountReference, type DomainEvent } from '@waybill/core'

/** What an event may be about, as alerts and restrictions name it. */
export type SubjectKind = Extract<DomainEvent, { readonly _tag: 'AlertRaised' }>['subject']['kind']

/** Whom and what an event names, each once. */
export type Mentions = {
  readonly accounts: ReadonlySet<string>
  readonly customers: ReadonlySet<string>
  readonly payees: ReadonlySet<string>
  readonly devices: ReadonlySet<string>
  readonly networkAddresses: ReadonlySet<string>
  readonly idempotencyKeys: ReadonlySet<string>
  readonly linked: ReadonlySet<string>
}

type Collected = { readonly [K in keyof Mentions]: Set<string> }
type Stated = { readonly payer?: AccountReference; readonly payee?: { readonly account: string } }

const addReference = (found: Collected, reference: AccountReference): void => {
  if (isOurs(reference)) found.accounts.add(reference.account)
  else found.payees.add(reference.account)
}

const addStated = (found: Collected, { payer, payee }: Stated): void => {
  if (payer !== undefined && isOurs(payer)) found.accounts.add(payer.account)
  if (payee !== undefined) found.payees.add(payee.account)
}

const addAccounts = (found: Collected, event: DomainEvent): void => {
  if ('account' in event) {
    if (typeof event.account === 'string') found.accounts.add(event.account)
    else addReference(found, event.account)
  }
  if ('ledgerAccount' in event) found.accounts.add(event.ledgerAccount)
  if ('funding' in event) for (const { account } of event.funding) found.accounts.add(account)
  if (isMoneyEvent(event))
    for (const { account } of event.entry.postings) if (!isBookAccount(account)) found.accounts.add(account)
}

const addInstructions = (found: Collected, event: DomainEvent): void => {
  if (event._tag === 'TransferInitiated') {
    const { payer, payee, payeeAsTyped, linked } = event
    addStated(found, { payer, payee })
    if (isOurs(payee)) found.accounts.add(payee.account)
    if (payeeAsTyped !== undefined) found.payees.add(payeeAsTyped.account)
    if (linked !== undefined) found.linked.add(linked.transferId)
    return
  }
  if (event._tag === 'IntentCaptured') addStated(found, event)
  else if ('payee' in event) found.payees.add(event.payee.account)
  if ('instruction' in event) addStated(found, event.instruction)
  if ('shown' in event) addStated(found, event.shown)
  if ('before' in event) addStated(found, event.before)
  if ('after' in event) addStated(found, event.after)
  if ('stated' in event) addStated(found, event.stated)
  if ('intended' in event) addStated(found, event.intended)
}

const addOrigin = (found: Collected, event: DomainEvent): void => {
  if ('device' in event) found.devices.add(typeof event.device === 'string' ? event.device : event.device.id)
  if ('network' in event && event.network.address !== undefined) found.networkAddresses.add(event.network.address)
  if ('idempotencyKey' in event) found.idempotencyKeys.add(event.idempotencyKey)
}

/** Everything that an event names. */
export const mentionsOf = (event: DomainEvent): Mentions => {
  const found: Collected = {
    accounts: new Set(),
    customers: new Set(),
    payees: new Set(),
    devices: new Set(),
    networkAddresses: new Set(),
    idempotencyKeys: new Set(),
    linked: new Set(),
  }
  if ('customer' in event) found.customers.add(event.customer)
  addAccounts(found, event)
  addInstructions(found, event)
  addOrigin(found, event)
  return found
}
