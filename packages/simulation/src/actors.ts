import * as E from 'fp-ts/lib/Either.js'
import type { Auditor } from '@waybill/auditor'
import { isRejection, type Engine } from '@waybill/engine'
import type { Finding } from '@waybill/explain'
import { aims } from './aims.js'
import { contradictionsOf } from './check-finding.js'
import { isWorthAnotherTry, type KeptAnswers } from './kept-answers.js'
import type { Network } from './misbehaving-rail.js'
import { claims, drawOrder, type Desk, type Order } from './order.js'
import { orderOfMessage } from './rail-order.js'
import { createRandom, type Random } from './random.js'
import { createRemedier } from './remedier.js'
import { isReport, type Sender, type Somebody } from './sender.js'
import type { Tally } from './tally.js'

/** What those who act in a world have to do with. */
export type Stage = {
  readonly seed: number
  readonly engine: (random: Random) => Engine
  readonly auditor: Auditor
  readonly answers: KeptAnswers
  readonly sender: Sender
  readonly network: Network
  readonly tally: Tally
  readonly desk: Omit<Desk, 'random'>
  readonly crash: (random: Random) => void
  readonly isOver: () => boolean
  readonly violated: (what: string) => void
}

/** Everybody who acts in a world, each until it is over. The clients draw what they ask; all others live of what is there. */
export type Actors = {
  readonly clients: ReadonlyArray<() => Promise<void>>
  readonly others: Readonly<Record<'postman' | 'supervisor' | 'asker' | 'remedier' | 'crasher', () => Promise<void>>>
}

const clientCount = 12
const aimingCount = 2

/** The name under which an order is sent: a report has its own. */
export const idOf = (order: Order, name: Desk['name']): string =>
  isReport(order) ? String(order.payload['reportId']) : name('cmd')

export const createActors = (stage: Stage): Actors => {
  const { answers, auditor, isOver, network, sender, tally, violated } = stage
  const somebody = (name: string): Somebody => ({ name, random: createRandom(stage.seed, name) })
  const deskOf = ({ random }: Somebody): Desk => ({ ...stage.desk, random })

  const checkFinding = (transferId: string, finding: Finding): void => {
    const { cause, asOf } = finding
    tally.add(`finding: ${cause.leaf} ${cause.confidence}`)
    for (const contradiction of contradictionsOf(finding, auditor.custodyAt(transferId, asOf.sequence)))
      violated(`the finding about ${transferId} at sequence ${asOf.sequence}: ${contradiction}`)
  }

  const press = async (who: Somebody, order: Order): Promise<void> => {
    const id = idOf(order, stage.desk.name)
    const copies = who.random.perMille(60) ? 2 : 1
    if (copies === 2) tally.fault('a client presses twice')
    await Promise.all(Array.from({ length: copies }, () => sender.send(who, id, order)))
  }

  /** Asks again for something that was answered long ago, and now and then for something else under its id. */
  const askAgain = async (who: Somebody): Promise<void> => {
    const { random } = who
    const old = answers.last(200)
    if (old.length === 0 || !random.perMille(60)) return
    const { id, order } = random.oneOf(old)
    tally.fault('a client asks again much later')
    await sender.send(who, id, order)
    if (random.perMille(200)) await sender.reuse(who, id, order)
  }

  const client = (who: Somebody) => async (): Promise<void> => {
    const desk = deskOf(who)
    while (!isOver()) {
      await press(who, drawOrder(desk))
      await askAgain(who)
      await sender.later(who.random.between(0, 400))
    }
  }

  /** Aims at one thing after the other; now and then gives up on the way. */
  const aiming = (who: Somebody) => async (): Promise<void> => {
    const desk = deskOf(who)
    while (!isOver()) {
      for (const order of who.random.oneOf(aims)(desk)) {
        await press(who, order)
        if (isOver() || who.random.perMille(15)) break
        await sender.later(who.random.between(0, 200))
      }
      await sender.later(who.random.between(0, 400))
    }
  }

  /** Messages of the network reach the engine as they come. */
  const postman = (who: Somebody) => async (): Promise<void> => {
    while (!isOver()) {
      const message = network.nextMessage()
      if (message === null) await sender.later(500)
      else {
        const order = orderOfMessage(message)
        await sender.send(who, idOf(order, stage.desk.name), order)
      }
    }
  }

  const supervisor = (who: Somebody) => async (): Promise<void> => {
    while (!isOver()) {
      await sender.later(who.random.between(1_000, 8_000))
      const report = await sender.within(stage.engine(who.random).runDue()())
      if (report === null || E.isLeft(report)) continue
      for (const { deed } of report.right.done) tally.add(`due: ${deed._tag}`)
      for (const { failure } of report.right.finished) tally.add(`finished: ${failure?._tag ?? 'whole'}`)
      for (const { failure } of report.right.failed)
        if (!isWorthAnotherTry(failure) && !isRejection(failure)) violated(`a due deed failed: ${failure._tag}`)
    }
  }

  /** Now and then of two engines at once, which then bring the same read model up beside each other. */
  const askBalances = async (who: Somebody): Promise<void> => {
    const account = who.random.oneOf(stage.desk.accounts)
    const times = who.random.perMille(400) ? 2 : 1
    await Promise.all(Array.from({ length: times }, () => askBalance(who, account)))
  }

  const askBalance = async ({ random }: Somebody, account: string): Promise<void> => {
    const answer = await sender.within(stage.engine(random).balance(account)())
    if (answer === null || E.isLeft(answer)) return
    tally.add('question: a balance')
    const known = auditor.holdingAt(account, answer.right.throughSequence)
    const said = answer.right.balances[0]
    if ((known?.booked ?? 0n) !== (said?.booked ?? 0n))
      violated(`the balance of ${account}: the auditor knows ${known?.booked}, the engine says ${said?.booked}`)
    if ((known?.reserved ?? 0n) !== (said?.reserved ?? 0n))
      violated(`kept on ${account}: the auditor knows ${known?.reserved}, the engine says ${said?.reserved}`)
  }

  const askWhere = async ({ random }: Somebody): Promise<void> => {
    if (stage.desk.transfers.length === 0) return
    const { transferId } = random.oneOf(stage.desk.transfers.slice(-60))
    const claim = random.perMille(400) ? 'NOT_ARRIVED' : random.oneOf(claims)
    const answer = await sender.within(stage.engine(random).explain({ transferId, claim })())
    if (answer === null || E.isLeft(answer)) return
    tally.add('question: where is the money')
    checkFinding(transferId, answer.right)
  }

  const asker = (who: Somebody) => async (): Promise<void> => {
    while (!isOver()) {
      await sender.later(who.random.between(2_000, 12_000))
      await (who.random.perMille(400) ? askBalances(who) : askWhere(who))
    }
  }

  const remedier = (who: Somebody) => async (): Promise<void> => {
    const lookAndDo = createRemedier(who, {
      anyEngine: () => stage.engine(who.random),
      auditor,
      sender,
      tally,
      transfers: stage.desk.transfers,
      violated,
      checkFinding,
    })
    while (!isOver()) {
      await sender.later(who.random.between(2_000, 14_000))
      await lookAndDo()
    }
  }

  const crasher = (who: Somebody) => async (): Promise<void> => {
    for (;;) {
      await sender.later(who.random.between(20_000, 120_000))
      if (isOver()) return
      tally.fault('an engine crashes')
      stage.crash(who.random)
    }
  }

  return {
    clients: [
      ...Array.from({ length: clientCount }, (_, index) => client(somebody(`client-${index + 1}`))),
      ...Array.from({ length: aimingCount }, (_, index) => aiming(somebody(`aiming-${index + 1}`))),
    ],
    others: {
      postman: postman(somebody('postman')),
      supervisor: supervisor(somebody('supervisor')),
      asker: asker(somebody('asker')),
      remedier: remedier(somebody('remedier')),
      crasher: crasher(somebody('crasher')),
    },
  }
}
