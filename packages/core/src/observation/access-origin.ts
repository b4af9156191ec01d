import { flag, oneOf } from '../codec/collection.js'
import { personal, type TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, label } from '../codec/text.js'

/** A device that a person used. `known` is true when the source had seen it with this customer before. */
export const device = structure('a device', { id: personal(label) }, { known: flag, model: label, appVersion: label })
export type Device = TypeOf<typeof device>

/** The network that a request came through. `known` is true when the source had seen it with this customer before. */
export const network = structure('a network', {}, { address: personal(label), carrier: label, known: flag })
export type Network = TypeOf<typeof network>

/**
 * How surely a person was recognised: STRONG is two independent factors out of what they know, have and
 * are; SINGLE_FACTOR is one; NONE is none.
 */
export const authenticationStrength = oneOf(['NONE', 'SINGLE_FACTOR', 'STRONG'])
export type AuthenticationStrength = TypeOf<typeof authenticationStrength>

/** Where an act of a person came from. */
export const accessOrigin = { device, network, session: identifier }
