import * as E from 'fp-ts/lib/Either.js'
import { decodeStored } from '@waybill/core'
import {
  beginSubjectsAlike,
  explain,
  type Finding,
  type LedgerView,
  type Question,
  type SubjectUnknown,
} from '@waybill/explain'
import type { ReadFailure } from '@waybill/port'
import type { AnchorUnreadable } from '@waybill/proof'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import type { Vouching } from '../ledger-view.js'
import { vouchingFor } from '../ledger/view-of-ledger.js'
import { sha256 } from '../sha256.js'
import { investigateLog } from './investigate-log.js'
import { questionOf, type AsOf, type Asked } from './asked.js'
import { rereadStore } from './reread.js'
import { sliceOfLog } from './slice-of-log.js'
import { sliceOfStore } from './slice-of-store.js'

type World = Pick<EngineParts, 'store' | 'readModels' | 'clock'>

/** The ledger, verified whole while what bears on the question is read from it. */
const verifiedSlice = async (
  { store }: World,
  question: Question,
  vouching: Vouching,
): Promise<E.Either<ReadFailure, LedgerView>> => {
  const asked = await sliceOfLog<ReadFailure, never>(rereadStore(store), vouching, {
    ids: [question.subject.id],
    times: question,
    notice: () => undefined,
    question: () => E.right(question),
  })
  return E.isLeft(asked) ? asked : E.right(asked.right.view)
}

const viewFor = async (
  world: World,
  question: Question,
): Promise<E.Either<ReadFailure | AnchorUnreadable, LedgerView>> => {
  const vouching = await vouchingFor(world)
  if (E.isLeft(vouching)) return vouching
  if (vouching.right._tag === 'LIVE') {
    const slice = await sliceOfStore(world.store, world.readModels, question, vouching.right.now)
    if (E.isLeft(slice)) return slice
    if (slice.right !== null) return E.right(slice.right)
  }
  return verifiedSlice(world, question, vouching.right)
}

/** Names the subjects of the kind that the whole ledger knows. */
const withSubjectsKnown = async ({ store }: World, unknown: SubjectUnknown): Promise<ReadFailure | SubjectUnknown> => {
  const { known, take } = beginSubjectsAlike(unknown.subject)
  const read = await rereadStore(store)((event) => {
    const recorded = decodeStored(event)
    if (E.isRight(recorded)) take(recorded.right)
  })
  return E.isLeft(read) ? read.left : { ...unknown, known: known() }
}

/** Reads what bears on one question about the ledger, and answers it. */
export const answerQuestion = async (world: World, asked: Asked): Promise<E.Either<Failure, Finding>> => {
  const question = questionOf(asked)
  const view = await viewFor(world, question)
  if (E.isLeft(view)) return view
  const finding = explain(question, view.right, sha256)
  return E.isLeft(finding) ? E.left(await withSubjectsKnown(world, finding.left)) : finding
}

/** Reads the ledger and finds every claim and anomaly in it, worst first. */
export const investigateLedger = async (
  world: World,
  asked: AsOf,
): Promise<E.Either<Failure, ReadonlyArray<Finding>>> => {
  const vouching = await vouchingFor(world)
  if (E.isLeft(vouching)) return vouching
  const investigated = await investigateLog(rereadStore(world.store), vouching.right, asked, () => undefined)
  return E.isLeft(investigated) ? investigated : E.right(investigated.right.findings)
}
