import { isDeepStrictEqual } from 'node:util'
import type { Rejection } from '@waybill/core'
import type { Failure, Receipt } from '@waybill/engine'
import type { Order } from './order.js'

/** A final answer: a receipt or a refusal. What went wrong on the way is none. */
export type FinalAnswer = Receipt | Rejection

/** Every final answer that a client was ever given, by the id under which it asked. One id must have one answer for ever. */
export type KeptAnswers = {
  /** Keeps an answer, or says how it differs from the one that was given before. */
  readonly keep: (id: string, order: Order, answer: FinalAnswer) => string | null
  readonly has: (id: string) => boolean
  readonly count: () => number
  /** The answers that were given last, at most so many. */
  readonly last: (most: number) => ReadonlyArray<KeptAnswer>
}

export type KeptAnswer = { readonly id: string; readonly order: Order; readonly answer: FinalAnswer }

const withoutReplay = (answer: FinalAnswer): object => ('replayed' in answer ? { ...answer, replayed: false } : answer)

const told = (answer: object): string =>
  JSON.stringify(answer, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))

export const createKeptAnswers = (): KeptAnswers => {
  const kept = new Map<string, KeptAnswer>()
  const inOrder: KeptAnswer[] = []
  return {
    keep: (id, order, answer) => {
      const before = kept.get(id)
      if (before === undefined) {
        const first = { id, order, answer }
        kept.set(id, first)
        inOrder.push(first)
        return null
      }
      const [first, again] = [withoutReplay(before.answer), withoutReplay(answer)]
      return isDeepStrictEqual(first, again) ? null : `${id} was answered ${told(first)}, and later ${told(again)}`
    },
    has: (id) => kept.has(id),
    count: () => inOrder.length,
    last: (most) => inOrder.slice(-most),
  }
}

/** The world did not cooperate, and sending the same again is what a client does. */
export const isWorthAnotherTry = ({ _tag }: Failure | Rejection): boolean =>
  _tag === 'StoreUnavailable' ||
  _tag === 'AppendOutcomeUnknown' ||
  _tag === 'TooManyConflicts' ||
  _tag === 'ReportUnplaced'
