import type { Rejection } from '@waybill/core'
import { isRejection, type Failure } from '@waybill/engine'
import type { StoreFailure } from '@waybill/port'
import { isFields } from './tell-value.js'

/** Everything that an answer can say instead of what was asked for. */
export type Refusal = Rejection | Failure | StoreFailure

/** Every failure by its name. */
const failureNames: { readonly [T in (Failure | StoreFailure)['_tag']]: true } = {
  AnchorUnreadable: true,
  AppendOutcomeUnknown: true,
  CommandIdReused: true,
  DocumentDamaged: true,
  EventIdTaken: true,
  MalformedAppend: true,
  MalformedCommand: true,
  RailNotRegistered: true,
  ReadModelAhead: true,
  RefusalUnreadable: true,
  ReportUnplaced: true,
  RevisionConflict: true,
  SequenceGap: true,
  StoreClosed: true,
  StoreUnavailable: true,
  StoreUnreadable: true,
  SubjectUnknown: true,
  TooManyConflicts: true,
  UndecodableEvent: true,
}

/** Whether the value says no: a rejection by a rule, or a failure. */
export const isRefusal = (value: unknown): value is Refusal =>
  isFields(value) &&
  typeof value['_tag'] === 'string' &&
  (Object.hasOwn(failureNames, value['_tag']) || isRejection(value as Rejection))
