import * as E from 'fp-ts/lib/Either.js'
import type { Rail, RailReport, RailSilent, RailSubmission } from '@waybill/port'
import { morning } from './virtual-clock.js'

type Answer = E.Either<RailSilent, ReadonlyArray<RailReport>>

/** A rail that counts what it is asked and answers as it is told. */
export type CountingRail = Rail & {
  readonly submitted: ReadonlyArray<RailSubmission>
  readonly inquired: ReadonlyArray<{ readonly railKey: string; readonly railReference?: string }>
  /** What it says to each further call; a promise may stay open for as long as the test wants. */
  readonly onSubmit: (answer: () => Answer | Promise<Answer>) => void
  readonly onInquire: (answer: () => Answer | Promise<Answer>) => void
}

export const said = (...reports: ReadonlyArray<RailReport>): Answer => E.right(reports)
export const silent: Answer = E.left({ _tag: 'RailSilent', rail: 'hvps', detail: 'connection reset' })

export const acceptedReport = (messageId: string): RailReport => ({
  _tag: 'Accepted',
  messageId,
  asOf: morning,
  by: 'HVPS',
  railReference: `ref-${messageId}`,
})

export const creditedReport = (messageId: string, minorUnits = '40000'): RailReport => ({
  _tag: 'Credited',
  messageId,
  asOf: morning,
  by: 'ICBC',
  account: '6222021001112223334',
  institution: 'ICBC',
  amount: minorUnits,
  currency: 'CNY',
  executionRef: `exec-${messageId}`,
})

export const countingRail = (name = 'hvps'): CountingRail => {
  const submitted: RailSubmission[] = []
  const inquired: Array<{ readonly railKey: string; readonly railReference?: string }> = []
  let answerSubmission: () => Answer | Promise<Answer> = () => said(acceptedReport('ack'))
  let answerInquiry: () => Answer | Promise<Answer> = () => said()
  return {
    name,
    submitted,
    inquired,
    onSubmit: (answer) => {
      answerSubmission = answer
    },
    onInquire: (answer) => {
      answerInquiry = answer
    },
    submit: (submission) => async () => {
      submitted.push(submission)
      return answerSubmission()
    },
    inquire: (reference) => async () => {
      inquired.push(reference)
      return answerInquiry()
    },
  }
}
