export {
  eventStoreContract,
  eventStoreRules,
  eventStoreRulesFor,
  persistentEventStoreContract,
  persistentEventStoreRules,
} from './contract/event-store-contract.js'
export { persistentReadModelStoreContract, readModelStoreContract } from './contract/read-model-store-contract.js'
export { persistentReadModelStoreRules, readModelStoreRules } from './contract/read-model-rules.js'
export { persistentSnapshotStoreContract, snapshotStoreContract } from './contract/snapshot-store-contract.js'
export { persistentSnapshotStoreRules, snapshotStoreRules } from './contract/snapshot-rules.js'
export type {
  ContractRule,
  FactoryOf,
  PersistentReadModelStoreUnderTest,
  PersistentSnapshotStoreUnderTest,
  PersistentStoreUnderTest,
  ReadModelStoreUnderTest,
  SnapshotStoreUnderTest,
  StoreUnderTest,
} from './contract/contract-rule.js'
export { brokenReadModelReopenings, type BrokenReadModelReopening } from './contract/broken-read-model-reopenings.js'
export { brokenReadModelStores, type BrokenReadModelStore } from './contract/broken-read-models.js'
export {
  brokenSnapshotReopenings,
  brokenSnapshotStores,
  type BrokenSnapshotReopening,
  type BrokenSnapshotStore,
} from './contract/broken-snapshots.js'
export { brokenReopenings, type BrokenReopening } from './contract/broken-reopenings.js'
export type { BrokenStore } from './contract/broken-store.js'
export { brokenStores } from './contract/broken-stores.js'
export { createNumberedIds } from './clock/numbered-ids.js'
export { createVirtualClock, type Duration, type VirtualClock } from './clock/virtual-clock.js'
export { waybillSerializer, type SnapshotSerializer } from './serializer/waybill-serializer.js'
export type { FundsState } from './specification/claim-funds.js'
export type { ExpectedRefusal } from './specification/claim-outcome.js'
export type { ExpectedState, TransferView } from './specification/claim-state.js'
export type { ExpectedEvent } from './specification/expectation.js'
export { given, type Claims, type FurtherClaims, type Given } from './specification/given.js'
export type { Expected, Loose } from './specification/loose.js'
export type { StepRefusal } from './specification/send-step.js'
export {
  anAccount,
  atTime,
  happenedAt,
  refused,
  type AccountOptions,
  type AccountStep,
  type CommandStep,
  type EarlierStep,
  type EventInStream,
  type EventStep,
  type RefusedStep,
  type Step,
  type TimeStep,
} from './specification/step.js'
export { storyBeginning, storyTime } from './story/story-time.js'
export type { Asked } from './explanation/asked.js'
export type { ExpectedSecondary } from './explanation/claim-cause.js'
export type { ExpectedCustody } from './explanation/claim-custody.js'
export type { ExpectedAction } from './explanation/claim-next.js'
export { givenLog, type FindingClaims, type LogGiven } from './explanation/given-log.js'
export { history, type History } from './explanation/history.js'
export type { GivenLog } from './explanation/view-of.js'
export type { Fold, FoldClaims } from './projection/folded.js'
export type { ProjectionClaims } from './projection/projected.js'
export type { ReadAsOf } from './projection/reading.js'
export type { ExpectedAnswer } from './matchers/to-be-refused-with.js'
export type { MatcherVerdict } from './matchers/verdict.js'
export { waybillMatchers } from './matchers/waybill-matchers.js'
