import { oneOf } from '../codec/collection.js'
import type { TypeOf } from '../codec/codec.js'

/** The way by which a message reaches a person, or a person reaches us. WEBHOOK is a call to the customer's own system. */
export const messageChannel = oneOf([
  'SMS',
  'PUSH',
  'EMAIL',
  'IN_APP',
  'CHAT',
  'PHONE',
  'LETTER',
  'BRANCH',
  'SOCIAL_MEDIA',
  'WEBHOOK',
])
export type MessageChannel = TypeOf<typeof messageChannel>
