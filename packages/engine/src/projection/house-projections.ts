import { auditProjection, balanceProjection, disputeProjection, type Projection } from '@waybill/projections'

/** What every engine projects. */
export const houseProjections: ReadonlyArray<Projection> = [balanceProjection, disputeProjection, auditProjection]
