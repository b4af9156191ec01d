import * as E from 'fp-ts/lib/Either.js'
import type { AnchorSink, Timer } from '@waybill/port'
import type { Anchor } from '@waybill/proof'
import type { AnchorNotPublished } from './anchor-failure.js'

/** Gives an anchor to its sink and waits for the answer no longer than so many milliseconds. A sink that throws has not taken it. */
export const publishAnchor = (
  sink: AnchorSink,
  anchor: Anchor,
  timer: Timer,
  deadlineMs: number,
): Promise<E.Either<AnchorNotPublished, Anchor>> =>
  new Promise((resolve) => {
    const fail = (detail: string): void =>
      resolve(E.left({ _tag: 'AnchorNotPublished', anchor, sink: sink.name, detail }))
    const cancel = timer.after(deadlineMs, () => fail(`no answer within ${deadlineMs} ms`))
    // Called inside the promise, so that a sink that throws at once is heard like one that throws later.
    Promise.resolve()
      .then(() => sink.publish(anchor)())
      .then(
        (taken) => (E.isRight(taken) ? resolve(E.right(anchor)) : fail(taken.left.detail)),
        (thrown: unknown) => fail(thrown instanceof Error ? thrown.message : 'the sink threw'),
      )
      .finally(cancel)
  })
