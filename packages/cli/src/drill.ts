import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '@waybill/core'
import { sha256, type EngineOptions } from '@waybill/engine'
import type { EventStore, IdSource } from '@waybill/port'
import type { CliFailure } from './failure.js'
import { instantOption } from './options.js'
import type { Call, Option } from './usage.js'

/** The time that it is taken to be, in a ledger that was made for drills. */
export const atOption: Option = instantOption

const drillProperty = 'drill'

type Last = { readonly sequence: number; readonly recordedAt: Instant | null }

const lastIn = async ({ ledgerHead, readAll }: EventStore): Promise<E.Either<CliFailure, Last>> => {
  const head = await ledgerHead()()
  if (E.isLeft(head)) return head
  const { sequence } = head.right
  if (sequence === 0) return E.right({ sequence, recordedAt: null })
  const last = await readAll({ after: sequence - 1, limit: 1 })()
  return E.isLeft(last) ? last : E.right({ sequence, recordedAt: last.right[0]?.recordedAt ?? null })
}

/** Version-4 UUIDs that follow from where they are made, so that a drill writes the same each time. */
const idsFrom = (place: string): IdSource => {
  let made = 0
  return {
    next: () => {
      const hex = Buffer.from(sha256(Buffer.from(`${place}/${(made += 1)}`))).toString('hex')
      const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4)
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant}${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-')
    },
  }
}

/**
 * What an engine writes a drill by. A ledger whose first command came with `--at` is one for drills: it takes a told time with every
 * further one, never earlier than the last, and no other ledger takes any. Empty where the system's clock is to be used.
 */
export const drillIn = async (
  call: Call,
  store: EventStore,
  location: string,
): Promise<E.Either<CliFailure, Partial<Pick<EngineOptions, 'clock' | 'ids'>>>> => {
  const told = call.values.get('at')
  const drill = await store.properties.get(drillProperty)()
  if (E.isLeft(drill)) return drill
  const last = await lastIn(store)
  if (E.isLeft(last)) return last
  const { recordedAt, sequence } = last.right
  const isDrill = drill.right !== null
  if (told === undefined) return isDrill ? E.left({ _tag: 'DrillNeedsTime', location }) : E.right({})
  if (!isDrill && sequence > 0) return E.left({ _tag: 'LedgerNotForDrills', location })
  if (recordedAt !== null && told < recordedAt)
    return E.left({ _tag: 'DrillTimeGoesBack', location, told, last: recordedAt })
  if (!isDrill) {
    const marked = await store.properties.set(drillProperty, 'true')()
    if (E.isLeft(marked)) return marked
  }
  return E.right({ clock: { now: () => told }, ids: idsFrom(`${store.ledger}/${sequence}`) })
}
