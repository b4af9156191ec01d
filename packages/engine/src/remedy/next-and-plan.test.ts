import { beforeAll, describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { later, type ClaimKind } from '@waybill/core'
import type { Finding, Remedy, RemedyName } from '@waybill/explain'
import { createMemoryStore } from '@waybill/store-memory'
import { transferStates } from '../../../core/test/transfer-states.js'
import { engineOn } from '../../test/small-book.js'
import { hours, virtualClock } from '../../test/virtual-clock.js'

type Asked = { readonly name: string; readonly finding: Finding; readonly remedies: ReadonlyArray<Remedy> }

const claims: ReadonlyArray<ClaimKind | null> = [null, 'NOT_ARRIVED', 'TWICE', 'WRONG_PAYEE', 'WRONG_AMOUNT']

/** What a finding offers, and the remedies of which one does it. What only people do has none. */
const doneBy: Readonly<Record<string, ReadonlyArray<RemedyName>>> = {
  RELEASE: ['RELEASE_KEPT'],
  INQUIRE: ['INQUIRE'],
  CHASE: ['CHASE', 'INQUIRE'],
  RE_DRIVE: ['RE_DRIVE', 'TAKE_DUE_STEP'],
  CREDIT_REMAINDER: ['TAKE_DUE_STEP'],
  REQUEST_RECALL: ['REQUEST_RECALL'],
  CORRECT_DESTINATION: ['CORRECT_DESTINATION', 'REVERSE_MISPOSTING', 'REQUEST_RECALL'],
  UNDO_SECOND: ['TAKE_BACK_EXCESS', 'REQUEST_RECALL'],
  POST_RETURN: ['POST_RETURN'],
  MAKE_PROVISIONAL_CREDIT_FINAL: ['MAKE_PROVISIONAL_CREDIT_FINAL'],
  PAY_RESTITUTION: ['PAY_RESTITUTION'],
  RESCIND_PROVISIONAL_CREDIT: ['RESCIND_PROVISIONAL_CREDIT'],
  CLOSE_DISPUTE: ['CLOSE_DISPUTE'],
}

/** What a finding says that nobody may do, and what of a plan would be just that. */
const against: Readonly<Record<string, ReadonlyArray<RemedyName>>> = {
  ASK_AGAIN: ['REQUEST_RECALL'],
  COMPENSATE_AS_OUR_FAULT: ['REQUEST_RECALL'],
  RELEASE_HOLD: ['RELEASE_HOLD'],
  TAKE_BACK: ['TAKE_FROM_HOLDER', 'REVERSE_DIFFERENCE'],
  SUBMIT_AGAIN: ['SUBMIT_AGAIN'],
}

const everyAnswer = async (): Promise<ReadonlyArray<Asked>> => {
  const answers: Asked[] = []
  for (const { name, world } of transferStates) {
    if (!world.transfers.has('t1')) continue
    const clock = virtualClock()
    const engine = engineOn(createMemoryStore({ ledger: 'urn:waybill:next-and-plan' }), { clock })
    for (const { at, word, payload } of world.steps) {
      clock.set(at)
      await engine.send(word, payload)()
    }
    for (const waited of [0, 48]) {
      clock.set(later(world.now, hours(waited)))
      for (const claim of claims) {
        const plan = await engine.remedies.plan({ transferId: 't1', ...(claim === null ? {} : { claim }) })()
        if (E.isLeft(plan)) throw new Error(`${name}: ${plan.left._tag}`)
        const { finding, remedies } = plan.right
        const when = `${waited} h later, ${claim ?? 'no claim'}`
        answers.push({ name: `${name}, ${when}: ${finding.cause.leaf}`, finding, remedies })
      }
    }
  }
  return answers
}

const offered = ({ remedies }: Asked): ReadonlyArray<Remedy> =>
  remedies.filter(({ safety, step }) => safety !== 'never' && step !== null)

describe('what a finding says may be done, and the plan of remedies, in every state of a transfer and some time later', () => {
  let answers: ReadonlyArray<Asked>
  beforeAll(async () => {
    answers = await everyAnswer()
  })

  it('a finding offers nothing that the plan cannot do', () => {
    const without = answers.flatMap((one) =>
      one.finding.next
        .filter(({ action, safety, forbiddenBy }) => safety !== 'never' && forbiddenBy === null && action in doneBy)
        .filter(({ action }) => !offered(one).some(({ remedy }) => doneBy[action]?.includes(remedy)))
        .map(({ action }) => `${one.name}: ${action}`),
    )
    expect(without).toEqual([])
  })

  it('what the engine may do by itself is told as something that is done', () => {
    const silent = answers.flatMap((one) =>
      offered(one)
        .filter(({ mayBeApplied }) => mayBeApplied === 'AUTOMATICALLY')
        .filter(({ remedy }) => !one.finding.next.some(({ action }) => doneBy[action]?.includes(remedy)))
        .map(({ remedy }) => `${one.name}: ${remedy}`),
    )
    expect(silent).toEqual([])
  })

  it('the plan offers nothing that the finding forbids', () => {
    const forbidden = answers.flatMap((one) =>
      one.finding.next
        .filter(({ safety }) => safety === 'never')
        .flatMap(({ action }) =>
          offered(one)
            .filter(({ remedy }) => against[action]?.includes(remedy))
            .map(({ remedy }) => `${one.name}: ${action} against ${remedy}`),
        ),
    )
    expect(forbidden).toEqual([])
  })

  it('nobody is asked while their time to answer an earlier question is not over', () => {
    const asking = answers.flatMap((one) => {
      const waits = one.finding.next.some(({ action }) => action === 'AWAIT_INQUIRY')
      const asks = one.finding.next.some(({ action }) => action === 'INQUIRE' || action === 'CHASE')
      const planned = one.remedies.some(({ step, mayBeApplied }) => step?._tag === 'Inquire' && mayBeApplied !== 'NO')
      return waits && (asks || planned) ? [one.name] : []
    })
    expect(asking).toEqual([])
    expect(answers.some(({ finding }) => finding.next.some(({ action }) => action === 'AWAIT_INQUIRY'))).toBe(true)
  })

  it('each of these acts is offered in some state', () => {
    const seen = new Set(answers.flatMap(({ finding }) => finding.next.map(({ action }) => action)))
    // A3 and C6 need what these states do not have: a request at the edge, a refusal as a mere status.
    const elsewhere = new Set(['RELEASE'])
    expect(Object.keys(doneBy).filter((action) => !seen.has(action) && !elsewhere.has(action))).toEqual([])
  })
})
