/** What is kept for one transfer, in minor units. */
export type Reservation = readonly [transferId: string, minorUnits: bigint]

/**
 * The open reservations of an account, by transfer. Each version stays as it is; a change copies a few short lists, however
 * many reservations are open, and the same reservations have the same form in whatever order they came and went.
 */
export type Reservations = Few | Many
type Few = { readonly size: number; readonly open: ReadonlyArray<Reservation> }
/** Sixteen parts, told apart by four bits of the hash of the transfer's id. */
type Many = { readonly size: number; readonly parts: ReadonlyArray<Reservations> }

export const noReservations: Reservations = { size: 0, open: [] }

const longestList = 8
const deepest = 7

/** FNV-1a over code units. */
const hashOf = (id: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

const partOf = (hash: number, depth: number): number => (hash >>> (depth * 4)) & 15

const byId = ([left]: Reservation, [right]: Reservation): number => (left < right ? -1 : 1)

/** Beyond the deepest level, ids whose hashes are equal stand in one list. */
const arrange = (open: ReadonlyArray<Reservation>, depth: number): Reservations => {
  if (open.length <= longestList || depth > deepest) return { size: open.length, open: [...open].sort(byId) }
  const lists = Array.from({ length: 16 }, (): Reservation[] => [])
  for (const one of open) lists[partOf(hashOf(one[0]), depth)]?.push(one)
  return { size: open.length, parts: lists.map((list) => arrange(list, depth + 1)) }
}

/** All of them, in the order of their ids. */
export const openReservations = (reservations: Reservations): ReadonlyArray<Reservation> =>
  'open' in reservations ? reservations.open : reservations.parts.flatMap(openReservations).sort(byId)

/** What is kept for the transfer; 0 where nothing is. */
export const reservedFor = (reservations: Reservations, transferId: string): bigint => {
  const hash = hashOf(transferId)
  let within = reservations
  for (let depth = 0; 'parts' in within; depth += 1) within = within.parts[partOf(hash, depth)] ?? noReservations
  return within.open.find(([id]) => id === transferId)?.[1] ?? 0n
}

const change = (
  reservations: Reservations,
  transferId: string,
  minorUnits: bigint | null,
  hash: number,
  depth: number,
): Reservations => {
  if ('open' in reservations) {
    const others = reservations.open.filter(([id]) => id !== transferId)
    return arrange(minorUnits === null ? others : [...others, [transferId, minorUnits]], depth)
  }
  const index = partOf(hash, depth)
  const before = reservations.parts[index] ?? noReservations
  const after = change(before, transferId, minorUnits, hash, depth + 1)
  const size = reservations.size - before.size + after.size
  const parts = reservations.parts.with(index, after)
  return size <= longestList ? arrange(parts.flatMap(openReservations), depth) : { size, parts }
}

/** With so much kept for the transfer, whatever was kept for it before. */
export const withReservation = (reservations: Reservations, [transferId, minorUnits]: Reservation): Reservations =>
  change(reservations, transferId, minorUnits, hashOf(transferId), 0)

/** With nothing kept for the transfer. */
export const withoutReservation = (reservations: Reservations, transferId: string): Reservations =>
  change(reservations, transferId, null, hashOf(transferId), 0)
