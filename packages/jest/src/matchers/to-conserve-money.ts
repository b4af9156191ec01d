import { isMoneyEvent } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { beginningOf } from '../story/beginning-of.js'
import { tellEvent } from '../story/tell-event.js'
import { createTeller } from '../story/teller.js'
import { firstLoss, placedEvents } from './conservation.js'
import { verdict, type MatcherVerdict } from './verdict.js'

const call = 'expect(events).toConserveMoney()'

/**
 * Whether no event makes or loses money: every entry balances in every currency; where the transfer's earlier events are there as
 * well, the entry is the one that the event's other fields call for, and neither what is in transit nor what the payee has
 * falls below zero. Events that move no money show nothing, and do not pass.
 */
export const toConserveMoney = (received: unknown): MatcherVerdict => {
  const teller = createTeller(beginningOf(received))
  const placed = placedEvents(received)
  if (E.isLeft(placed)) return verdict(false, call, [['Happened', [placed.left]]])
  const moving = placed.right.filter(({ event }) => isMoneyEvent(event)).length
  if (moving === 0)
    return verdict(false, call, [['Happened', ['no event here moves money']]], ['Hand in the events that move it.'])
  const loss = firstLoss(teller, placed.right)
  if (loss === null)
    return verdict(true, call.replace(').', ').not.'), [
      ['Happened', [`all of ${moving} events that move money conserve it`]],
    ])
  const event = placed.right[loss.index]
  const line = event === undefined ? '' : tellEvent(teller, event.event, event.stream ?? undefined)
  return verdict(false, call, [
    [`Event ${loss.index + 1}`, [line]],
    ['But', [loss.because]],
  ])
}
