import type { ExpectedAnswer } from './to-be-refused-with.js'

// Jest's own interfaces are joined, so that `expect(…)` knows the matchers: that of `@jest/globals`, and that of `@types/jest`.

type WaybillMatchers<R> = {
  /** An answer of an engine is a refusal of this name, with these facts. */
  readonly toBeRefusedWith: (expected: ExpectedAnswer) => R
  /** No event makes or loses money. */
  readonly toConserveMoney: () => R
  /** Every stored event, of whatever version, decodes to an event of today that is encoded stably. */
  readonly toDecodeStably: () => R
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends WaybillMatchers<R> {}
}

declare global {
  namespace jest {
    interface Matchers<R, T> extends WaybillMatchers<R> {}
  }
}
