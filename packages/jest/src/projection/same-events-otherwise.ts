import type { Delivery } from '@waybill/projections'

/** The same deliveries, each followed at once by itself, and then all of them once more. */
export const eachTwice = (deliveries: ReadonlyArray<Delivery>): ReadonlyArray<Delivery> => [
  ...deliveries.flatMap((delivery) => [delivery, delivery]),
  ...deliveries,
]

const byStream = (deliveries: ReadonlyArray<Delivery>): ReadonlyArray<ReadonlyArray<Delivery>> => {
  const streams = new Map<string, Delivery[]>()
  for (const delivery of deliveries) {
    const known = streams.get(delivery.stream)
    if (known === undefined) streams.set(delivery.stream, [delivery])
    else known.push(delivery)
  }
  return [...streams.values()]
}

const inTurns = (streams: ReadonlyArray<ReadonlyArray<Delivery>>): ReadonlyArray<Delivery> => {
  const longest = Math.max(0, ...streams.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) =>
    streams.flatMap((stream) => {
      const next = stream[turn]
      return next === undefined ? [] : [next]
    }),
  ).flat()
}

const numberedAnew = (deliveries: ReadonlyArray<Delivery>): ReadonlyArray<Delivery> =>
  deliveries.map((delivery, index) => ({ ...delivery, sequence: index + 1 }))

/** The same events in other orders of the ledger, the order within each stream kept: by name, and the deliveries. */
export const otherOrders = (
  deliveries: ReadonlyArray<Delivery>,
): ReadonlyArray<readonly [name: string, deliveries: ReadonlyArray<Delivery>]> => {
  const streams = byStream(deliveries)
  const reversed = [...streams].reverse()
  return [
    ['one stream after the other', numberedAnew(streams.flat())],
    ['one stream after the other, the last one first', numberedAnew(reversed.flat())],
    ['the streams in turns, the last one first', numberedAnew(inTurns(reversed))],
  ]
}
