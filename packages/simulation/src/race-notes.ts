/** What was found out about something under a name. */
export type Notes<K extends object, V> = {
  readonly get: (about: K, name: string) => V | undefined
  readonly set: (about: K, name: string, value: V) => void
}

/** Notes over others: what is not noted here is looked up below, and nothing is written there. */
export const createNotes = <K extends object, V>(below?: Notes<K, V>): Notes<K, V> => {
  const own = new Map<K, Map<string, V>>()
  return {
    get: (about, name) => own.get(about)?.get(name) ?? below?.get(about, name),
    set: (about, name, value) => {
      const named = own.get(about) ?? new Map<string, V>()
      named.set(name, value)
      own.set(about, named)
    },
  }
}

/** The same function, asked once for each object: for objects that do not change. */
export const onceFor = <K extends object, V>(make: (about: K) => V): ((about: K) => V) => {
  const made = new WeakMap<K, { readonly value: V }>()
  return (about) => {
    const known = made.get(about) ?? { value: make(about) }
    made.set(about, known)
    return known.value
  }
}
