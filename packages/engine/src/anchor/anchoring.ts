import * as E from 'fp-ts/lib/Either.js'
import { later, type Instant } from '@waybill/core'
import type { AnchorSink, EventStore, ReadFailure } from '@waybill/port'
import { decodeAnchor, encodeAnchor, type Anchor } from '@waybill/proof'
import type { EngineParts } from '../engine-parts.js'
import { anchorOfStore, anchorProperty } from '../log-file/index.js'
import { cameByImport } from '../store-origin.js'
import { pause } from '../system-timer.js'
import type { AnchorFailure, LedgerContradictsAnchor } from './anchor-failure.js'
import { growThrough, keptTreeBefore, noTree, type Grown, type GrownTree } from './grown-tree.js'
import { publishAnchor } from './publish-anchor.js'

/** An anchor that was taken and is where it belongs, or what went wrong. */
export type Anchored = { readonly anchor: Anchor } | { readonly failure: AnchorFailure }

/** Takes anchors of the ledger that an engine writes. */
export type Anchoring = {
  /** Takes one now, keeps it in the store as the latest, and gives it to the sink. */
  readonly take: () => Promise<E.Either<AnchorFailure, Anchor>>
  /** Gives to the sink what it has not taken, and takes a new one if its time has come and something was appended since the last. */
  readonly takeDue: (now: Instant) => Promise<ReadonlyArray<Anchored>>
}

type World = Pick<EngineParts, 'store' | 'readModels' | 'clock' | 'timer' | 'limits' | 'writes'> & {
  readonly sink: AnchorSink | null
}

/** The property that holds the anchor that the sink has not taken yet; empty where it has. */
const unpublishedProperty = 'anchor.unpublished'

const mostLooks = 16

const latest = (one: Instant, other: Instant): Instant => (one < other ? other : one)

const contradiction = ({ ledger }: EventStore, anchor: Anchor, size: number, root: string | null) =>
  E.left<LedgerContradictsAnchor>({ _tag: 'LedgerContradictsAnchor', ledger, anchor, size, root })

export const createAnchoring = ({ clock, limits, readModels, sink, store, timer, writes }: World): Anchoring => {
  /** What this engine anchored last: a later change to what lies before it shows in the next anchor. */
  let grown: GrownTree | null = null
  let contradicted: { readonly failure: LedgerContradictsAnchor; readonly at: Instant } | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <A>(act: () => Promise<A>): Promise<A> => {
    const mine = turn.then(act, act)
    turn = mine.catch(() => undefined)
    return mine
  }

  /** The tree over the whole ledger, if the ledger is what its last anchor says. */
  const growToHead = async (last: Anchor | null, head: number): Promise<E.Either<AnchorFailure, Grown>> => {
    if (last !== null && (last.size > head || last.ledger !== store.ledger))
      return contradiction(store, last, head, null)
    const near = grown === null ? await keptTreeBefore(readModels, last) : E.right(grown)
    if (E.isLeft(near)) return near
    const read = await growThrough(store, near.right, head, last)
    if (E.isLeft(read) || read.right.agrees?.as !== false) return read
    // Kept trees may be those of another ledger. The events themselves decide.
    const whole = near.right.tree.size === 0 ? read : await growThrough(store, noTree, head, last)
    if (E.isLeft(whole) || last === null || whole.right.agrees?.as !== false) return whole
    return contradiction(store, last, head, whole.right.agrees.root)
  }

  const publish = async (anchor: Anchor): Promise<E.Either<AnchorFailure, Anchor>> => {
    if (sink === null) return E.right(anchor)
    const published = await publishAnchor(sink, anchor, timer, limits.anchorAnswerMs)
    if (E.isLeft(published)) return published
    const waiting = await store.properties.get(unpublishedProperty)()
    if (E.isLeft(waiting)) return waiting
    // Another engine may have left another one meanwhile.
    if (waiting.right !== encodeAnchor(anchor)) return published
    const noted = await store.properties.set(unpublishedProperty, '')()
    return E.isLeft(noted) ? noted : published
  }

  const keep = async (anchor: Anchor): Promise<E.Either<AnchorFailure, Anchor>> => {
    const text = encodeAnchor(anchor)
    for (const name of sink === null ? [anchorProperty] : [unpublishedProperty, anchorProperty]) {
      const kept = await store.properties.set(name, text)()
      if (E.isLeft(kept)) return kept
    }
    return E.right(anchor)
  }

  /**
   * The last event that lies behind this size and is dated no later than this time: appended after the end was looked up, within
   * the millisecond that the last event before it is dated. The size itself where there is none.
   */
  const storedBehind = async (size: number, time: Instant): Promise<E.Either<ReadFailure, number>> => {
    await pause(timer, 2)
    await writes.ended()
    const page = await store.readAll({ after: size, limit: 1000 })()
    if (E.isLeft(page)) return page
    return E.right(page.right.findLast(({ recordedAt }) => recordedAt <= time)?.sequence ?? size)
  }

  const take = async (): Promise<E.Either<AnchorFailure, Anchor>> => {
    const imported = await cameByImport(store)
    if (E.isLeft(imported)) return imported
    if (imported.right) return E.left({ _tag: 'LedgerImported', ledger: store.ledger })
    const now = clock.now()
    // What this engine has dated until now is stored before the ledger's end is looked up, and what follows is dated later.
    await pause(timer, 2)
    await writes.ended()
    const last = await anchorOfStore(store)()
    if (E.isLeft(last)) return last
    const head = await store.ledgerHead()()
    if (E.isLeft(head)) return head
    let size = head.right.sequence
    for (let look = 0; ; look += 1) {
      const reached = await growToHead(last.right, size)
      contradicted =
        E.isLeft(reached) && reached.left._tag === 'LedgerContradictsAnchor' ? { failure: reached.left, at: now } : null
      if (E.isLeft(reached)) return reached
      const { knowledge, root, tree } = reached.right
      grown = { tree, knowledge }
      const time = latest(now, knowledge)
      const behind = await storedBehind(size, time)
      if (E.isLeft(behind)) return behind
      size = behind.right
      if (size > tree.size && look < mostLooks) continue
      const kept = await keep({ ledger: store.ledger, size: tree.size, root, time })
      return E.isLeft(kept) ? kept : publish(kept.right)
    }
  }

  /** The anchor that waits for its sink. One that cannot be read is not waited for: the next covers what it covered. */
  const unpublished = async (): Promise<E.Either<AnchorFailure, Anchor | null>> => {
    if (sink === null) return E.right(null)
    const text = await store.properties.get(unpublishedProperty)()
    if (E.isLeft(text)) return text
    const anchor = decodeAnchor(text.right ?? '')
    return E.right(E.isLeft(anchor) ? null : anchor.right)
  }

  const isDue = async (everyMs: number, now: Instant): Promise<E.Either<AnchorFailure, boolean>> => {
    const imported = await cameByImport(store)
    if (E.isLeft(imported)) return imported
    if (imported.right) return E.right(false)
    if (contradicted !== null && later(contradicted.at, everyMs) > now) return E.left(contradicted.failure)
    const last = await anchorOfStore(store)()
    if (E.isLeft(last)) return last
    const head = await store.ledgerHead()()
    if (E.isLeft(head)) return head
    if (last.right === null) return E.right(head.right.sequence > 0)
    return E.right(last.right.size !== head.right.sequence && later(last.right.time, everyMs) <= now)
  }

  const takeDue = async (now: Instant): Promise<ReadonlyArray<Anchored>> => {
    const told: Anchored[] = []
    const tell = (outcome: E.Either<AnchorFailure, Anchor>): void => {
      told.push(E.isLeft(outcome) ? { failure: outcome.left } : { anchor: outcome.right })
    }
    const waiting = await unpublished()
    if (E.isLeft(waiting)) return [{ failure: waiting.left }]
    if (waiting.right !== null) {
      const published = await publish(waiting.right)
      tell(published)
      if (E.isLeft(published)) return told
    }
    if (limits.anchorEveryMs === null) return told
    const due = await isDue(limits.anchorEveryMs, now)
    if (E.isLeft(due)) tell(due)
    else if (due.right) tell(await take())
    return told
  }

  return { take: () => inTurn(take), takeDue: (now) => inTurn(() => takeDue(now)) }
}
