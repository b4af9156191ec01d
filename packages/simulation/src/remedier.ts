import * as E from 'fp-ts/lib/Either.js'
import { isRejection, type Engine, type RemedyApplied, type RemedyPlan } from '@waybill/engine'
import type { Auditor } from '@waybill/auditor'
import { isWorthAnotherTry } from './kept-answers.js'
import type { KnownTransfer } from './order.js'
import { bigintAsText, tries, type Sender, type Somebody } from './sender.js'
import type { Tally } from './tally.js'

export type RemedierParts = {
  readonly anyEngine: () => Engine
  readonly auditor: Auditor
  readonly sender: Sender
  readonly tally: Tally
  readonly transfers: ReadonlyArray<KnownTransfer>
  readonly violated: (what: string) => void
  /** Holds a finding to what is known of its transfer. */
  readonly checkFinding: (transferId: string, finding: RemedyPlan['finding']) => void
}

const names = ['a clerk', 'another clerk']

/** Somebody who looks for what may be done about transfers that went wrong, and does it: once, twice, or under a name too few. */
export const createRemedier = (who: Somebody, parts: RemedierParts): (() => Promise<void>) => {
  const { random } = who
  const { anyEngine, auditor, sender, tally, transfers, violated } = parts
  /** Under a transfer and the length of its stream: the keys that were given to its remedies. */
  const keys = new Map<string, string>()
  /** Under a key: the events that it stands for. */
  const deeds = new Map<string, string>()

  /** The key of a remedy follows from the loss and from what of it is made good, whoever plans it and however often. */
  const checkKeys = (transferId: string, length: number, { remedies }: RemedyPlan): void => {
    const seen = new Map<string, number>()
    for (const { amount, key, remedy, step } of remedies) {
      if (step === null) continue
      const count = (seen.get(remedy) ?? 0) + 1
      seen.set(remedy, count)
      const place = `${transferId}, ${length} events: ${remedy} ${count} of ${amount?.minorUnits ?? 'nothing'}`
      const before = keys.get(place)
      if (before !== undefined && before !== key) violated(`one loss has two keys: ${place}, ${before} and ${key}`)
      keys.set(place, key)
    }
  }

  const plan = async (transferId: string): Promise<RemedyPlan | null> => {
    const length = auditor.lengthOf(`transfer-${transferId}`)
    const planned = await sender.within(anyEngine().remedies.plan({ transferId })())
    if (planned === null || E.isLeft(planned)) return null
    tally.add('question: what may be done')
    parts.checkFinding(transferId, planned.right.finding)
    if (length > 0 && auditor.lengthOf(`transfer-${transferId}`) === length)
      checkKeys(transferId, length, planned.right)
    return planned.right
  }

  const check = (given: string | undefined, { inLedger, key, receipts, remedy }: RemedyApplied): void => {
    tally.add(`remedy: ${remedy}`)
    // A read that fails leaves open whether it stands there; what a receipt tells must stand there all the same.
    if (!inLedger) tally.add('remedy: not read back')
    for (const { sequence } of receipts)
      if (sequence > auditor.sequence())
        violated(`${remedy} under ${key} is said to stand at ${sequence}, and does not`)
    const events = receipts.flatMap((receipt) => receipt.events.map(({ id }) => id)).join(' ')
    if (given === undefined) return
    const before = deeds.get(key)
    // Asked for again, a remedy of several steps is answered with its first.
    if (before !== undefined && !before.startsWith(events) && !events.startsWith(before))
      violated(`${remedy} under ${key} was ${before}, and later ${events}`)
    deeds.set(key, before ?? events)
  }

  const apply = async (asked: Parameters<Engine['remedies']['apply']>[0]): Promise<void> => {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const since = auditor.sequence()
      const applied = await sender.within(anyEngine().remedies.apply(asked)())
      if (applied === null) {
        tally.fault('a client hears nothing and asks again')
        continue
      }
      if (E.isRight(applied)) {
        check(asked.key, applied.right)
        return
      }
      const { left } = applied
      if (isRejection(left)) {
        tally.add(`refusal: ${left._tag}`)
        if (attempt === 0) sender.checkWantOfFunds(left, since)
        return
      }
      tally.add(`failure: ${left._tag}`)
      if (left._tag.startsWith('Remedy') || left._tag === 'RailNotRegistered') return
      if (!isWorthAnotherTry(left)) {
        violated(`${asked.remedy} failed: ${JSON.stringify(left, bigintAsText)}`)
        return
      }
      await sender.later(random.between(10, 3_000))
    }
  }

  /** Mostly a transfer about which something was begun, or to which something happened. */
  const pick = (): KnownTransfer | undefined => {
    const recent = transfers.slice(-60)
    const troubled = recent.filter(
      ({ disputes, recalls, status }) => disputes.length + recalls.length > 0 || status === 'IN_DOUBT',
    )
    const from = troubled.length > 0 && random.perMille(600) ? troubled : recent
    return from.length === 0 ? undefined : random.oneOf(from)
  }

  return async () => {
    const about = pick()
    if (about === undefined) return
    const { transferId } = about
    const planned = await plan(transferId)
    // Somebody else may look at the same loss right after: the keys must be the same.
    if (random.perMille(300)) await plan(transferId)
    const offered = planned?.remedies.filter(({ mayBeApplied }) => mayBeApplied !== 'NO' || random.perMille(50)) ?? []
    if (offered.length === 0) return
    const { approvalsNeeded, key, remedy } = random.oneOf(offered)
    const asked = {
      transferId,
      remedy,
      ...(random.perMille(700) ? { key } : {}),
      approvedBy: names.slice(0, random.perMille(100) ? approvalsNeeded - 1 : approvalsNeeded),
    }
    const copies = random.perMille(250) ? 2 : 1
    if (copies === 2) tally.fault('a client presses twice')
    await Promise.all(Array.from({ length: copies }, () => apply(asked)))
  }
}
