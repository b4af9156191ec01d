import type { EventStore } from '@waybill/port'

/** A store on which something else happens once, after the engine has decided and before its first append arrives. */
export const meanwhile = (store: EventStore, happens: () => Promise<unknown>): EventStore => {
  let waiting = true
  return {
    ...store,
    append: (writes) => async () => {
      if (waiting) {
        waiting = false
        await happens()
      }
      return store.append(writes)()
    },
  }
}
