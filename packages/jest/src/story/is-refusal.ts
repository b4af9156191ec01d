import type { Rejection } from '@waybill/core'
import { isFailure, isRejection, type Failure } from '@waybill/engine'
import type { RevisionConflict } from '@waybill/port'
import { isFields } from './tell-value.js'

/** Everything that an answer can say instead of what was asked for. A store alone answers with a conflict. */
export type Refusal = Rejection | Failure | RevisionConflict

/** Whether the value says no: a rejection by a rule, or a failure. */
export const isRefusal = (value: unknown): value is Refusal => {
  if (!isFields(value) || typeof value['_tag'] !== 'string') return false
  const named = value as Refusal
  return named._tag === 'RevisionConflict' || isRejection(named) || isFailure(named)
}
