import type { Money } from '@waybill/core'
import { sources } from './sources.js'
import { digestOfValues, type Stage } from './stage.js'

/** One try of a customer to send money. */
export type Attempt = {
  readonly transferId: string
  readonly customer: string
  readonly payer: string
  readonly payee: { readonly account: string; readonly institution?: string; readonly name?: string }
  readonly amount: Money
  readonly rail?: string
  readonly purpose?: string
  readonly promisedBy?: string
  readonly device: string
}

const deviceOf = ({ device }: Attempt) => ({ id: device, known: true })

type Values = Pick<Attempt, 'payee' | 'amount' | 'purpose' | 'promisedBy'> & {
  readonly payer: { readonly account: string }
}

/** The values as they stood on the phone, on the confirmation screen and in the request. */
const valuesOf = ({ payer, payee, amount, purpose, promisedBy }: Attempt): Values => ({
  payer: { account: payer },
  payee,
  amount,
  ...(purpose === undefined ? {} : { purpose }),
  ...(promisedBy === undefined ? {} : { promisedBy }),
})

const keyOf = ({ transferId }: Attempt): string => `key-${transferId}`
const requestOf = (attempt: Attempt) => ({
  transferId: attempt.transferId,
  idempotencyKey: keyOf(attempt),
  payloadDigest: digestOfValues(valuesOf(attempt)),
  instruction: valuesOf(attempt),
  customer: attempt.customer,
  channel: 'APP',
})

/** The form as it stood when the customer pressed "next". */
export const fillIn = ({ see }: Stage, attempt: Attempt, payeeOrigin: 'TYPED' | 'SAVED'): Promise<void> =>
  see(sources.appLog, {
    _tag: 'IntentCaptured',
    transferId: attempt.transferId,
    customer: attempt.customer,
    payee: attempt.payee,
    amount: attempt.amount,
    ...(attempt.purpose === undefined ? {} : { purpose: attempt.purpose }),
    payeeOrigin,
    instructionDigest: digestOfValues(valuesOf(attempt)),
    channel: 'APP',
    device: deviceOf(attempt),
  })

/** The confirmation screen with all values, and the customer's yes a while later. */
export const confirmOnScreen = async (
  { see, clock }: Stage,
  attempt: Attempt,
  {
    warnings = [],
    thinksForMs = 9_000,
  }: { readonly warnings?: ReadonlyArray<string>; readonly thinksForMs?: number } = {},
): Promise<void> => {
  const shownDigest = digestOfValues(valuesOf(attempt))
  const which = { transferId: attempt.transferId, customer: attempt.customer, step: 1, shownDigest }
  await see(sources.appLog, {
    _tag: 'ConfirmationShown',
    ...which,
    shown: valuesOf(attempt),
    ...(warnings.length === 0 ? {} : { warnings }),
    device: deviceOf(attempt),
  })
  clock.moveOn(thinksForMs)
  await see(sources.appLog, {
    _tag: 'ConfirmationAnswered',
    ...which,
    answer: 'ACCEPTED',
    method: 'PASSWORD_AND_DEVICE',
    strength: 'STRONG',
    device: deviceOf(attempt),
  })
}

/** The phone says that it sent the request. */
export const sendFromPhone = ({ see }: Stage, attempt: Attempt): Promise<void> =>
  see(sources.phone, { _tag: 'RequestSent', ...requestOf(attempt), device: deviceOf(attempt) })

/** Our edge takes the request in. */
export const receiveAtEdge = ({ see }: Stage, attempt: Attempt): Promise<void> =>
  see(sources.edge, { _tag: 'RequestReceived', ...requestOf(attempt), component: 'edge-gateway' })

/** The instruction is recorded and the amount reserved. The same attempt gives the same answer, however often it is sent. */
export const record = async ({ engine, must }: Stage, attempt: Attempt): Promise<void> => {
  const { account, institution } = attempt.payee
  await must(
    engine.initiate(
      {
        commandId: keyOf(attempt),
        transferId: attempt.transferId,
        payer: { account: attempt.payer },
        payee: institution === undefined ? { account } : { account, institution },
        payeeAsTyped: attempt.payee,
        ...(attempt.payee.name === undefined ? {} : { payeeName: attempt.payee.name }),
        amount: attempt.amount,
        ...(attempt.rail === undefined ? {} : { rail: attempt.rail }),
        ...(attempt.purpose === undefined ? {} : { purpose: attempt.purpose }),
        ...(attempt.promisedBy === undefined ? {} : { promisedBy: attempt.promisedBy }),
        channel: 'APP',
        customer: attempt.customer,
      },
      { actor: 'app-backend' },
    ),
  )
}

/** The customer's yes reaches the engine: the money leaves, and a rail is called. */
export const confirm = async ({ engine, must }: Stage, attempt: Attempt): Promise<void> => {
  await must(
    engine.confirm(
      {
        commandId: `confirm-${attempt.transferId}`,
        transferId: attempt.transferId,
        by: { role: 'CUSTOMER', name: attempt.customer },
        method: 'PASSWORD_AND_DEVICE',
        strength: 'STRONG',
        device: attempt.device,
        shownDigest: digestOfValues(valuesOf(attempt)),
      },
      { actor: 'app-backend' },
    ),
  )
}

/** A payee of our own book is credited by ourselves. */
const creditHere = async ({ engine, must, clock }: Stage, { transferId }: Attempt): Promise<void> => {
  clock.moveOn(60)
  await must(engine.credit({ commandId: `credit-${transferId}`, transferId }, { actor: 'app-backend' }))
}

/** All of it, as it goes on an ordinary day. */
export const sendOrdinarily = async (stage: Stage, attempt: Attempt): Promise<void> => {
  await receiveAtEdge(stage, attempt)
  stage.clock.moveOn(120)
  await record(stage, attempt)
  stage.clock.moveOn(340)
  await confirm(stage, attempt)
  if (attempt.payee.institution === undefined) await creditHere(stage, attempt)
}
