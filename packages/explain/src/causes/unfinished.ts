import { bookRail, inTransit, isReserved, type Transfer } from '@waybill/core'
import { inSlice, lastTold, told, type CaseFile, type Told } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import type { FactorFound } from '../finding.js'
import type { Leaf } from '../leaf.js'
import { isStatus, nameOf, responsibleOf } from '../reading.js'
import { excluded, holds, say, silent, type CauseRule, type Exhibit, type Verdict } from '../verdict.js'
import { sayTime } from '../wording/plain.js'
import { acknowledgement } from './begun.js'
import { isSaidExecutedOtherwise } from './executed-otherwise.js'

/** A status that says that the other side reviews it. */
const isReview = ({ event }: Told<'TransferStatusReported'>): boolean =>
  isStatus(event.status, 'BLCK', 'ACWP') ||
  (isStatus(event.status, 'PDNG') && event.reason !== undefined && isStatus(event.reason, 'PRSY', 'IAAD', 'ESCA'))

/** A status that says that cover (G004) or papers (G003) are awaited. */
const awaited = ({ event }: Told<'TransferStatusReported'>): 'G003' | 'G004' | null => {
  const code = [event.status, event.reason].find((one) => one !== undefined && isStatus(one, 'G003', 'G004'))?.code
  return code === 'G003' || code === 'G004' ? code : null
}

/** What was last said about where it stands: of several words the one that was true last, whenever it came in. */
const lastStatus = (file: CaseFile): Told<'TransferStatusReported'> | undefined =>
  told(file, 'TransferStatusReported')
    .filter(({ event }) => event.status.codeSet !== 'waybill')
    .toSorted((one, other) =>
      one.event.asOf === other.event.asOf ? one.sequence - other.sequence : one.event.asOf < other.event.asOf ? -1 : 1,
    )
    .at(-1)

/** Accepted and not finished: money left the payer and nothing is final, or a review stops it before. */
const isUnderWay = (transfer: Transfer): boolean =>
  transfer.earlyEnding === null &&
  (inTransit(transfer) > 0n || (transfer.confirmed === 0n && transfer.openHolds.length > 0))

const finishedBy = (file: CaseFile): Exhibit | null => {
  const event =
    lastTold(file, 'TransferCredited') ?? lastTold(file, 'TransferFailed') ?? lastTold(file, 'TransferReturned')
  return event === null
    ? null
    : exhibit(file.slice, event, say('It is not under way any more.', '该笔转账已不在处理中。'))
}

const underWay = (file: CaseFile, judge: (transfer: Transfer) => Verdict): Verdict => {
  const { transfer } = file
  if (transfer === null || isSaidExecutedOtherwise(file)) return silent
  if (isUnderWay(transfer)) return judge(transfer)
  const finished = finishedBy(file)
  return finished === null ? silent : excluded(finished)
}

/** Declared holidays and weekends that overlap the way of the transfer. */
const restDays = (file: CaseFile, from: string): ReadonlyArray<Told<'WindowOpened'>> =>
  inSlice(file.slice, 'WindowOpened').filter(
    ({ event }) =>
      (event.kind === 'HOLIDAY' || event.kind === 'WEEKEND') &&
      event.from <= file.now &&
      (event.until === undefined || event.until > from),
  )

const holidayFactor = (
  file: CaseFile,
  from: string,
): { readonly factors: ReadonlyArray<FactorFound>; readonly evidence: ReadonlyArray<Exhibit> } => {
  const evidence = restDays(file, from).map((window) =>
    exhibit(
      file.slice,
      window,
      say(
        `A ${window.event.kind.toLowerCase()} was declared from ${sayTime(window.event.from).en}.`,
        `已公告自${sayTime(window.event.from).zh}起的${window.event.kind === 'HOLIDAY' ? '假期' : '周末'}。`,
      ),
    ),
  )
  return {
    evidence,
    factors:
      evidence.length === 0
        ? []
        : [{ factor: 'HOLIDAY', wouldHaveChanged: 'not testable', evidence: evidence.map(({ id }) => id) }],
  }
}

const heldForReview: CauseRule = {
  leaf: 'D4',
  judge: (file) =>
    underWay(file, (transfer) => {
      const holdId = transfer.openHolds[transfer.openHolds.length - 1]
      const status = lastStatus(file)
      if (holdId === undefined) {
        if (status === undefined || !isReview(status)) {
          const released = lastTold(file, 'TransferReleased')
          return released === null
            ? silent
            : excluded(exhibit(file.slice, released, say('The review freed it.', '审核已放行。')))
        }
        return holds({
          evidence: [
            exhibit(
              file.slice,
              status,
              say(
                `${nameOf(status.event.by)} says that it is held for a review (${status.event.status.code}).`,
                `${nameOf(status.event.by)} 称正在审核（${status.event.status.code}）。`,
              ),
            ),
          ],
          responsible: responsibleOf(status.event.by),
        })
      }
      const held = told(file, 'TransferHeld').find(({ event }) => event.holdId === holdId)
      if (held === undefined) return silent
      const rest = holidayFactor(file, held.occurredAt)
      const review: FactorFound = {
        factor: held.event.kind === 'REGULATORY' ? 'REGULATORY_ORDER' : 'COMPLIANCE_REVIEW',
        wouldHaveChanged: 'yes',
        evidence: [`event-${held.sequence}`],
      }
      return holds({
        evidence: [
          exhibit(
            file.slice,
            held,
            say(
              `It is held for a check since ${sayTime(held.occurredAt).en} by rule ${held.event.rule}, version ${held.event.ruleVersion}.`,
              `自${sayTime(held.occurredAt).zh}起因规则 ${held.event.rule}（版本 ${held.event.ruleVersion}）暂缓处理，等待核查。`,
            ),
          ),
          derived(file.slice, 'absence-release', 'Absence', say('No release is recorded.', '没有放行的记录。')),
        ],
        responsible: responsibleOf(held.event.by),
        factors: [review, ...rest.factors],
        factorEvidence: rest.evidence,
      })
    }),
}

/** The other side waits for cover or papers. */
const coverOrPapersMissing: CauseRule = {
  leaf: 'D7',
  judge: (file) =>
    underWay(file, (transfer) => {
      const status = lastStatus(file)
      const code = status === undefined ? null : awaited(status)
      const before = told(file, 'TransferStatusReported').findLast((one) => awaited(one) !== null)
      if (status === undefined || code === null || transfer.openHolds.length > 0)
        return before === undefined || status === undefined
          ? silent
          : excluded(exhibit(file.slice, status, say('It is awaited no more.', '已不再等待。')))
      const name = nameOf(status.event.by)
      const what = code === 'G004' ? say('the cover for it', '头寸') : say('documents about it', '相关文件')
      const who = code === 'G004' ? 'operator' : name
      return holds({
        evidence: [
          exhibit(
            file.slice,
            status,
            say(
              `${name} said on ${sayTime(status.event.asOf).en} that it waits for ${what.en} (${code}).`,
              `${name} 于${sayTime(status.event.asOf).zh}称正在等待${what.zh}（${code}）。`,
            ),
          ),
        ],
        responsible: code === 'G004' ? { party: 'SENDING_INSTITUTION' } : { party: 'UNDETERMINED' },
        missing: [
          {
            what:
              code === 'G004'
                ? say('when the cover was sent', '头寸的划付时间')
                : say('which documents are awaited', '需要哪些文件'),
            who,
            how: say('answer the status, or ask what it needs', '答复该状态，或询问所需内容'),
            by: promised(file),
            wouldDecide: ['D7'],
          },
        ],
      })
    }),
}

/** The instruction itself names a later time. */
const meantForLater: CauseRule = {
  leaf: 'D9',
  judge: (file) =>
    underWay(file, (transfer) => {
      const { notBefore } = transfer.instruction
      const initiated = lastTold(file, 'TransferInitiated')
      if (initiated === null || transfer.openHolds.length > 0 || transfer.doubt !== null) return silent
      if (notBefore === undefined)
        return excluded(exhibit(file.slice, initiated, say('It was to go at once.', '指令要求立即执行。')))
      if (notBefore <= file.now)
        return excluded(
          exhibit(
            file.slice,
            initiated,
            say(`It was to go from ${sayTime(notBefore).en} on.`, `指令要求自${sayTime(notBefore).zh}起执行。`),
          ),
        )
      if (transfer.submission !== null) return silent
      return holds({
        evidence: [
          exhibit(
            file.slice,
            initiated,
            say(
              `The instruction says that it goes from ${sayTime(notBefore).en} on, not before.`,
              `指令规定自${sayTime(notBefore).zh}起才执行。`,
            ),
          ),
        ],
        responsible: { party: 'CUSTOMER' },
      })
    }),
}

const promised = (file: CaseFile): string | null => file.transfer?.instruction.promisedBy ?? null

const lastWord = (
  file: CaseFile,
): Told<'TransferStatusReported'> | Told<'TransferSubmitted'> | Told<'StatusInquiryAnswered'> | null => {
  return lastStatus(file) ?? acknowledgement(file)
}

/** Their side has it, their deadline has passed, and nothing came since. */
const otherSideSlow = (leaf: 'D5' | 'D6'): CauseRule => ({
  leaf,
  judge: (file) =>
    underWay(file, (transfer) => {
      if (transfer.openHolds.length > 0 || transfer.doubt !== null) return silent
      const heard = lastWord(file)
      const due = promised(file)
      if (heard === null || due === null || due > file.now) return silent
      const isThirdParty = heard.event.by.role === 'THIRD_PARTY'
      if (isThirdParty !== (leaf === 'D6')) return silent
      const status = lastStatus(file)
      if (
        status !== undefined &&
        (isReview(status) || awaited(status) !== null || isStatus(status.event.status, 'RJCT', 'CANC'))
      )
        return silent
      const rest = holidayFactor(file, heard.occurredAt)
      const rivals: ReadonlyArray<Leaf> = rest.evidence.length > 0 ? ['D3'] : []
      const name = nameOf(heard.event.by)
      return holds({
        evidence: [
          exhibit(
            file.slice,
            heard,
            say(
              `${name} had it on ${sayTime(heard.occurredAt).en} and has said nothing since.`,
              `${name} 于${sayTime(heard.occurredAt).zh}已收到，此后再无消息。`,
            ),
          ),
          derived(
            file.slice,
            'promise-passed',
            'Clock',
            say(`It was promised by ${sayTime(due).en}.`, `承诺到账时间为${sayTime(due).zh}。`),
          ),
        ],
        rivals,
        responsible: responsibleOf(heard.event.by),
        factors: rest.factors,
        factorEvidence: rest.evidence,
        missing: [
          {
            what: say(`where it stands at ${name}`, `该笔转账在 ${name} 的处理状态`),
            who: name,
            how: say('status inquiry, then a claim of non-receipt', '先查询状态，之后提出款项未收妥的申诉'),
            by: null,
            wouldDecide: [leaf],
          },
        ],
      })
    }),
})

/** The time to confirm has passed by the instruction itself, and nobody wrote that it expired: what is reserved stays so. */
const expiryOverdue = (file: CaseFile): Verdict | null => {
  const { transfer } = file
  const expiresAt = transfer?.instruction.expiresAt
  if (transfer === null || !isReserved(transfer) || expiresAt === undefined || expiresAt > file.now) return null
  const initiated = lastTold(file, 'TransferInitiated')
  return holds({
    evidence: [
      ...(initiated === null
        ? []
        : [
            exhibit(
              file.slice,
              initiated,
              say(`It could be confirmed until ${sayTime(expiresAt).en}.`, `确认期限为${sayTime(expiresAt).zh}。`),
            ),
          ]),
      derived(
        file.slice,
        'expiry-overdue',
        'Absence',
        say(
          'That it expired is not recorded, so the amount is still reserved.',
          '没有过期失效的记录，因此金额仍被冻结。',
        ),
      ),
    ],
    responsible: { party: 'ENGINE' },
  })
}

/** Our own next step is overdue and nobody else's is outstanding. */
const stuckHere: CauseRule = {
  leaf: 'D8',
  judge: (file) =>
    expiryOverdue(file) ??
    underWay(file, (transfer) => {
      if (transfer.openHolds.length > 0 || transfer.submission !== null || transfer.confirmed === 0n) {
        const started = lastTold(file, 'SubmissionStarted')
        return started === null
          ? silent
          : excluded(
              exhibit(
                file.slice,
                started,
                say('Our step was done: it was handed on.', '我方步骤已完成：已转交下一方。'),
              ),
            )
      }
      const confirmation = lastTold(file, 'TransferConfirmed')
      const due = promised(file)
      const { notBefore } = transfer.instruction
      if (confirmation === null || due === null || due > file.now) return silent
      if (notBefore !== undefined && notBefore > file.now) return silent
      const step = transfer.instruction.rail === bookRail ? say('the credit', '入账') : say('the submission', '提交')
      return holds({
        evidence: [
          exhibit(
            file.slice,
            confirmation,
            say(
              `It was confirmed on ${sayTime(confirmation.occurredAt).en}.`,
              `该笔转账于${sayTime(confirmation.occurredAt).zh}确认。`,
            ),
          ),
          derived(
            file.slice,
            'step-overdue',
            'Absence',
            say(
              `Our next step, ${step.en}, is not recorded, although arrival was promised by ${sayTime(due).en}.`,
              `我方下一步（${step.zh}）没有记录，而承诺到账时间为${sayTime(due).zh}。`,
            ),
          ),
        ],
        responsible: { party: 'ENGINE' },
      })
    }),
}

const inTime: CauseRule = {
  leaf: 'D1',
  judge: (file) =>
    underWay(file, (transfer) => {
      const due = promised(file)
      if (
        due === null ||
        due <= file.now ||
        transfer.openHolds.length > 0 ||
        transfer.doubt !== null ||
        transfer.confirmed === 0n
      )
        return silent
      const refused = told(file, 'TransferStatusReported').some(({ event }) => isStatus(event.status, 'RJCT', 'CANC'))
      if (refused) return silent
      return holds({
        evidence: [
          derived(
            file.slice,
            'promise-ahead',
            'Clock',
            say(
              `It is promised by ${sayTime(due).en}, which is still ahead.`,
              `承诺到账时间为${sayTime(due).zh}，尚未到期。`,
            ),
          ),
        ],
        responsible: { party: 'NONE' },
      })
    }),
}

/** In the documented order: a review before what is missing, our own step before anybody else's, and what is in time last. */
export const unfinished: ReadonlyArray<CauseRule> = [
  heldForReview,
  coverOrPapersMissing,
  stuckHere,
  otherSideSlow('D5'),
  otherSideSlow('D6'),
  meantForLater,
  inTime,
]
