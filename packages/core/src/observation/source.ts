import { flag, oneOf } from '../codec/collection.js'
import type { TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, label } from '../codec/text.js'

/** Whose record it is. OWN_SYSTEM is ours, CLIENT an app or page on the customer's device, SUPPORT a person who works for us. */
export const sourceKind = oneOf(['OWN_SYSTEM', 'CLIENT', 'PARTNER', 'CUSTOMER', 'SUPPORT', 'AUTHORITY'])
export type SourceKind = TypeOf<typeof sourceKind>

/** How far the source is trusted, as the Admiralty code grades it: A completely reliable … E unreliable, F cannot be judged. */
export const sourceGrade = oneOf(['A', 'B', 'C', 'D', 'E', 'F'])
export type SourceGrade = TypeOf<typeof sourceGrade>

/**
 * Names a source. It stands in the names of streams, and a declaration of coverage names by it what it
 * covers, so it is an identifier: two sources never share one by accident.
 */
export const sourceName = identifier

/**
 * Who says so. `reference` is what the source calls its own record (a log line, a message id). `attested`
 * is true when we verified which software on the customer's device made the record; absent means not.
 */
export const observationSource = structure(
  'the source of an observation',
  { name: sourceName, kind: sourceKind, grade: sourceGrade },
  { reference: label, attested: flag },
)
export type ObservationSource = TypeOf<typeof observationSource>
