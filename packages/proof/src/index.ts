export type { Sha256 } from './sha256.js'
export { chainHash } from './chain-hash.js'
export type { ChainedFields } from './chain-hash.js'
export { appendLeaf, emptyAccumulator, emptyRoot, leafHash, nodeHash, rootOf } from './merkle-tree.js'
export type { MerkleAccumulator } from './merkle-tree.js'
export { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './merkle-proof.js'
export type { ConsistencyProof, InclusionProof, OutsideTree } from './merkle-proof.js'
export { decodeAnchor, encodeAnchor } from './anchor.js'
export type { Anchor, AnchorExpectation, AnchorUnreadable } from './anchor.js'
export { beginSecondReading, beginVerification, beginVerificationInTwoReadings, verifyLog } from './verify-log.js'
export type { LogVerdict, SecondReading, Verification, VerificationInTwoReadings } from './verify-log.js'
export type { FirstPlace } from './log-reading.js'
export type { LoggedEvent } from './log-reading.js'
export type {
  AnchorLedgerDiffers,
  AnchorRootDiffers,
  AnchorSizeShort,
  ChainBroken,
  DuplicateEventId,
  ForeignLedger,
  IntegrityProblem,
  Place,
  ProblemAt,
  RevisionGap,
  RevisionOutOfOrder,
  RevisionRepeated,
  SequenceGap,
  SequenceOutOfOrder,
  SequenceRepeated,
} from './integrity-problem.js'
