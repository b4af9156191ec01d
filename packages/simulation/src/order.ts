import type { CommandWord } from '@waybill/core'
import type { Random } from './random.js'

/** Something that a client asks or tells: a word, its payload without the id, and what it is about. */
export type Order = {
  readonly word: CommandWord
  readonly payload: Readonly<Record<string, unknown>>
}

/** What the clients know of a transfer: what they asked for, and what they were last told. */
export type KnownTransfer = {
  readonly transferId: string
  readonly payer: string
  readonly payee: string
  readonly outside: boolean
  readonly amount: bigint
  status: string
  readonly holds: string[]
  readonly recalls: string[]
  readonly disputes: string[]
  /** References of executions that were named about it. */
  readonly executions: string[]
}

/** What orders are drawn from. */
export type Desk = {
  readonly random: Random
  readonly now: () => number
  readonly transfers: ReadonlyArray<KnownTransfer>
  readonly accounts: ReadonlyArray<string>
  readonly begin: (transfer: Omit<KnownTransfer, 'status' | 'holds' | 'recalls' | 'disputes' | 'executions'>) => void
  readonly name: (kind: string) => string
  readonly open: (account: string) => void
}

export const customers = ['a', 'b', 'c', 'd', 'hot-payer', 'hot-payee', 'line'] as const

/** What may be claimed about a transfer. */
export const claims = ['NOT_ARRIVED', 'LATE', 'TWICE', 'WRONG_PAYEE', 'WRONG_AMOUNT', 'NOT_MINE', 'INFO_ONLY'] as const

export const customer = { role: 'CUSTOMER' } as const
export const operator = { role: 'OPERATOR', name: 'operations' } as const
export const network = { role: 'NETWORK', name: 'hvps' } as const
export const bank = { account: '6222021001112223334', institution: 'ICBC' } as const
export const code = { codeSet: 'waybill', code: 'TEST' } as const
export const largest = 9_223_372_036_854_775_807n
export const cny = (minorUnits: bigint) =>
  ({ minorUnits: minorUnits > largest ? largest : minorUnits, currency: 'CNY' }) as const

type Draw = (desk: Desk) => Order | null

export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

const sumOf = ({ random }: Desk): bigint =>
  BigInt(random.perMille(20) ? random.between(50_000, 900_000) : random.between(1, 4_000))

/** The account that was opened last is begun with, paid from and closed while it is new: that is where closing races. */
const newest = ({ accounts }: Desk): string => accounts.at(-1) ?? 'a'

const payerOf = (desk: Desk): string => {
  const { random, accounts } = desk
  if (random.perMille(300)) return 'hot-payer'
  return random.perMille(150) ? newest(desk) : random.oneOf(accounts)
}

const payeeOf = ({ random, accounts }: Desk): string =>
  random.perMille(350) ? 'hot-payee' : random.oneOf(random.perMille(300) ? accounts.slice(-4) : accounts)

/** A transfer to say something about: mostly one in a state in which it matters, sometimes any. */
const about =
  (statuses: ReadonlyArray<string>, say: (desk: Desk, transfer: KnownTransfer) => Order | null): Draw =>
  (desk) => {
    const { random, transfers } = desk
    if (transfers.length === 0) return null
    const recent = transfers.slice(-40)
    const fitting = recent.filter(({ status }) => statuses.includes(status))
    const from = fitting.length > 0 && !random.perMille(120) ? fitting : random.perMille(300) ? transfers : recent
    return say(desk, random.oneOf(from))
  }

/** As `about`, but of a transfer that leaves this book, when there is one. */
const aboutOutside = (statuses: ReadonlyArray<string>, say: (desk: Desk, transfer: KnownTransfer) => Order): Draw => {
  const any = about(statuses, say)
  return (desk) => {
    const fitting = desk.transfers.slice(-80).filter(({ outside, status }) => outside && statuses.includes(status))
    return fitting.length > 0 && !desk.random.perMille(100) ? say(desk, desk.random.oneOf(fitting)) : any(desk)
  }
}

/** As `about`, but mostly of a transfer that the clients have begun such a matter about. */
const aboutOpen =
  (matter: 'holds' | 'recalls' | 'disputes', say: (desk: Desk, transfer: KnownTransfer) => Order): Draw =>
  (desk) => {
    const { random, transfers } = desk
    const fitting = transfers.slice(-80).filter((transfer) => transfer[matter].length > 0)
    if (fitting.length > 0 && !random.perMille(60)) return say(desk, random.oneOf(fitting))
    return transfers.length === 0 ? null : say(desk, random.oneOf(transfers))
  }

/** Now and then a sum in another currency, or one that no account can hold. */
const oddly = ({ random }: Desk, amount: bigint) => {
  const draw = random.between(0, 199)
  if (draw === 0) return { minorUnits: amount, currency: 'USD' } as const
  return cny(draw === 1 ? largest : amount)
}

const instruction = (desk: Desk, outside: boolean): Readonly<Record<string, unknown>> => {
  const { random } = desk
  // Who was just paid spends it, so that a reversal may come too late.
  const received = random.perMille(150)
    ? desk.transfers.slice(-15).find(({ status }) => status === 'CREDITED')
    : undefined
  const payer = received !== undefined && !received.outside ? received.payee : payerOf(desk)
  const payee = payeeOf(desk)
  const amount = oddly(desk, received?.amount ?? sumOf(desk))
  const again = random.perMille(15) && desk.transfers.length > 0
  const transferId = again ? random.oneOf(desk.transfers).transferId : desk.name('t')
  if (!again)
    desk.begin({ transferId, payer, payee: outside ? bank.account : payee, outside, amount: amount.minorUnits })
  return {
    transferId,
    payer: random.perMille(8) ? bank : payer,
    payee: outside ? bank : payee,
    amount,
    ...(outside ? { rail: 'hvps' } : {}),
    ...(random.perMille(300)
      ? { expiresAt: instant(desk.now() + random.between(-2_000, random.perMille(600) ? 15_000 : 300_000)) }
      : {}),
    ...(random.perMille(200) ? { fees: [{ kind: 'FEE', amount: cny(3n), bearer: 'PAYER' }] } : {}),
    ...(random.perMille(15) ? { rail: 'fps' } : {}),
  }
}

const split: Draw = (desk) => {
  const amount = sumOf(desk) + 1n
  const first = amount / 3n + 1n
  const [payer, other, payee] = [payerOf(desk), desk.random.oneOf(desk.accounts), payeeOf(desk)]
  const transferId = desk.name('t')
  desk.begin({ transferId, payer, payee, outside: false, amount })
  const rest = amount - first + (desk.random.perMille(100) ? 1n : 0n)
  const funding = [
    { account: payer, amount: cny(first) },
    { account: other, amount: cny(rest === 0n ? 1n : rest) },
  ]
  return { word: 'InitiateTransfer', payload: { transferId, payer, payee, amount: cny(amount), funding } }
}

const unused = (desk: Desk): string => (desk.random.perMille(200) ? 'nobody' : desk.random.oneOf(desk.accounts))

const oneOfOr = (desk: Desk, known: ReadonlyArray<string>, kind: string): string =>
  known.length > 0 && !desk.random.perMille(80) ? desk.random.oneOf(known) : desk.name(kind)

const open = ['INITIATED', 'HELD']
const gone = ['CONFIRMED', 'SUBMITTED', 'IN_DOUBT', 'PARTLY_CREDITED']
const arrived = ['CREDITED', 'PARTLY_CREDITED']

/** What a transfer may be in when something stands beyond its instruction. */
const beyond = ['CREDITED', 'RETURNED', 'FAILED', 'CANCELLED', 'IN_DOUBT', 'REVERSED']

export const clerk = { role: 'OPERATOR', name: 'a clerk' } as const

const exceptionOf = ({ random }: Desk): string => random.oneOf(['x1', 'x1', 'x1', 'x2', 'x3'])

const twoNames = ({ random }: Desk) => ({
  by: random.perMille(60) ? { role: 'OPERATOR' } : clerk,
  approvedBy: random.perMille(80) ? clerk : { role: 'OPERATOR', name: 'another clerk' },
  reason: 'a test',
})

const correctable = ({ random }: Desk): string => random.oneOf(['suspense:CNY', 'operator-loss:CNY', 'fees:CNY'])

export const report = (desk: Desk, transferId: string): Readonly<Record<string, unknown>> => ({
  transferId,
  reportId: desk.name('m'),
  by: network,
  asOf: instant(desk.now() - desk.random.between(0, 20_000)),
})

/** A reference that the rail gives an execution: mostly a new one, sometimes one that is known, sometimes none. */
const executed = (desk: Desk, executions: string[]): { readonly executionRef?: string } => {
  const draw = desk.random.between(0, 9)
  if (draw < 3) return {}
  const executionRef = draw < 6 && executions.length > 0 ? desk.random.oneOf(executions) : desk.name('e')
  executions.push(executionRef)
  return { executionRef }
}

const some = (desk: Desk, amount: bigint): bigint => {
  const draw = desk.random.between(0, 9)
  if (draw < 6) return amount
  return draw < 9 ? amount / 2n + 1n : amount + 1n
}

/** What a remedy asks for, and what of the loss its author believes made good: mostly nothing. */
const remedy = (desk: Desk, amount: bigint) => ({
  alreadyMadeGood: { minorUnits: (desk.random.perMille(800) ? 0n : amount).toString(), currency: 'CNY' },
  ...(desk.random.perMille(300) ? { amount: cny(some(desk, amount)) } : {}),
})

/** Every word, how often it is drawn, and how. A new word of the core that is missing here does not compile. */
const draws: { readonly [W in CommandWord]: readonly [number, Draw] } = {
  InitiateTransfer: [
    90,
    (desk) =>
      desk.random.perMille(100)
        ? split(desk)
        : { word: 'InitiateTransfer', payload: instruction(desk, desk.random.perMille(450)) },
  ],
  BookTransfer: [
    40,
    (desk) => ({ word: 'BookTransfer', payload: { ...instruction(desk, desk.random.perMille(30)), by: customer } }),
  ],
  ConfirmTransfer: [
    120,
    about(['INITIATED'], (_, { transferId }) => ({ word: 'ConfirmTransfer', payload: { transferId, by: customer } })),
  ],
  CreditTransfer: [
    50,
    about(['CONFIRMED', 'PARTLY_CREDITED'], (desk, { transferId, amount }) => ({
      word: 'CreditTransfer',
      payload: { transferId, ...(desk.random.perMille(300) ? { amount: cny(some(desk, amount)) } : {}) },
    })),
  ],
  CancelTransfer: [
    20,
    about(open, (_, { transferId }) => ({ word: 'CancelTransfer', payload: { transferId, by: customer } })),
  ],
  RejectTransfer: [
    10,
    about(open, (_, { transferId }) => ({
      word: 'RejectTransfer',
      payload: { transferId, by: operator, reason: code },
    })),
  ],
  ExpireTransfer: [24, about(open, (_, { transferId }) => ({ word: 'ExpireTransfer', payload: { transferId } }))],
  HoldTransfer: [
    16,
    about([...open, 'CONFIRMED'], (desk, { transferId, holds }) => {
      const holdId = desk.random.perMille(150) && holds.length > 0 ? desk.random.oneOf(holds) : desk.name('h')
      holds.push(holdId)
      const hold = { holdId, kind: 'FRAUD', rule: 'velocity', ruleVersion: '1', by: operator }
      return { word: 'HoldTransfer', payload: { transferId, ...hold } }
    }),
  ],
  ReleaseTransfer: [
    20,
    aboutOpen('holds', (desk, { transferId, holds }) => ({
      word: 'ReleaseTransfer',
      payload: { transferId, holdId: oneOfOr(desk, holds, 'h'), by: operator },
    })),
  ],
  StartSubmission: [
    12,
    aboutOutside(['CONFIRMED', 'HELD'], (desk, { transferId }) => ({
      word: 'StartSubmission',
      payload: {
        transferId,
        railKey: desk.random.uuid(),
        messageDigest: `sha256:${'0'.repeat(64)}`,
        answerDueAt: instant(desk.now() + 60_000),
      },
    })),
  ],
  DeclareOutcomeUnknown: [
    14,
    about(['SUBMITTED'], (desk, { transferId }) => ({
      word: 'DeclareOutcomeUnknown',
      payload: {
        transferId,
        because: 'DEADLINE_PASSED',
        owner: operator,
        inquiryDueAt: instant(desk.now() + 60_000),
      },
    })),
  ],
  SendStatusInquiry: [
    8,
    about(['SUBMITTED', 'IN_DOUBT'], (desk, { transferId }) => ({
      word: 'SendStatusInquiry',
      payload: {
        transferId,
        inquiryId: desk.name('i'),
        to: network,
        answerDueAt: instant(desk.now() + 60_000),
      },
    })),
  ],
  ReverseTransfer: [
    30,
    about([...arrived, 'REVERSED'], (desk, { transferId, amount }) => ({
      word: 'ReverseTransfer',
      payload: { transferId, amount: cny(some(desk, amount)), kind: 'MISPOSTING', by: operator, authority: 'a test' },
    })),
  ],
  RequestRecall: [
    24,
    aboutOutside([...arrived, ...gone], (desk, { transferId, recalls, amount }) => {
      const recallId = desk.random.perMille(100) && recalls.length > 0 ? desk.random.oneOf(recalls) : desk.name('r')
      recalls.push(recallId)
      const answerDueAt = instant(desk.now() + desk.random.between(1_000, 120_000))
      const part = desk.random.perMille(200) ? { amount: cny(some(desk, amount)) } : {}
      const asked = { transferId, recallId, to: network, reason: code, answerDueAt, ...part }
      return { word: 'RequestRecall', payload: asked }
    }),
  ],
  WithdrawRecall: [
    12,
    aboutOpen('recalls', (desk, { transferId, recalls }) => ({
      word: 'WithdrawRecall',
      payload: { transferId, recallId: oneOfOr(desk, recalls, 'r'), by: customer },
    })),
  ],
  DeclareRecallUnanswered: [
    12,
    aboutOpen('recalls', (desk, { transferId, recalls }) => ({
      word: 'DeclareRecallUnanswered',
      payload: { transferId, recallId: oneOfOr(desk, recalls, 'r') },
    })),
  ],
  DisputeTransfer: [
    20,
    about([...arrived, ...gone], (desk, { transferId, disputes, amount }) => {
      const disputeId = desk.random.perMille(100) && disputes.length > 0 ? desk.random.oneOf(disputes) : desk.name('d')
      disputes.push(disputeId)
      const claim = desk.random.oneOf(claims)
      const replyDueAt = instant(desk.now() + 86_400_000)
      const claimed = desk.random.perMille(200) ? { amount: cny(some(desk, amount)) } : {}
      return {
        word: 'DisputeTransfer',
        payload: { transferId, disputeId, claim, claimant: customer, replyDueAt, ...claimed },
      }
    }),
  ],
  RequestEvidence: [
    10,
    aboutOpen('disputes', (desk, { transferId, disputes }) => ({
      word: 'RequestEvidence',
      payload: {
        transferId,
        disputeId: oneOfOr(desk, disputes, 'd'),
        requestId: desk.name('q'),
        from: customer,
        what: 'a receipt',
        dueAt: instant(desk.now() + 60_000),
      },
    })),
  ],
  SubmitEvidence: [
    10,
    aboutOpen('disputes', (desk, { transferId, disputes }) => ({
      word: 'SubmitEvidence',
      payload: {
        transferId,
        disputeId: oneOfOr(desk, disputes, 'd'),
        from: customer,
        kind: 'RECEIPT',
        documentDigest: `sha256:${'1'.repeat(64)}`,
        ...(desk.random.perMille(200) ? { requestId: desk.name('q') } : {}),
      },
    })),
  ],
  StartDisputeReview: [
    10,
    aboutOpen('disputes', (desk, { transferId, disputes }) => ({
      word: 'StartDisputeReview',
      payload: { transferId, disputeId: oneOfOr(desk, disputes, 'd'), reviewer: operator },
    })),
  ],
  ResolveDispute: [
    16,
    aboutOpen('disputes', (desk, { transferId, disputes, amount }) => {
      const outcome = desk.random.oneOf(['REFUND', 'DENIED', 'GOODWILL'] as const)
      const paid = outcome === 'DENIED' ? {} : { amount: cny(some(desk, amount)) }
      const payload = { transferId, disputeId: oneOfOr(desk, disputes, 'd'), outcome, by: operator, reason: 'a test' }
      return { word: 'ResolveDispute', payload: { ...payload, ...paid } }
    }),
  ],
  WithdrawDispute: [
    6,
    aboutOpen('disputes', (desk, { transferId, disputes }) => ({
      word: 'WithdrawDispute',
      payload: { transferId, disputeId: oneOfOr(desk, disputes, 'd'), by: customer },
    })),
  ],
  ReopenDispute: [
    4,
    about([...arrived, ...gone], (desk, { transferId, disputes }) => ({
      word: 'ReopenDispute',
      payload: {
        transferId,
        disputeId: oneOfOr(desk, disputes, 'd'),
        by: clerk,
        reason: 'a test',
        documentDigest: `sha256:${desk.random.oneOf(['0', '1']).repeat(64)}`,
        replyDueAt: instant(desk.now() + 86_400_000),
      },
    })),
  ],
  GrantProvisionalCredit: [
    16,
    about([...arrived, ...gone], (desk, { transferId, disputes, amount }) => ({
      word: 'GrantProvisionalCredit',
      payload: { transferId, disputeId: oneOfOr(desk, disputes, 'd'), by: clerk, ...remedy(desk, amount) },
    })),
  ],
  MakeProvisionalCreditFinal: [
    10,
    about([...arrived, ...gone], (desk, { transferId, disputes }) => ({
      word: 'MakeProvisionalCreditFinal',
      payload: { transferId, disputeId: oneOfOr(desk, disputes, 'd'), by: clerk },
    })),
  ],
  RescindProvisionalCredit: [
    12,
    about([...arrived, ...gone], (desk, { transferId, disputes }) => ({
      word: 'RescindProvisionalCredit',
      payload: { transferId, disputeId: oneOfOr(desk, disputes, 'd'), by: clerk, reason: 'a test' },
    })),
  ],
  PayRestitution: [
    12,
    about([...arrived, ...gone], (desk, { transferId, disputes, amount }) => ({
      word: 'PayRestitution',
      payload: { transferId, disputeId: oneOfOr(desk, disputes, 'd'), by: clerk, ...remedy(desk, amount) },
    })),
  ],
  CloseDispute: [
    12,
    aboutOpen('disputes', (desk, { transferId, disputes }) => ({
      word: 'CloseDispute',
      payload: { transferId, disputeId: oneOfOr(desk, disputes, 'd'), by: operator },
    })),
  ],
  ResolveException: [
    60,
    about(beyond, (desk, { transferId }) => {
      const how = desk.random.oneOf(['RETURNED_TO_SOURCE', 'ALLOCATED', 'SET_OFF'] as const)
      const fields = {
        RETURNED_TO_SOURCE: {},
        ALLOCATED: { account: desk.random.oneOf(desk.accounts) },
        SET_OFF: { against: exceptionOf(desk) },
      }[desk.random.perMille(80) ? 'RETURNED_TO_SOURCE' : how]
      const part = desk.random.perMille(200) ? { amount: cny(sumOf(desk)) } : {}
      const by = desk.random.perMille(60) ? { role: 'OPERATOR' } : clerk
      const payload = { transferId, exceptionId: exceptionOf(desk), how, by, reason: 'a test' }
      return { word: 'ResolveException', payload: { ...payload, ...fields, ...part } }
    }),
  ],
  WriteOffException: [
    30,
    about(beyond, (desk, { transferId }) => ({
      word: 'WriteOffException',
      payload: { transferId, exceptionId: exceptionOf(desk), ...twoNames(desk) },
    })),
  ],
  ExplainMismatch: [
    8,
    about(beyond, (desk, { transferId }) => ({
      word: 'ExplainMismatch',
      payload: { transferId, exceptionId: exceptionOf(desk), by: clerk, reason: 'a test' },
    })),
  ],
  PostCorrection: [
    10,
    about([...arrived, ...beyond], (desk, { transferId }) => ({
      word: 'PostCorrection',
      payload: {
        transferId,
        from: desk.random.perMille(300) ? correctable(desk) : desk.random.oneOf(desk.accounts),
        to: desk.random.perMille(300) ? correctable(desk) : desk.random.oneOf(desk.accounts),
        amount: cny(sumOf(desk)),
        corrects: 'a test',
        ...twoNames(desk),
      },
    })),
  ],
  OpenAccount: [
    10,
    (desk) => {
      const account = desk.random.perMille(700) ? desk.name('x') : desk.random.oneOf(desk.accounts)
      desk.open(account)
      const kind = desk.random.oneOf(['CASH', 'CREDIT_LINE'] as const)
      const limit = desk.random.perMille(kind === 'CASH' ? 100 : 800) ? { limit: cny(9_000n) } : {}
      return { word: 'OpenAccount', payload: { account, currency: 'CNY', kind, ...limit } }
    },
  ],
  FreezeAccount: [
    5,
    (desk) => ({
      word: 'FreezeAccount',
      payload: {
        account: unused(desk),
        scope: desk.random.oneOf(['DEBITS', 'DEBITS_AND_CREDITS'] as const),
        reason: 'a test',
      },
    }),
  ],
  UnfreezeAccount: [16, (desk) => ({ word: 'UnfreezeAccount', payload: { account: unused(desk), reason: 'a test' } })],
  SetAccountFloor: [
    8,
    (desk) => ({
      word: 'SetAccountFloor',
      payload: {
        account: desk.random.perMille(600) ? 'line' : unused(desk),
        limit: cny(BigInt(desk.random.between(0, 8_000))),
        reason: 'a test',
      },
    }),
  ],
  BeginClosingAccount: [
    8,
    (desk) => ({ word: 'BeginClosingAccount', payload: { account: closable(desk), reason: 'a test' } }),
  ],
  CloseAccount: [16, (desk) => ({ word: 'CloseAccount', payload: { account: closable(desk) } })],
  ReportAccepted: [
    4,
    about(gone, (desk, { transferId }) => ({
      word: 'ReportAccepted',
      payload: { ...report(desk, transferId), railReference: desk.name('ref') },
    })),
  ],
  ReportStatus: [
    6,
    about(gone, (desk, { transferId }) => ({
      word: 'ReportStatus',
      payload: {
        ...report(desk, transferId),
        status: { codeSet: 'ISO20022', code: desk.random.perMille(150) ? 'RJCT' : 'ACSP' },
      },
    })),
  ],
  ReportCredited: [
    10,
    about(
      [...gone, 'CREDITED', 'RETURNED', 'CANCELLED'],
      (desk, { transferId, payee, outside, amount, executions }) => ({
        word: 'ReportCredited',
        payload: {
          ...report(desk, transferId),
          account: outside ? bank : payee,
          amount: cny(some(desk, amount)),
          ...executed(desk, executions),
        },
      }),
    ),
  ],
  ReportRefused: [
    4,
    about(gone, (desk, { transferId }) => ({
      word: 'ReportRefused',
      payload: { ...report(desk, transferId), reason: code },
    })),
  ],
  ReportReturned: [
    24,
    about([...gone, 'CREDITED', 'REVERSED', 'RETURNED'], (desk, { transferId, amount, executions }) => ({
      word: 'ReportReturned',
      payload: {
        ...report(desk, transferId),
        amount: cny(some(desk, amount)),
        reason: code,
        ...executed(desk, executions),
      },
    })),
  ],
  ReportNeverReceived: [
    4,
    about(gone, (desk, { transferId }) => ({
      word: 'ReportNeverReceived',
      payload: { ...report(desk, transferId), final: desk.random.perMille(500) },
    })),
  ],
  ReportInquiryAnswer: [
    4,
    about(['IN_DOUBT'], (desk, { transferId }) => ({
      word: 'ReportInquiryAnswer',
      payload: {
        ...report(desk, transferId),
        inquiryId: desk.name('i'),
        status: { codeSet: 'ISO20022', code: 'ACSP' },
      },
    })),
  ],
  ReportRecallAccepted: [
    12,
    aboutOpen('recalls', (desk, { transferId, recalls }) => ({
      word: 'ReportRecallAccepted',
      payload: { ...report(desk, transferId), recallId: oneOfOr(desk, recalls, 'r') },
    })),
  ],
  ReportRecallRefused: [
    12,
    aboutOpen('recalls', (desk, { transferId, recalls }) => ({
      word: 'ReportRecallRefused',
      payload: { ...report(desk, transferId), recallId: oneOfOr(desk, recalls, 'r'), reason: code },
    })),
  ],
  ReportIncomingCredit: [
    30,
    (desk) => {
      const payee = desk.random.perMille(400) ? 'hot-payer' : payeeOf(desk)
      const transferId = desk.name('in')
      const amount = BigInt(desk.random.between(1_000, 60_000))
      desk.begin({ transferId, payer: bank.account, payee, outside: false, amount })
      const told = { ...report(desk, transferId), rail: 'hvps', payer: bank, payee, amount: cny(amount) }
      return { word: 'ReportIncomingCredit', payload: { ...told, executionRef: transferId } }
    },
  ],
}

/** Accounts that may be closed: those that were opened on the way. */
function closable({ random, accounts }: Desk): string {
  const fresh = accounts.filter((account) => account.startsWith('x-'))
  if (fresh.length === 0 || random.perMille(50)) return random.oneOf(accounts)
  return random.perMille(600) ? (fresh.at(-1) ?? 'a') : random.oneOf(fresh)
}

const weighted = Object.values(draws)

/** What a client asks next. */
export const drawOrder = (desk: Desk): Order => {
  for (;;) {
    const order = desk.random.weighted(weighted)(desk)
    if (order !== null) return order
  }
}

/** Names of everything that can be asked or told: each must happen in a long run. */
export const allWords = Object.keys(draws) as ReadonlyArray<CommandWord>

/** The orders that a world begins with: its accounts, and money in some of them. */
export const openingOrders = (name: (kind: string) => string, now: number): ReadonlyArray<Order> => [
  ...customers.map((account): Order => ({
    word: 'OpenAccount',
    payload: {
      account,
      currency: 'CNY',
      ...(account === 'line' ? { kind: 'CREDIT_LINE', limit: cny(20_000n) } : {}),
    },
  })),
  ...(['a', 'b', 'c', 'hot-payer'] as const).map((payee): Order => {
    const told = { transferId: name('in'), reportId: name('m'), by: network, asOf: instant(now), rail: 'hvps' }
    const amount = cny(payee === 'hot-payer' ? 100_000n : 30_000n)
    return { word: 'ReportIncomingCredit', payload: { ...told, payer: bank, payee, amount, executionRef: payee } }
  }),
]
