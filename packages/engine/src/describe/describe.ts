import type { Rejection } from '@waybill/core'
import type { Failure } from '../failure.js'
import { failureSentence, failureSentences } from './failure-sentence.js'
import { rejectionSentence, rejectionSentences } from './rejection-sentence.js'

/** Whether a rule said no; else the world did not cooperate. */
export const isRejection = (refused: Rejection | Failure): refused is Rejection =>
  Object.hasOwn(rejectionSentences, refused._tag)

/** Whether a value is a failure by its name, whatever an answer was made of. */
export const isFailure = (value: { readonly _tag: string }): value is Failure =>
  Object.hasOwn(failureSentences, value._tag)

/** What a rejection or failure says, in one English sentence: the place, what was expected, what stood there, and the remedy. It names no person. */
export const describe = (refused: Rejection | Failure): string =>
  isRejection(refused) ? rejectionSentence(refused) : failureSentence(refused)
