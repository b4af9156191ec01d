import { currencyOfPayee, type CommandWord, type Money, type Party, type Recorded, type Transfer } from '@waybill/core'
import type { Bilingual, CauseFound, Finding, SafetyClass } from '../finding.js'
import type { Leaf } from '../leaf.js'
import { neverAllowed } from './remedy-conditions.js'
import { engineAsActor, type RemedyLoss, type RemedySituation } from './remedy-situation.js'
import type { RemedyCondition, RemedyName, RemedyStep } from './remedy.js'

type Event = Recorded['event']
type Told<W extends Event['_tag']> = Extract<Event, { readonly _tag: W }>

/** A remedy before its key and what forbids it are worked out. */
export type Draft = {
  readonly remedy: RemedyName
  readonly safety: SafetyClass
  readonly says: Bilingual
  readonly amount?: Money
  readonly accounts?: ReadonlyArray<string>
  readonly loss?: Partial<RemedyLoss>
  readonly key?: string
  /** What is sent under the key. */
  readonly send?: (key: string) => RemedyStep
  readonly then?: RemedyName
  readonly conditions: ReadonlyArray<RemedyCondition>
  readonly approvalsNeeded?: 1 | 2
}

/** What may be done for one kind of fault, where there is one. */
export type Rule = (finding: Finding, situation: RemedySituation, transfer: Transfer) => ReadonlyArray<Draft>

/** The events of this word, oldest first. */
export const told = <W extends Event['_tag']>({ story }: RemedySituation, word: W): ReadonlyArray<Told<W>> =>
  story.map(({ event }) => event).filter((event): event is Told<W> => event._tag === word)

/** The first of these causes that the finding tells, as its cause or beside it. */
export const holdsIn = (finding: Finding, ...leaves: ReadonlyArray<Leaf>): CauseFound | undefined =>
  [finding.cause, ...finding.secondary].find(({ leaf }) => leaves.includes(leaf))

/** A sum in the currency of the transfer. */
export const sumIn = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: transfer.instruction.amount.currency,
})

/** A sum in the currency of the payee: what stands with whoever was credited. */
export const sumThere = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: currencyOfPayee(transfer.instruction),
})

/** A sum as it stands in what is sent. */
export const json = ({ minorUnits, currency }: Money): { readonly minorUnits: string; readonly currency: string } => ({
  minorUnits: minorUnits.toString(),
  currency,
})

/** A command that is sent under the key. */
export const command =
  (word: CommandWord, payload: object) =>
  (key: string): RemedyStep => ({
    _tag: 'Command',
    word,
    payload: { commandId: key, ...payload },
  })

/** Who asks and who approves, as they stand in what is sent: a person where one gave their name, else the engine and who consented to its policy. */
export const asker = (situation: RemedySituation): Party => {
  const [name] = situation.approvals
  return name === undefined ? engineAsActor(situation) : { role: 'OPERATOR', name }
}

/** Who asks and who approves, where a command wants both. */
export const twoNames = (situation: RemedySituation): { readonly by: Party; readonly approvedBy: Party } => {
  const { approvals, policy } = situation
  const [first, second] = approvals
  if (first !== undefined && second !== undefined)
    return { by: { role: 'OPERATOR', name: first }, approvedBy: { role: 'OPERATOR', name: second } }
  const name = first ?? policy?.consentedBy
  return {
    by: engineAsActor(situation),
    approvedBy: name === undefined ? { role: 'OPERATOR' } : { role: 'OPERATOR', name },
  }
}

/** Something that nobody may do, with the reason. */
export const never = (remedy: RemedyName, says: Bilingual, en: string, zh: string): Draft => ({
  remedy,
  safety: 'never',
  says,
  conditions: [neverAllowed(en, zh)],
})
