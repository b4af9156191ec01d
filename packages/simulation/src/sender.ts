import * as E from 'fp-ts/lib/Either.js'
import type { Auditor } from '@waybill/auditor'
import type { Rejection } from '@waybill/core'
import { isRejection, type Engine, type Failure } from '@waybill/engine'
import { isWorthAnotherTry, type KeptAnswers } from './kept-answers.js'
import type { Order } from './order.js'
import type { Random } from './random.js'
import { asError } from './scheduler.js'
import type { Tally } from './tally.js'
import type { VirtualTime } from './virtual-time.js'

/** Somebody who asks and tells, with chance of their own. */
export type Somebody = { readonly name: string; readonly random: Random }

export type Sender = {
  /** Sends until there is a final answer or patience ends, and holds every answer to the one that was given before. */
  readonly send: (who: Somebody, id: string, order: Order) => Promise<void>
  /** Sends a used id with another payload: nothing may be stored, and the answer must be that the id was used. */
  readonly reuse: (who: Somebody, id: string, order: Order) => Promise<void>
  /** Null when no answer comes in time, as when the engine has crashed. */
  readonly within: <A>(answer: Promise<A>) => Promise<A | null>
  readonly later: (milliseconds: number) => Promise<void>
  /** A refusal for want of funds must have been true at some moment between the question and the answer. */
  readonly checkWantOfFunds: (refused: Rejection, since: number) => void
}

export type SenderParts = {
  readonly engine: (random: Random) => Engine
  readonly time: VirtualTime
  readonly auditor: Auditor
  readonly answers: KeptAnswers
  readonly tally: Tally
  readonly violated: (what: string) => void
  /** Hears of every order before it is sent for the first time. */
  readonly onSent: (who: Somebody, id: string, order: Order) => void
  /** Hears what became of a transfer. */
  readonly onStatus: (transferId: string, status: string) => void
}

const answerWithinMs = 45_000
export const tries = 6

export const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value)

export const isReport = ({ word }: Order): boolean => word.startsWith('Report')

const payloadOf = (id: string, order: Order): Readonly<Record<string, unknown>> =>
  isReport(order) ? order.payload : { commandId: id, ...order.payload }

export const createSender = (parts: SenderParts): Sender => {
  const { answers, auditor, engine, tally, time, violated } = parts
  const asked = new Set<string>()

  const later = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => time.at(time.now() + milliseconds, resolve))

  const within = <A>(answer: Promise<A>): Promise<A | null> =>
    new Promise((resolve, reject) => {
      const forget = time.at(time.now() + answerWithinMs, () => resolve(null))
      answer.then(
        (value) => {
          forget()
          resolve(value)
        },
        (thrown: unknown) => {
          forget()
          reject(asError(thrown))
        },
      )
    })

  const checkWantOfFunds = (refused: Rejection, since: number): void => {
    if (refused._tag !== 'InsufficientAvailableBalance') return
    const { account, requested } = refused
    const leastFree = auditor.leastFreeSince(account, since)
    if (leastFree >= requested.minorUnits)
      violated(`${account} never had less than ${leastFree} free, and was refused ${requested.minorUnits}`)
  }

  const note = (id: string, order: Order, refused: Rejection | Failure, since: number, isFirst: boolean): void => {
    if (!isRejection(refused)) {
      tally.add(`failure: ${refused._tag}`)
      if (!isWorthAnotherTry(refused)) violated(`${order.word} failed: ${JSON.stringify(refused, bigintAsText)}`)
      return
    }
    if (isFirst) checkWantOfFunds(refused, since)
    tally.add(`refusal: ${refused._tag}`)
    tally.add(`refused: ${order.word}`)
    if (isReport(order)) violated(`a report was refused: ${order.word} ${refused._tag}`)
    const differs = answers.keep(id, order, refused)
    if (differs !== null) violated(differs)
  }

  const send = async (who: Somebody, id: string, order: Order): Promise<void> => {
    parts.onSent(who, id, order)
    const isFirst = !asked.has(id)
    const since = auditor.sequence()
    asked.add(id)
    const patience = who.random.perMille(100) ? 1 : tries
    for (let attempt = 1; attempt <= patience; attempt += 1) {
      const answer = await within(engine(who.random).send(order.word, payloadOf(id, order))())
      if (answer === null) {
        tally.fault(
          attempt < patience ? 'a client hears nothing and asks again' : 'a client hears nothing and gives up',
        )
        continue
      }
      if (E.isRight(answer)) {
        const { sequence, transfer } = answer.right
        tally.add(`taken: ${order.word}`)
        if (sequence > auditor.sequence()) violated(`${id} was told of sequence ${sequence}, which is not stored`)
        const differs = answers.keep(id, order, answer.right)
        if (differs !== null) violated(differs)
        if (transfer !== null) parts.onStatus(transfer.transferId, transfer.status)
        return
      }
      note(id, order, answer.left, since, isFirst)
      if (isRejection(answer.left) || !isWorthAnotherTry(answer.left)) return
      await later(who.random.between(10, 3_000))
    }
  }

  const reuse = async (who: Somebody, id: string, order: Order): Promise<void> => {
    if (order.word !== 'ConfirmTransfer' && order.word !== 'CancelTransfer') return
    tally.fault('an id is used again with another payload')
    const other: Order = { ...order, payload: { ...order.payload, by: { role: 'OPERATOR', name: 'somebody else' } } }
    const answer = await within(engine(who.random).send(other.word, payloadOf(id, other))())
    if (answer === null) return
    if (E.isRight(answer) && answers.has(id)) violated(`${id} was taken again with another payload`)
    if (E.isLeft(answer)) tally.add(`reuse: ${answer.left._tag}`)
  }

  return { send, reuse, within, later, checkWantOfFunds }
}
