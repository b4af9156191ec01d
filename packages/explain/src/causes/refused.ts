import { inTransit, type Code } from '@waybill/core'
import { keptReservation, lastTold, told, type CaseFile } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import type { Leaf } from '../leaf.js'
import { nameOf, responsibleOf } from '../reading.js'
import { excluded, holds, say, silent, type CauseRule, type Exhibit, type Responsible } from '../verdict.js'
import { sayRefusal } from '../wording/code-words.js'
import { sayMinorUnits, sayMoney, sayTime } from '../wording/plain.js'
import { finalRefusalReported } from './reported-refusal.js'

/** ISO 20022 external status and return reasons by what they say about the cause. */
const codesOf: Readonly<Record<'C1' | 'C2' | 'C3' | 'C4', ReadonlyArray<string>>> = {
  C1: ['AM04', 'AG07'],
  C2: ['AC01', 'AC03', 'AC04', 'AC06', 'AC07', 'BE01', 'BE06', 'BE23'],
  C3: ['AM02', 'AM14', 'AM21', 'AG01', 'AG03', 'SL15'],
  C4: ['RR04', 'LEGL', 'AM07', 'FR01'],
}

const technical = /^(?:AB(?:0[1-9]|1[01])|ED05|ED06|FF10)$/

/** The refusal cause that a reason code stands for, or null where the code says nothing that we know. */
export const refusalLeafOf = ({ codeSet, code }: Code): Leaf | null => {
  if (!codeSet.startsWith('ISO20022')) return null
  for (const [leaf, codes] of Object.entries(codesOf)) if (codes.includes(code)) return leaf as Leaf
  return technical.test(code) ? 'C5' : null
}

/** Rejections of our own rules by the cause they are. */
const leafOfRejection: Readonly<Record<string, Leaf>> = {
  InsufficientAvailableBalance: 'C1',
  AccountUnknown: 'C2',
  AccountNotOpen: 'C2',
  PayerIsPayee: 'C2',
  RailNotForPayee: 'C2',
  PayeeNotInThisBook: 'C2',
  AccountIsFrozen: 'C3',
  CurrencyDiffers: 'C2',
}

type Refusal = {
  readonly leaf: Leaf | null
  readonly evidence: Exhibit
  readonly responsible: Responsible
  /** Whether the refusal itself put the money back. */
  readonly code: Code | null
}

const codeText = ({ code }: Code): string => code

const finalRefusal = (file: CaseFile): Refusal | null => {
  const failed = lastTold(file, 'TransferFailed')
  if (failed !== null)
    return {
      leaf: refusalLeafOf(failed.event.reason),
      code: failed.event.reason,
      responsible: responsibleOf(failed.event.by),
      evidence: exhibit(
        file.slice,
        failed,
        say(
          `${nameOf(failed.event.by)} refused it for good (${codeText(failed.event.reason)}) and ${sayMoney(failed.event.amount).en} went back.`,
          `${nameOf(failed.event.by)} 最终拒绝（${codeText(failed.event.reason)}），${sayMoney(failed.event.amount).zh}已退回。`,
        ),
      ),
    }
  const rejected = lastTold(file, 'TransferRejected')
  if (rejected !== null)
    return {
      leaf: refusalLeafOf(rejected.event.reason),
      code: rejected.event.reason,
      responsible: responsibleOf(rejected.event.by),
      evidence: exhibit(
        file.slice,
        rejected,
        say(
          `It was rejected before anything moved (${codeText(rejected.event.reason)}).`,
          `在资金划转之前即被拒绝（${codeText(rejected.event.reason)}）。`,
        ),
      ),
    }
  const returned = lastTold(file, 'TransferReturned')
  if (
    returned !== null &&
    codesOf.C2.includes(returned.event.reason.code) &&
    returned.event.reason.codeSet.startsWith('ISO20022')
  )
    return {
      leaf: 'C2',
      code: returned.event.reason,
      responsible: { party: 'CUSTOMER' },
      evidence: exhibit(
        file.slice,
        returned,
        say(
          `It was sent back because the payee's data cannot be used (${codeText(returned.event.reason)}).`,
          `因收款信息不可用（${codeText(returned.event.reason)}）被退回。`,
        ),
      ),
    }
  const refusedCommand = told(file, 'CommandRefused').filter(
    ({ event }) => event.command === 'InitiateTransfer' || event.command === 'BookTransfer',
  )
  const last = refusedCommand[refusedCommand.length - 1]
  if (last !== undefined && file.transfer === null)
    return {
      leaf: leafOfRejection[last.event.rejection] ?? 'C3',
      code: null,
      responsible: { party: last.event.rejection === 'InsufficientAvailableBalance' ? 'CUSTOMER' : 'ENGINE' },
      evidence: exhibit(
        file.slice,
        last,
        say(
          `The rules refused it on ${sayTime(last.occurredAt).en}: ${last.event.rejection}.`,
          `规则于${sayTime(last.occurredAt).zh}拒绝了该笔转账：${last.event.rejection}。`,
        ),
      ),
    }
  return null
}

const endedButKept: CauseRule = {
  leaf: 'C6',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const currency = transfer.instruction.amount.currency
    const early =
      lastTold(file, 'TransferRejected') ?? lastTold(file, 'TransferCancelled') ?? lastTold(file, 'TransferExpired')
    if (early !== null) {
      const kept = keptReservation(file)
      if (kept === 0n)
        return excluded(
          derived(file.slice, 'released', 'Absence', say('The reservation was released.', '冻结已解除。')),
        )
      return holds({
        evidence: [
          exhibit(
            file.slice,
            early,
            say(`It ended on ${sayTime(early.occurredAt).en}.`, `该笔转账于${sayTime(early.occurredAt).zh}结束。`),
          ),
          derived(
            file.slice,
            'reservation-kept',
            'Balance',
            say(
              `${sayMinorUnits(kept, currency).en} is still reserved; no release is recorded.`,
              `${sayMinorUnits(kept, currency).zh}仍被冻结；没有解除的记录。`,
            ),
          ),
        ],
        responsible: { party: 'ENGINE' },
      })
    }
    const refusal = finalRefusalReported(file)
    if (refusal === null) return silent
    const open = inTransit(transfer)
    if (open === 0n) {
      const released =
        lastTold(file, 'TransferFailed') ?? lastTold(file, 'TransferReturned') ?? lastTold(file, 'TransferCredited')
      return released === null
        ? silent
        : excluded(exhibit(file.slice, released, say('Nothing is kept any more.', '已无资金滞留。')))
    }
    const { event } = refusal
    const reason = 'reason' in event ? sayRefusal(event.reason) : null
    return holds({
      evidence: [
        exhibit(
          file.slice,
          refusal,
          say(
            `${nameOf(event.by)} reported on ${sayTime(refusal.occurredAt).en} that it refused the transfer for good${reason === null ? '' : `: ${reason.en}`}.`,
            `${nameOf(event.by)} 于${sayTime(refusal.occurredAt).zh}报告最终拒绝${reason === null ? '' : `：${reason.zh}`}。`,
          ),
        ),
        derived(
          file.slice,
          'not-given-back',
          'Balance',
          say(
            `${sayMinorUnits(open, currency).en} still stands in transit; nothing on record gives it back after the refusal.`,
            `${sayMinorUnits(open, currency).zh}仍记为在途；拒绝之后没有任何退还的记录。`,
          ),
        ),
      ],
      responsible: { party: 'ENGINE' },
    })
  },
}

const refusal = (leaf: 'C1' | 'C2' | 'C3' | 'C4' | 'C5'): CauseRule => ({
  leaf,
  judge: (file) => {
    const final = finalRefusal(file)
    if (final !== null && final.leaf === leaf)
      return holds({ evidence: [final.evidence], responsible: final.responsible })
    const reported = finalRefusalReported(file)
    if (reported !== null && final === null && 'reason' in reported.event) {
      if (refusalLeafOf(reported.event.reason) === leaf)
        return holds({
          evidence: [
            exhibit(
              file.slice,
              reported,
              say(
                `It was refused because ${sayRefusal(reported.event.reason).en}.`,
                `拒绝原因：${sayRefusal(reported.event.reason).zh}。`,
              ),
            ),
          ],
          responsible: responsibleOf(reported.event.by),
        })
    }
    if (final !== null && final.leaf !== null) return excluded(final.evidence)
    const credited = lastTold(file, 'TransferCredited')
    return credited === null
      ? silent
      : excluded(exhibit(file.slice, credited, say('It was executed, not refused.', '已执行，未被拒绝。')))
  },
})

/** C6 comes before the other refusals: an ending whose money is still held must be put right first. */
export const refused: ReadonlyArray<CauseRule> = [
  endedButKept,
  refusal('C1'),
  refusal('C2'),
  refusal('C3'),
  refusal('C4'),
  refusal('C5'),
]
