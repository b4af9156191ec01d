import { oneOf } from '../codec/collection.js'
import { personal, type TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { label } from '../codec/text.js'

/** What a rule looked at, or what a restriction holds back. */
export const subject = structure('a subject', {
  kind: oneOf(['TRANSFER', 'CUSTOMER', 'ACCOUNT', 'PAYEE', 'DEVICE', 'NETWORK_ADDRESS', 'COMPONENT', 'INSTITUTION']),
  id: personal(label),
})
export type Subject = TypeOf<typeof subject>
