import {
  arrived,
  bookRail,
  compensated,
  inTransit,
  isOurs,
  later,
  madeGood,
  openExceptions,
  openRecall,
  outstandingProvisional,
  roomFor,
  sameAccount,
  stillOwed,
  withPayee,
  type Code,
  type CommandWord,
  type Dispute,
  type Money,
  type Party,
  type Recorded,
  type Transfer,
  type TransferException,
} from '@waybill/core'
import type { Bilingual, CauseFound, Finding, SafetyClass } from '../finding.js'
import type { Leaf } from '../leaf.js'
import { say } from '../verdict.js'
import { sayAccount, sayMoney } from '../wording/plain.js'
import type { Remedy, RemedyCondition, RemedyName, RemedyStep } from './remedy.js'
import {
  accountTakesIt,
  payeeNamed,
  doneByHand,
  findingConfirmed,
  findingProbableOrName,
  fundsStillThere,
  guardedConditions,
  legsInThisBook,
  logIntact,
  neverAllowed,
  noOtherRemedyOpen,
  notCompensated,
  proposedConditions,
  safeConditions,
} from './remedy-conditions.js'
import { engineAsActor, type RemedyLoss, type RemedySituation } from './remedy-situation.js'

type Event = Recorded['event']
type Told<W extends Event['_tag']> = Extract<Event, { readonly _tag: W }>

type Draft = {
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

type Rule = (finding: Finding, situation: RemedySituation, transfer: Transfer) => ReadonlyArray<Draft>

const told = <W extends Event['_tag']>({ story }: RemedySituation, word: W): ReadonlyArray<Told<W>> =>
  story.map(({ event }) => event).filter((event): event is Told<W> => event._tag === word)

const holdsIn = (finding: Finding, ...leaves: ReadonlyArray<Leaf>): CauseFound | undefined =>
  [finding.cause, ...finding.secondary].find(({ leaf }) => leaves.includes(leaf))

const sumIn = (transfer: Transfer, minorUnits: bigint): Money => ({
  minorUnits,
  currency: transfer.instruction.amount.currency,
})

const json = ({ minorUnits, currency }: Money) => ({ minorUnits: minorUnits.toString(), currency })

const command =
  (word: CommandWord, payload: object) =>
  (key: string): RemedyStep => ({
    _tag: 'Command',
    word,
    payload: { commandId: key, ...payload },
  })

/** Who asks and who approves, as they stand in what is sent: a person where one gave their name, else the engine and who consented to its policy. */
const asker = (situation: RemedySituation): Party => {
  const [name] = situation.approvals
  return name === undefined ? engineAsActor(situation) : { role: 'OPERATOR', name }
}

const twoNames = (situation: RemedySituation): { readonly by: Party; readonly approvedBy: Party } => {
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

const never = (remedy: RemedyName, says: Bilingual, en: string, zh: string): Draft => ({
  remedy,
  safety: 'never',
  says,
  conditions: [neverAllowed(en, zh)],
})

/** A final refusal that came as a mere status moved no money; recorded as what it is, it gives it back. */
const releaseKept: Rule = (finding, situation, transfer) => {
  if (holdsIn(finding, 'C6') === undefined || inTransit(transfer) === 0n) return []
  const refusal = told(situation, 'TransferStatusReported').findLast(
    ({ status }) => status.codeSet.startsWith('ISO20022') && (status.code === 'RJCT' || status.code === 'CANC'),
  )
  if (refusal === undefined) return []
  const amount = sumIn(transfer, inTransit(transfer))
  const { transferId } = situation
  const reason: Code = refusal.reason ?? refusal.status
  return [
    {
      remedy: 'RELEASE_KEPT',
      safety: 'safe',
      says: say(
        `Record the refusal as final, so that ${sayMoney(amount).en} goes back to the payer.`,
        `将拒绝记为最终结果，${sayMoney(amount).zh}退回付款方。`,
      ),
      amount,
      accounts: transfer.instruction.funding.map(({ account }) => account),
      send: (key) => ({
        _tag: 'Report',
        word: 'ReportRefused',
        payload: { transferId, reportId: key, by: refusal.by, asOf: refusal.asOf, reason },
      }),
      conditions: [...safeConditions(finding, situation), legsInThisBook(isOurs(transfer.instruction.payer))],
    },
  ]
}

const inquire: Rule = (finding, situation, transfer) => {
  if (transfer.submission === null || inTransit(transfer) === 0n) return []
  const doubt = holdsIn(finding, 'B4') !== undefined || transfer.doubt !== null
  const slow = holdsIn(finding, 'D5', 'D6') !== undefined
  const { rail } = transfer.instruction
  const waits = transfer.inquiries.some(({ answered, answerDueAt }) => !answered && answerDueAt > situation.now)
  const conditions = [logIntact(finding), ...(waits ? [doneByHand] : [])]
  const asked = {
    safety: 'safe',
    says: waits
      ? say(
          `Wait for the answer of ${rail}: it was asked, and its time is not over.`,
          `等待 ${rail} 答复：已查询，期限未到。`,
        )
      : say(`Ask ${rail} what became of it, under the same reference.`, `用同一参考号向 ${rail} 查询结果。`),
    send: (): RemedyStep => ({ _tag: 'Inquire' }),
    loss: { part: `inquiry-${transfer.inquiries.length}` },
    conditions,
  } as const
  return [
    ...(doubt || slow ? [{ ...asked, remedy: doubt ? ('INQUIRE' as const) : ('CHASE' as const) }] : []),
    never(
      'SUBMIT_AGAIN',
      say('Send it again.', '再次发送。'),
      'the first may still arrive, and then it would be paid twice',
      '第一笔仍可能到账，再发就会重复付款',
    ),
  ]
}

const heldForReview: Rule = (finding, _situation, transfer) =>
  transfer.openHolds.length === 0 && holdsIn(finding, 'D4') === undefined
    ? []
    : [
        never(
          'RELEASE_HOLD',
          say('Release it without the reviewer.', '绕过审查人员放行。'),
          'only whoever does the review releases it',
          '只有负责审查的人员可以放行',
        ),
      ]

/** Our own next step, under the one key of the transfer. */
const dueStep: Rule = (finding, situation, transfer) => {
  const stuck = holdsIn(finding, 'D8')
  if (stuck === undefined || transfer.confirmed === 0n || inTransit(transfer) === 0n) return []
  const { payee, rail } = transfer.instruction
  const amount = sumIn(transfer, inTransit(transfer))
  const { transferId } = situation
  const inBook = rail === bookRail && isOurs(payee)
  const step: Draft = {
    remedy: 'TAKE_DUE_STEP',
    safety: 'guarded',
    says: inBook
      ? say(
          `Take our overdue step: credit ${payee.account} with ${sayMoney(amount).en}.`,
          `执行逾期步骤：向${payee.account}入账${sayMoney(amount).zh}。`,
        )
      : say(`Take our overdue step: hand it to ${rail}, once.`, `执行逾期步骤：向 ${rail} 提交一次。`),
    amount,
    accounts: inBook ? [payee.account] : [],
    loss: { madeGood: madeGood(transfer) + arrived(transfer) },
    send: inBook ? command('CreditTransfer', { transferId, amount: json(amount) }) : () => ({ _tag: 'Submit' }),
    conditions: [...guardedConditions(finding, situation, 'TAKE_DUE_STEP', amount), notCompensated(situation)],
  }
  const provisional = transfer.disputes.find(({ disputeId }) => outstandingProvisional(transfer, disputeId) > 0n)
  if (provisional === undefined) return [step]
  const given = sumIn(transfer, outstandingProvisional(transfer, provisional.disputeId))
  const reason = 'the transfer goes on'
  return [
    step,
    {
      remedy: 'RESCIND_AND_GO_ON',
      safety: 'propose',
      says: say(
        `Take back the ${sayMoney(given).en} that was given until the decision, and let the transfer go on.`,
        `收回暂付的${sayMoney(given).zh}，并让转账继续。`,
      ),
      amount: given,
      accounts: transfer.instruction.funding.map(({ account }) => account),
      loss: { part: provisional.disputeId, madeGood: madeGood(transfer) },
      send: command('RescindProvisionalCredit', {
        transferId,
        disputeId: provisional.disputeId,
        by: asker(situation),
        reason,
        amount: json(given),
      }),
      then: 'TAKE_DUE_STEP',
      conditions: proposedConditions(finding),
    },
  ]
}

/** What was executed beyond the instruction and stands on an account of this book. */
const excessHere: Rule = (finding, situation, transfer) =>
  openExceptions(transfer).flatMap(({ kind, open, bookedOn, exceptionId }): ReadonlyArray<Draft> => {
    if (kind !== 'EXECUTED_BEYOND' || bookedOn === null || bookedOn.includes(':')) return []
    const amount = sumIn(transfer, open)
    return [
      {
        remedy: 'TAKE_BACK_EXCESS',
        safety: 'guarded',
        says: say(
          `Take back the ${sayMoney(amount).en} that ${bookedOn} was credited with beyond the instruction.`,
          `收回超出指令记入${bookedOn}的${sayMoney(amount).zh}。`,
        ),
        amount,
        accounts: [bookedOn],
        loss: { part: exceptionId, madeGood: open },
        send: command('ResolveException', {
          transferId: situation.transferId,
          exceptionId,
          how: 'RETURNED_TO_SOURCE',
          by: asker(situation),
          reason: `executed beyond the instruction (${finding.digest.slice(0, 19)})`,
          amount: json(amount),
        }),
        conditions: [
          ...guardedConditions(finding, situation, 'TAKE_BACK_EXCESS', amount),
          legsInThisBook(true),
          fundsStillThere(situation, bookedOn, amount),
        ],
      },
    ]
  })

/** Money of the transfer on an account of this book that is not the payee's. */
const misplaced = (transfer: Transfer): ReadonlyArray<{ readonly account: string; readonly minorUnits: bigint }> => {
  const { payee } = transfer.instruction
  let rest = transfer.creditedElsewhere
  return transfer.executions.flatMap(({ account, minorUnits }) => {
    if (!isOurs(account) || sameAccount(account, payee) || rest === 0n) return []
    const part = minorUnits < rest ? minorUnits : rest
    rest -= part
    return [{ account: account.account, minorUnits: part }]
  })
}

const correctDestination: Rule = (finding, situation, transfer) => {
  if (holdsIn(finding, 'F1') === undefined) return []
  const { payee } = transfer.instruction
  const corrections = misplaced(transfer)
    .slice(0, 1)
    .map(({ account, minorUnits }): Draft => {
      const amount = sumIn(transfer, minorUnits)
      return {
        remedy: 'CORRECT_DESTINATION',
        safety: 'guarded',
        says: say(
          `Bring ${sayMoney(amount).en} from ${account}, which got it by mistake, to the payee ${sayAccount(payee).en}.`,
          `将误入${account}的${sayMoney(amount).zh}更正至收款方${sayAccount(payee).zh}。`,
        ),
        amount,
        accounts: [account, payee.account],
        loss: { part: account, madeGood: madeGood(transfer) + arrived(transfer) },
        send: command('PostCorrection', {
          transferId: situation.transferId,
          from: account,
          to: payee.account,
          amount: json(amount),
          corrects: 'a credit of the wrong account',
          reason: `executed to another account than confirmed (${finding.digest.slice(0, 19)})`,
          ...twoNames(situation),
        }),
        conditions: [
          ...guardedConditions(finding, situation, 'CORRECT_DESTINATION', amount),
          legsInThisBook(isOurs(payee)),
          fundsStillThere(situation, account, amount),
          notCompensated(situation),
        ],
      }
    })
  const confirmed = told(situation, 'ConfirmationShown').at(-1)?.shown.payee
  if (confirmed === undefined || confirmed.account === payee.account) return corrections
  if (!isOurs(payee) || arrived(transfer) === 0n) return corrections
  return [...corrections, reversal(finding, situation, transfer, 'REVERSE_MISPOSTING', arrived(transfer))]
}

const reversal = (
  finding: Finding,
  situation: RemedySituation,
  transfer: Transfer,
  remedy: 'REVERSE_MISPOSTING' | 'REVERSE_DIFFERENCE',
  minorUnits: bigint,
): Draft => {
  const { payee, payer, rail } = transfer.instruction
  const amount = sumIn(transfer, minorUnits)
  return {
    remedy,
    safety: 'guarded',
    says:
      remedy === 'REVERSE_MISPOSTING'
        ? say(
            `Take ${sayMoney(amount).en} back from ${payee.account}, which the customer never confirmed, and give it to the payer.`,
            `从客户从未确认的${payee.account}收回${sayMoney(amount).zh}并退还付款方。`,
          )
        : say(
            `Take back only the ${sayMoney(amount).en} that went beyond the confirmed amount.`,
            `只收回超出确认金额的${sayMoney(amount).zh}。`,
          ),
    amount,
    accounts: [payee.account, ...transfer.instruction.funding.map(({ account }) => account)],
    loss: { madeGood: madeGood(transfer) },
    send: command('ReverseTransfer', {
      transferId: situation.transferId,
      amount: json(amount),
      kind: remedy === 'REVERSE_MISPOSTING' ? 'MISPOSTING' : 'WRONG_AMOUNT',
      by: asker(situation),
      authority: `correction of our own entry (${finding.digest.slice(0, 19)})`,
      cause: finding.cause.leaf,
    }),
    conditions: [
      ...guardedConditions(finding, situation, remedy, amount),
      legsInThisBook(rail === bookRail && isOurs(payee) && isOurs(payer)),
      fundsStillThere(situation, payee.account, amount),
    ],
  }
}

/** What was recorded beyond the amount that the customer confirmed, and was not taken back or made good. */
const beyondConfirmed = (finding: Finding, situation: RemedySituation, transfer: Transfer): bigint => {
  const confirmed = told(situation, 'ConfirmationShown').at(-1)?.shown.amount
  const { amount } = transfer.instruction
  if (holdsIn(finding, 'F2') === undefined || confirmed?.currency !== amount.currency) return 0n
  return amount.minorUnits - confirmed.minorUnits - madeGood(transfer)
}

/** More was recorded and executed than the customer confirmed: the difference, never the whole. */
const reverseDifference: Rule = (finding, situation, transfer) => {
  const beyond = beyondConfirmed(finding, situation, transfer)
  const there = arrived(transfer)
  const difference = beyond < there ? beyond : there
  return difference > 0n ? [reversal(finding, situation, transfer, 'REVERSE_DIFFERENCE', difference)] : []
}

/**
 * What each source paid and has not got back, the last that paid first: that is the order in which they get it. What went to another
 * account in place of a source counts for the first that lacks it.
 */
const shortOf = (
  situation: RemedySituation,
  { instruction }: Transfer,
): ReadonlyArray<{ readonly account: string; readonly minorUnits: bigint }> => {
  const back = [
    ...[...told(situation, 'TransferReturned'), ...told(situation, 'TransferFailed')].flatMap(
      ({ allocation }) => allocation,
    ),
    ...told(situation, 'CorrectionPosted').flatMap(({ from, to, amount }) =>
      from.startsWith('suspense:') ? [{ account: to, amount }] : [],
    ),
  ].filter(({ account }) => !account.includes(':'))
  const backOn = (account: string): bigint =>
    back.reduce((sum, share) => (share.account === account ? sum + share.amount.minorUnits : sum), 0n)
  const sources = [...instruction.funding].reverse()
  const own = sources.map(({ account, amount }) => {
    const got = backOn(account)
    return got < amount.minorUnits ? got : amount.minorUnits
  })
  let inPlace =
    back.reduce((sum, { amount }) => sum + amount.minorUnits, 0n) -
    own.reduce((sum, minorUnits) => sum + minorUnits, 0n)
  return sources.map(({ account, amount }, index) => {
    const short = amount.minorUnits - (own[index] ?? 0n)
    const covered = inPlace < short ? inPlace : short
    inPlace -= covered
    return { account, minorUnits: short - covered }
  })
}

/** What came back and could not be given to whoever had paid stands in suspense: to each source what of it is its own. */
const postReturn: Rule = (finding, situation, transfer) => {
  const { currency } = transfer.instruction.amount
  const suspense = `suspense:${currency}`
  let waiting =
    [...told(situation, 'TransferReturned'), ...told(situation, 'TransferFailed')]
      .flatMap(({ allocation }) => allocation)
      .filter(({ account }) => account === suspense)
      .reduce((sum, { amount }) => sum + amount.minorUnits, 0n) -
    told(situation, 'CorrectionPosted')
      .filter(({ from }) => from === suspense)
      .reduce((sum, { amount }) => sum + amount.minorUnits, 0n)
  return shortOf(situation, transfer).flatMap(({ account, minorUnits }): ReadonlyArray<Draft> => {
    const share = waiting < minorUnits ? waiting : minorUnits
    if (share <= 0n) return []
    waiting -= share
    const amount = sumIn(transfer, share)
    const to = situation.takesCredit(account) ? account : (situation.payTo ?? account)
    return [
      {
        remedy: 'POST_RETURN',
        safety: 'guarded',
        says: say(
          `Give the ${sayMoney(amount).en} that came back and waits in suspense to ${to}${to === account ? '' : `, in place of ${account}`}.`,
          `将已退回但挂账的${sayMoney(amount).zh}记入${to}${to === account ? '' : `（代替${account}）`}。`,
        ),
        amount,
        accounts: [to, suspense],
        loss: { part: `suspense-${account}`, madeGood: share },
        send: command('PostCorrection', {
          transferId: situation.transferId,
          from: suspense,
          to,
          amount: json(amount),
          corrects: 'a return that waits in suspense',
          reason: `the money came back and is the payer's (${finding.digest.slice(0, 19)})`,
          ...twoNames(situation),
        }),
        conditions: [
          ...guardedConditions(finding, situation, 'POST_RETURN', amount),
          legsInThisBook(isOurs(transfer.instruction.payer)),
          ...(to === account ? [] : [payeeNamed]),
          accountTakesIt(situation, to),
          notCompensated(situation),
        ],
      },
    ]
  })
}

const recallReasons: Partial<Record<Leaf, Code>> = {
  F1: { codeSet: 'ISO20022', code: 'TECH' },
  F2: { codeSet: 'ISO20022', code: 'AM09' },
  F4: { codeSet: 'ISO20022', code: 'DUPL' },
  H1: { codeSet: 'ISO20022', code: 'FRAD' },
  H3: { codeSet: 'ISO20022', code: 'FRAD' },
  G1: { codeSet: 'ISO20022', code: 'AC03' },
  G2: { codeSet: 'ISO20022', code: 'AC03' },
  G3: { codeSet: 'ISO20022', code: 'AM09' },
  G4: { codeSet: 'ISO20022', code: 'DUPL' },
  G5: { codeSet: 'ISO20022', code: 'AC03' },
}

/** What is outside may only be asked for. */
const recall: Rule = (finding, situation, transfer) => {
  const { leaf } = finding.cause
  const reason = recallReasons[leaf]
  if (reason === undefined) return []
  const { rail, payee } = transfer.instruction
  const pull = never(
    'TAKE_FROM_HOLDER',
    say('Take the money from the account that received it.', '直接从收款账户扣回资金。'),
    "the holder's consent or an authority's order is missing",
    '缺少账户持有人同意或有权机关的命令',
  )
  const byMistakeOfOurs = leaf === 'F1' || leaf === 'F2' || leaf === 'F4'
  if (rail === bookRail) return byMistakeOfOurs ? [] : [pull]
  // What was never handed to a rail by us can be asked of nobody.
  if (transfer.submission === null) return [pull]
  const outside = leaf === 'F4' ? excessOutside(transfer) : withPayee(transfer) + inTransit(transfer)
  if (outside === 0n || openRecall(transfer) !== null) return [pull]
  const largest = sumIn(transfer, outside)
  const statedMeant = finding.next.some(({ action }) => action === 'REQUEST_RECALL')
  return [
    {
      remedy: 'REQUEST_RECALL',
      safety: 'propose',
      says: say(
        `Ask for ${sayMoney(largest).en} back. The other side may refuse, and nothing moves until they send it.`,
        `请求退回${sayMoney(largest).zh}。对方可以拒绝，在其退回之前资金不动。`,
      ),
      amount: largest,
      loss: { part: `recall-${transfer.recalls.length}`, madeGood: madeGood(transfer) },
      send: (key) =>
        command('RequestRecall', {
          transferId: situation.transferId,
          recallId: key,
          to: {
            role: 'RECEIVING_INSTITUTION',
            ...(payee.institution === undefined ? {} : { name: payee.institution }),
          },
          reason,
          answerDueAt: later(situation.now, situation.recallAnswerMs),
          amount: json(largest),
        })(key),
      conditions: [
        ...proposedConditions(finding),
        ...(statedMeant || byMistakeOfOurs ? [] : [findingConfirmed(finding)]),
      ],
    },
    pull,
  ]
}

const excessOutside = (transfer: Transfer): bigint =>
  openExceptions(transfer).reduce(
    (sum, { kind, open, bookedOn }) => (kind === 'EXECUTED_BEYOND' && bookedOn === null ? sum + open : sum),
    0n,
  )

const writeOff: Rule = (finding, situation, transfer) =>
  openExceptions(transfer).flatMap(({ exceptionId, kind, open }: TransferException): ReadonlyArray<Draft> => {
    if (kind !== 'EXECUTED_BEYOND' && kind !== 'CREDITED_LATE') return []
    const amount = sumIn(transfer, open)
    return [
      {
        remedy: 'WRITE_OFF',
        safety: 'propose',
        says: say(
          `Let us bear the ${sayMoney(amount).en} that nobody gives back. Two people answer for it by name.`,
          `由我方承担无人退还的${sayMoney(amount).zh}。须有两人具名负责。`,
        ),
        amount,
        loss: { part: exceptionId, madeGood: open },
        send: command('WriteOffException', {
          transferId: situation.transferId,
          exceptionId,
          amount: json(amount),
          reason: `nobody gives it back (${finding.digest.slice(0, 19)})`,
          ...twoNames(situation),
        }),
        approvalsNeeded: 2,
        conditions: [...proposedConditions(finding), noOtherRemedyOpen(situation)],
      },
    ]
  })

/** What the dispute allows at its stage: only ever what the loss leaves room for. */
const ofDispute = (
  finding: Finding,
  situation: RemedySituation,
  transfer: Transfer,
  dispute: Dispute,
): ReadonlyArray<Draft> => {
  const { transferId } = situation
  const { disputeId } = dispute
  const by = asker(situation)
  const accounts = transfer.instruction.funding.map(({ account }) => account)
  const good = sumIn(transfer, madeGood(transfer))
  const alreadyMadeGood = json(good)
  const outstanding = outstandingProvisional(transfer, disputeId)
  const room = roomFor(transfer, dispute)
  const canBeGiven = isOurs(transfer.instruction.payer) && accounts.length > 0 && transfer.confirmed > 0n
  const drafts: Draft[] = []
  const propose = (
    remedy: RemedyName,
    minorUnits: bigint,
    word: CommandWord,
    says: (sum: Bilingual) => Bilingual,
    payload: object,
  ): void => {
    const amount = sumIn(transfer, minorUnits)
    drafts.push({
      remedy,
      safety: 'propose',
      says: says(sayMoney(amount)),
      amount,
      accounts,
      loss:
        word === 'GrantProvisionalCredit' || word === 'PayRestitution'
          ? { madeGood: good.minorUnits }
          : { part: `${disputeId}-${outstanding}`, madeGood: good.minorUnits },
      send: command(word, { transferId, disputeId, by, amount: json(amount), ...payload }),
      conditions: [
        logIntact(finding),
        // Until a decision, money is given before the cause is known: that is what it is for.
        ...(word === 'PayRestitution' || word === 'MakeProvisionalCreditFinal' ? [findingProbableOrName(finding)] : []),
        ...(outstanding === 0n ? [noOtherRemedyOpen(situation)] : []),
      ],
    })
  }
  if ((dispute.phase === 'OPEN' || dispute.phase === 'UNDER_REVIEW') && room > 0n && canBeGiven)
    propose(
      'GRANT_PROVISIONAL_CREDIT',
      room,
      'GrantProvisionalCredit',
      (sum) =>
        say(
          `Give the payer ${sum.en} until the dispute is decided. It is taken back if the money turns up.`,
          `在争议裁定前先垫付${sum.zh}给付款方。若款项找回则收回。`,
        ),
      { alreadyMadeGood },
    )
  if (dispute.phase !== 'RESOLVED') return drafts
  const owed = stillOwed(transfer, dispute)
  const final = outstanding < owed ? outstanding : owed
  if (final > 0n)
    propose(
      'MAKE_PROVISIONAL_CREDIT_FINAL',
      final,
      'MakeProvisionalCreditFinal',
      (sum) => say(`Let the payer keep the ${sum.en}, as it was decided.`, `按裁定让付款方保留${sum.zh}。`),
      {},
    )
  const toPay = owed - final < room ? owed - final : room
  if (toPay > 0n && canBeGiven)
    propose(
      'PAY_RESTITUTION',
      toPay,
      'PayRestitution',
      (sum) => say(`Pay the payer ${sum.en}, as it was decided.`, `按裁定向付款方支付${sum.zh}。`),
      { alreadyMadeGood },
    )
  if (outstanding > 0n && owed === 0n)
    propose(
      'RESCIND_PROVISIONAL_CREDIT',
      outstanding,
      'RescindProvisionalCredit',
      (sum) => say(`Take back the ${sum.en} that was given until the decision.`, `收回裁定前暂付的${sum.zh}。`),
      { reason: 'nothing more is owed' },
    )
  if (outstanding === 0n && owed === 0n)
    drafts.push({
      remedy: 'CLOSE_DISPUTE',
      safety: 'safe',
      says: say('Close the dispute: nothing is owed any more.', '结案：不再欠付任何款项。'),
      loss: { part: disputeId, madeGood: good.minorUnits },
      send: command('CloseDispute', { transferId, disputeId, by: engineAsActor(situation) }),
      conditions: [logIntact(finding)],
    })
  return drafts
}

const disputes: Rule = (finding, situation, transfer) =>
  transfer.disputes.flatMap((dispute) => ofDispute(finding, situation, transfer, dispute))

const isBack: Rule = (finding, situation, transfer) => {
  if (holdsIn(finding, 'E1', 'E3', 'E4') === undefined || beyondConfirmed(finding, situation, transfer) > 0n) return []
  const open = transfer.instruction.amount.minorUnits - madeGood(transfer) - arrived(transfer)
  const rest: Draft =
    holdsIn(finding, 'E1') !== undefined || open <= 0n
      ? {
          remedy: 'TELL_MONEY_IS_BACK',
          safety: 'safe',
          says: say('Tell the customer that the money is back.', '告知客户资金已经退回。'),
          conditions: [doneByHand],
        }
      : {
          remedy: 'TRACK_REMAINDER',
          safety: 'safe',
          says: say(
            `Keep ${sayMoney(sumIn(transfer, open)).en} open: it has not come back.`,
            `继续跟踪尚未退回的${sayMoney(sumIn(transfer, open)).zh}。`,
          ),
          amount: sumIn(transfer, open),
          conditions: [doneByHand],
        }
  if (compensated(transfer) === 0n && transfer.instruction.amount.minorUnits > madeGood(transfer)) return [rest]
  return [
    rest,
    never(
      'COMPENSATE_AGAIN',
      say('Pay it back a second time.', '再次退款。'),
      'the money is back already',
      '资金已经退回',
    ),
  ]
}

/** Our edge took the request in and it was never recorded: the same request, under the same id. */
const reDrive = (finding: Finding, situation: RemedySituation): ReadonlyArray<Draft> => {
  if (situation.transfer !== null || holdsIn(finding, 'A3') === undefined) return []
  const received = told(situation, 'RequestReceived').at(-1)
  const { payer, payee, amount, purpose, promisedBy } = received?.instruction ?? {}
  const key = received?.commandId ?? received?.idempotencyKey
  if (payer === undefined || payee === undefined || amount === undefined || key === undefined) return []
  if (payee.institution !== undefined || !isOurs(payer) || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key)) return []
  return [
    {
      remedy: 'RE_DRIVE',
      safety: 'guarded',
      says: say(
        `Record the request after all, under its own reference. ${sayMoney(amount).en} is reserved; the customer confirms as usual.`,
        `以原编号补录该请求。冻结${sayMoney(amount).zh}；仍由客户确认。`,
      ),
      amount,
      accounts: [payer.account],
      key,
      send: command('InitiateTransfer', {
        transferId: situation.transferId,
        payer: { account: payer.account },
        payee: { account: payee.account },
        amount: json(amount),
        ...(purpose === undefined ? {} : { purpose }),
        ...(promisedBy === undefined || promisedBy <= situation.now ? {} : { promisedBy }),
      }),
      conditions: guardedConditions(finding, situation, 'RE_DRIVE', amount),
    },
  ]
}

const rules: ReadonlyArray<Rule> = [
  releaseKept,
  inquire,
  heldForReview,
  dueStep,
  excessHere,
  correctDestination,
  reverseDifference,
  postReturn,
  recall,
  disputes,
  writeOff,
  isBack,
]

const takenBack = (situation: RemedySituation): bigint =>
  told(situation, 'ProvisionalCreditRescinded').reduce((sum, { amount }) => sum + amount.minorUnits, 0n)

const needsAPerson = say('somebody must approve it by name', '须有人员具名批准')

const finished = (draft: Draft, situation: RemedySituation): Remedy => {
  const { remedy, safety, says, amount = null, accounts = [], conditions, send, then = null } = draft
  const { approvals, keyOf } = situation
  const key = draft.key ?? keyOf({ remedy, part: '', madeGood: 0n, takenBack: takenBack(situation), ...draft.loss })
  const approvalsNeeded = draft.approvalsNeeded ?? 1
  const broken = conditions.find(({ kind, holds }) => kind === 'RULE' && !holds)
  const unguarded = conditions.find(({ holds }) => !holds)
  const byItself = safety !== 'propose' && unguarded === undefined
  const named = new Set(approvals).size >= approvalsNeeded
  const mayBeApplied = safety === 'never' || broken !== undefined ? 'NO' : byItself ? 'AUTOMATICALLY' : 'WITH_APPROVAL'
  const lacking = broken ?? (byItself || named ? undefined : unguarded)
  return {
    remedy,
    says,
    safety,
    key,
    amount,
    accounts,
    step: send === undefined ? null : send(key),
    then,
    conditions,
    mayBeApplied,
    approvalsNeeded,
    forbiddenBy:
      lacking?.condition === 'ALLOWED_AT_ALL'
        ? lacking.says
        : lacking !== undefined
          ? say(`this does not hold: ${lacking.says.en}`, `不满足：${lacking.says.zh}`)
          : byItself || named
            ? null
            : needsAPerson,
  }
}

/**
 * What may be done about a finding now, and what must never be, each with its conditions. Pure: the same finding and the same situation
 * give the same plan. It is a plan for this moment, and is made anew right before anything is done.
 */
export const planRemedies = (finding: Finding, situation: RemedySituation): ReadonlyArray<Remedy> => {
  const { transfer } = situation
  const drafts =
    transfer === null ? reDrive(finding, situation) : rules.flatMap((rule) => rule(finding, situation, transfer))
  return drafts.map((draft) => finished(draft, situation))
}

/** What of a loss decides about its remedies: while it stays the same, so do they. */
export const stateOfLoss = (transfer: Transfer): string =>
  [
    transfer.confirmed,
    transfer.credited,
    transfer.creditedElsewhere,
    madeGood(transfer),
    transfer.givenByOperator,
    outstandingProvisional(transfer),
    ...openExceptions(transfer).map(({ exceptionId, open }) => `${exceptionId} ${open}`),
    ...transfer.openHolds,
    ...transfer.recalls.map(({ recallId, phase }) => `${recallId} ${phase}`),
    ...transfer.disputes.map(({ disputeId, phase, owed }) => `${disputeId} ${phase} ${owed}`),
  ].join('/')
