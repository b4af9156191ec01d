import { toBeRefusedWith } from './to-be-refused-with.js'
import { toConserveMoney } from './to-conserve-money.js'
import { toDecodeStably } from './to-decode-stably.js'

/** Further matchers: `expect.extend(waybillMatchers)`, or `@waybill/jest/setup` among `setupFilesAfterEnv`. */
export const waybillMatchers = { toBeRefusedWith, toConserveMoney, toDecodeStably } as const
