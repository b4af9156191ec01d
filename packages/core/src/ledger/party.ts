import { oneOf } from '../codec/collection.js'
import type { TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { label } from '../codec/text.js'

/** Who may act or be responsible. The words are those of a finding's `responsible.party`. */
export const partyRole = oneOf([
  'CUSTOMER',
  'ENGINE',
  'OPERATOR',
  'NETWORK',
  'SENDING_INSTITUTION',
  'INTERMEDIARY',
  'RECEIVING_INSTITUTION',
  'THIRD_PARTY',
  'AUTHORITY',
])
export type PartyRole = TypeOf<typeof partyRole>

/** Somebody who said or did something: a role, and a name where there is one (an institution, a team, a rule engine). */
export const party = structure('a party', { role: partyRole }, { name: label })
export type Party = TypeOf<typeof party>

/** A code is a pair: the same four letters mean different things in different sets (ISO 20022 external code sets, Nacha, a partner's own). */
export const code = structure('a code with its code set', { codeSet: label, code: label })
export type Code = TypeOf<typeof code>
