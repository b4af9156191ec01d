import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Recorded } from '@waybill/core'
import type { AskedView } from '@waybill/engine'
import { beginSubjectsAlike, type Question, type Subject, type SubjectKind } from '@waybill/explain'
import type { CliFailure, IdUnknown } from './failure.js'
import { rereadable, sliceFor, type LedgerSource } from './ledger-source.js'
import { beginNearestLookup, beginSubjectLookup, subjectKinds } from './resolve-subject.js'

type Lookup<A> = { readonly take: (recorded: Recorded) => void; readonly known: () => A }

const lookAtAll = async <A>(source: LedgerSource, { known, take }: Lookup<A>): Promise<E.Either<CliFailure, A>> => {
  const read = await rereadable(source)((event) => {
    const recorded = decodeStored(event)
    if (E.isRight(recorded)) take(recorded.right)
  })
  return E.isLeft(read) ? read : E.right(known())
}

/** The ids of a subject's kind that begin like it, as one more reading of the ledger tells them. */
export const unknownSubject = async (source: LedgerSource, subject: Subject): Promise<CliFailure> => {
  const alike = await lookAtAll(source, beginSubjectsAlike(subject))
  if (E.isLeft(alike)) return alike.left
  return { _tag: 'IdUnknown', id: subject.id, kinds: [subject.kind], nearest: alike.right }
}

const nearestIds = async (
  source: LedgerSource,
  id: string,
  kinds: ReadonlyArray<SubjectKind>,
): Promise<E.Either<CliFailure, IdUnknown>> => {
  const { nearest, take } = beginNearestLookup(id, kinds)
  const found = await lookAtAll(source, { take, known: nearest })
  return E.isLeft(found) ? found : E.right({ _tag: 'IdUnknown', id, kinds, nearest: found.right })
}

const nobodyKnows = { _tag: 'NobodyKnows' } as const

/** Reads what bears on a question about the subject that an id names. */
export const askAbout = async (
  source: LedgerSource,
  id: string,
  times: Pick<Question, 'happenedBy' | 'knownBy'>,
  claim: Question['claim'],
  kinds: ReadonlyArray<SubjectKind> = subjectKinds,
): Promise<E.Either<CliFailure, AskedView>> => {
  const lookup = beginSubjectLookup(id, kinds)
  const sliced = await sliceFor(source, {
    ids: [id],
    times,
    notice: lookup.take,
    question: () => {
      const subject = lookup.subject()
      return subject === null ? E.left(nobodyKnows) : E.right({ subject, claim, ...times })
    },
  })
  if (E.isRight(sliced)) return sliced
  if (sliced.left._tag !== 'NobodyKnows') return E.left(sliced.left)
  const unknown = await nearestIds(source, id, kinds)
  return E.left(E.isLeft(unknown) ? unknown.left : unknown.right)
}
