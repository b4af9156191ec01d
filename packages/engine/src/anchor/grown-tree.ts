import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '@waybill/core'
import type { EventStore, ReadFailure, ReadModelStore } from '@waybill/port'
import { emptyAccumulator, rootOf, type Anchor, type MerkleAccumulator } from '@waybill/proof'
import type { SequenceGap } from '@waybill/projections'
import { keptMark, rootsKeptAs } from '../ledger/kept-roots.js'
import { eventsPerMark, growTree } from '../root-marks.js'
import { sha256 } from '../sha256.js'

/** The tree over a prefix of the ledger, and the latest time at which anything in it was recorded; empty where nothing was. */
export type GrownTree = { readonly tree: MerkleAccumulator; readonly knowledge: Instant }

export const noTree: GrownTree = { tree: emptyAccumulator, knowledge: '' }

/** A tree grown to the end, and whether an anchor on the way agrees: null where the tree began behind it. */
export type Grown = GrownTree & {
  readonly root: string
  readonly agrees: { readonly root: string; readonly as: boolean } | null
}

const eventsPerPage = 1000
const grow = growTree(sha256)

/** Grows a tree by what the ledger holds up to a sequence, and holds it against an anchor where it comes past one. */
export const growThrough = async (
  store: EventStore,
  from: GrownTree,
  through: number,
  anchor: Anchor | null,
): Promise<E.Either<ReadFailure | SequenceGap, Grown>> => {
  let { tree, knowledge } = from
  let agrees: Grown['agrees'] = null
  const compare = (): void => {
    if (tree.size !== anchor?.size) return
    const root = rootOf(sha256)(tree)
    agrees = { root, as: root === anchor.root }
  }
  compare()
  while (tree.size < through) {
    const limit = Math.min(eventsPerPage, through - tree.size)
    const page = await store.readAll({ after: tree.size, limit })()
    if (E.isLeft(page)) return page
    if (page.right.length === 0)
      return E.left({ _tag: 'SequenceGap', projection: 'anchor', expected: tree.size + 1, found: through })
    for (const { chainhash, recordedAt, sequence } of page.right) {
      if (sequence !== tree.size + 1)
        return E.left({ _tag: 'SequenceGap', projection: 'anchor', expected: tree.size + 1, found: sequence })
      tree = grow(tree, chainhash)
      if (recordedAt > knowledge) knowledge = recordedAt
      compare()
    }
  }
  return E.right({ tree, knowledge, root: rootOf(sha256)(tree), agrees })
}

/** The nearest tree that is kept before the end of an anchor; the empty one where none is. */
export const keptTreeBefore = async (
  readModels: ReadModelStore | null,
  anchor: Anchor | null,
): Promise<E.Either<ReadFailure, GrownTree>> => {
  if (readModels === null || anchor === null) return E.right(noTree)
  const reached = await readModels.checkpoint(rootsKeptAs.checkpoint)()
  if (E.isLeft(reached)) return reached
  const size = Math.min(reached.right, anchor.size)
  const mark = await keptMark(readModels, size - (size % eventsPerMark))
  return E.isLeft(mark) ? mark : E.right(mark.right ?? noTree)
}
