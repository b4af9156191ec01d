import * as E from 'fp-ts/lib/Either.js'
import { subjectsKnown, type LedgerView, type Subject, type SubjectKind } from '@waybill/explain'
import type { IdUnknown } from './failure.js'
import { nearestTo } from './nearest.js'

const kinds: ReadonlyArray<SubjectKind> = ['transfer', 'account', 'case', 'customer']

/** Finds what an id names: a transfer, else an account, else a case or dispute, else a customer. */
export const resolveSubject = (
  view: LedgerView,
  id: string,
  among: ReadonlyArray<SubjectKind> = kinds,
): E.Either<IdUnknown, Subject> => {
  const known = among.map((kind) => ({ kind, ids: subjectsKnown(view, kind) }))
  const kind = known.find(({ ids }) => ids.includes(id))?.kind
  if (kind !== undefined) return E.right({ kind, id })
  const all = [...new Set(known.flatMap(({ ids }) => ids))]
  return E.left({ _tag: 'IdUnknown', id, kinds: among, nearest: nearestTo(id, all, 5) })
}
