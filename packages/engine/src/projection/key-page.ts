import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, ReadModelDocument, ReadModelRange, ReadModelStore } from '@waybill/port'

/** A page of a range: from its beginning, or after the last document of the page before. A page that is not full is the last. */
export const keyPage = async (
  readModels: ReadModelStore,
  range: ReadModelRange,
  after: ReadModelDocument | undefined,
): Promise<E.Either<ReadFailure, ReadonlyArray<ReadModelDocument>>> => {
  if (after === undefined) return readModels.range(range)()
  // No text is the next one after a key in every store, so the last document is read again and left out.
  const page = await readModels.range({ ...range, from: after.key, limit: range.limit + 1 })()
  if (E.isLeft(page)) return page
  const [first] = page.right
  return E.right(first?.key === after.key ? page.right.slice(1) : page.right.slice(0, range.limit))
}
