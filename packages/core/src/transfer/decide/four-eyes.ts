import * as E from 'fp-ts/lib/Either.js'
import type { Party } from '../../ledger/party.js'
import type { TransferRejection } from '../rejection.js'

/** Refuses where a person must answer for it and none is named. */
export const isNamed = (field: string, { name }: Party): E.Either<TransferRejection, string> =>
  name === undefined ? E.left({ _tag: 'NameRequired', field }) : E.right(name)

/** Refuses unless two people are named, and they are two. */
export const twoPeople = ({
  by,
  approvedBy,
}: {
  readonly by: Party
  readonly approvedBy: Party
}): E.Either<TransferRejection, void> => {
  const first = isNamed('by', by)
  if (E.isLeft(first)) return first
  const second = isNamed('approvedBy', approvedBy)
  if (E.isLeft(second)) return second
  return first.right.trim().toLowerCase() === second.right.trim().toLowerCase()
    ? E.left({ _tag: 'SamePersonTwice', name: first.right })
    : E.right(undefined)
}
