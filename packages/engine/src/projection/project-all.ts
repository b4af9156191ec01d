import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ReadModelStore } from '@waybill/port'
import { auditProjection, balanceProjection, disputeProjection, type Projection } from '@waybill/projections'
import { keepRoots } from '../ledger/kept-roots.js'
import { runProjection, type ProjectionFailure } from './run-projection.js'

/** How far a read model has come, or why it stands still. */
export type Projected =
  | { readonly projection: string; readonly throughSequence: number }
  | { readonly projection: string; readonly failure: ProjectionFailure }

const projections: ReadonlyArray<Projection> = [balanceProjection, disputeProjection, auditProjection]

/** Brings every read model up to the ledger's head. One that cannot be brought up does not hold up the others. */
export const projectAll = async (
  store: EventStore,
  readModels: ReadModelStore | null,
): Promise<ReadonlyArray<Projected>> => {
  if (readModels === null) return []
  const projected: Projected[] = []
  for (const projection of projections) {
    const outcome = await runProjection(store, readModels, projection)
    projected.push(
      E.isRight(outcome)
        ? { projection: projection.name, throughSequence: outcome.right }
        : { projection: projection.name, failure: outcome.left },
    )
  }
  // The kept trees are no projection of money, and worth a word only where they stand still.
  const rooted = await keepRoots(store, readModels)
  if (E.isLeft(rooted)) projected.push({ projection: 'root', failure: rooted.left })
  return projected
}
