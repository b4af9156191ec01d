import type { Actors } from './actors.js'
import type { Order } from './order.js'

/** An order that was sent: when in virtual time, by whom, under which id. */
export type Sent = { readonly at: number; readonly by: string; readonly id: string; readonly order: Order }

/** What happens in a world in place of what its clients would draw. */
export type Script = {
  readonly sends: ReadonlyArray<Sent>
  /** Who else does not act. */
  readonly without: ReadonlySet<keyof Actors['others']>
  /** Whether the store, the read models and the snapshots do as they should. */
  readonly isFaultless: boolean
  /** Which of the orders in which calls may go on. */
  readonly schedule: number
}
