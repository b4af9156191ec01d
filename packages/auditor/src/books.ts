/** Where the money of a transfer is, after one of its events. Minor units of the transfer's currency. */
export type Custody = {
  readonly sequence: number
  /** What was instructed. */
  readonly amount: bigint
  /** Kept on the payer's side and not yet gone. */
  readonly reserved: bigint
  /** Gone from the payer and arrived nowhere. */
  readonly inTransit: bigint
  /** Credited to whomever it was credited to, less what was taken or sent back. */
  readonly withPayee: bigint
  /** Back on the payer's side after it had gone. */
  readonly back: bigint
  /** Kept as fees by whoever sent it back. */
  readonly kept: bigint
  readonly confirmed: boolean
  /** Its funds are not all kept yet, or it was refused for want of them: it has not come to be. */
  readonly pending: boolean
}

/** What an account had, after one of its events. Minor units. */
export type Holding = {
  readonly sequence: number
  readonly booked: bigint
  /** Kept for transfers that are not confirmed, as the account's funds say. */
  readonly reserved: bigint
  /** What it might have spent. */
  readonly free: bigint
  /** How far below zero it may go. */
  readonly limit: bigint
}

/** The last of these that was true at the sequence, or null when none was yet. */
export const lastUpTo = <A extends { readonly sequence: number }>(
  history: ReadonlyArray<A>,
  sequence: number,
): A | null => {
  let low = 0
  let high = history.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((history[middle]?.sequence ?? Infinity) <= sequence) low = middle + 1
    else high = middle
  }
  return history[low - 1] ?? null
}
