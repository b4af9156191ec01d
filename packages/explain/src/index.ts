export { leaves, type Leaf } from './leaf.js'
export type {
  Bilingual,
  CauseFound,
  Confidence,
  CustodyRow,
  EvidenceGrade,
  EvidenceItem,
  Factor,
  FactorFound,
  Finding,
  MissingItem,
  NextAction,
  Place,
  ResponsibleParty,
  SafetyClass,
  Subject,
  SubjectKind,
} from './finding.js'
export type { Completeness, Integrity, KnownPrefix, LedgerView } from './ledger-view.js'
export type { Question } from './question.js'
export { timesOf } from './case-file.js'
export { beginSearch, type Reach, type Search } from './search.js'
export {
  allWanted,
  bothWanted,
  isLikePayee,
  namesOfWanted,
  wantedBy,
  type Wanted,
  type WantedHead,
  type WantedPayments,
  type WantedRecords,
} from './wanted.js'
export { beginSubjectsAlike, subjectIn, subjectsKnown, type SubjectsAlike } from './subjects-known.js'
export { explain, type Sha256, type SubjectUnknown } from './explain.js'
export { whyNot, type Standing, type WhyNot } from './why-not.js'
export { renderWhyNot } from './render-why-not.js'
export { exitStatusOf, findingsAbout, investigate, worstFirst } from './investigate.js'
export { beginTriage, type Triage } from './triage.js'
export { renderFinding, type Language, type RenderOptions } from './render.js'
export { leavesFound, leavesSuspected } from './leaves-found.js'
export { leafMeaning, type LeafMeaning } from './wording/leaf-meaning.js'
export { leafTitle } from './wording/leaf-title.js'
export { accountBesideSum, counted, sayAccount, sayMinorUnits, sayMoney, sayTime } from './wording/plain.js'
export { calendarsVersion, needsCompleteLog, rulesVersion } from './scale.js'
export { planRemedies, stateOfLoss } from './remedy/plan-remedies.js'
export type { ConditionName, Remedy, RemedyCondition, RemedyName, RemedyStep } from './remedy/remedy.js'
export type { RemedyLoss, RemedyPolicy, RemedySituation } from './remedy/remedy-situation.js'
