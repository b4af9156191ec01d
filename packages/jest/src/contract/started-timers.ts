import { AsyncLocalStorage, createHook } from 'node:async_hooks'

type Timer = { readonly hasRef: () => boolean }

const kinds = ['Timeout', 'Immediate']

/** The timers that keep this process alive out of those that were started by one piece of work. */
export type StartedTimers = {
  /** Does the work, and remembers each timer that it starts, then or later. */
  readonly by: <A>(work: () => Promise<A>) => Promise<A>
  /** The kinds of those that still run. */
  readonly running: () => ReadonlyArray<string>
  readonly forget: () => void
}

/**
 * Tells timers apart by who started them. To count them would not do: a test runner in the same process has timers of
 * its own, such as the one after which it prints its progress, and one of those that ends hides another that is left.
 */
export const startedTimers = (): StartedTimers => {
  const started = new Map<Timer, string>()
  const scope = new AsyncLocalStorage<true>()
  const hook = createHook({
    init: (_id, kind, _trigger, resource) => {
      if (kinds.includes(kind) && scope.getStore() === true) started.set(resource as Timer, kind)
    },
  }).enable()
  return {
    by: (work) => scope.run(true, work),
    running: () => [...started].filter(([timer]) => timer.hasRef()).map(([, kind]) => kind),
    forget: () => {
      hook.disable()
      started.clear()
    },
  }
}
