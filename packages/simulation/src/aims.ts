import type { Random } from './random.js'
import {
  bank,
  claims,
  clerk,
  cny,
  code,
  customer,
  instant,
  largest,
  network,
  operator,
  report,
  type Desk,
  type Order,
} from './order.js'

/** What somebody does who is after something: one order after the other, each drawn when the one before was answered. */
export type Aim = (desk: Desk) => Generator<Order, void>

const another = { role: 'OPERATOR', name: 'another clerk' } as const
const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`
const moneyText = (minorUnits: bigint) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' })
const soon = 60_000

const sumFrom = (random: Random): bigint => BigInt(random.between(100, 3_000))

const order = (word: Order['word'], payload: Order['payload']): Order => ({ word, payload })

/** An account of one's own, with money on it where that is wanted; others come upon it half of the time. */
function* opened(desk: Desk, money: bigint, limit = 0n): Generator<Order, string> {
  const account = desk.name('y')
  if (desk.random.perMille(500)) desk.open(account)
  yield order('OpenAccount', {
    account,
    currency: 'CNY',
    ...(limit === 0n ? {} : { kind: 'CREDIT_LINE', limit: cny(limit) }),
  })
  if (money > 0n) {
    const transferId = desk.name('in')
    const told = { ...report(desk, transferId), rail: 'hvps', payer: bank, payee: account, amount: cny(money) }
    yield order('ReportIncomingCredit', { ...told, executionRef: transferId })
  }
  return account
}

type Place = 'ARRIVED' | 'IN_TRANSIT' | 'OUTSIDE'

/** A transfer whose money has arrived, is on its way in this book, or on its way to elsewhere by a rail that nobody serves. */
function* paid(desk: Desk, amount: bigint, place: Place): Generator<Order, string> {
  const payer = yield* opened(desk, amount + 50n)
  const payee = place === 'OUTSIDE' ? bank.account : desk.random.oneOf(desk.accounts)
  const transferId = desk.name('t')
  desk.begin({ transferId, payer, payee, outside: place === 'OUTSIDE', amount })
  const instruction = { transferId, payer, payee: place === 'OUTSIDE' ? bank : payee, amount: cny(amount) }
  if (place === 'ARRIVED') {
    yield order('BookTransfer', { ...instruction, by: customer })
    return transferId
  }
  yield order('InitiateTransfer', { ...instruction, ...(place === 'OUTSIDE' ? { rail: 'fps' } : {}) })
  yield order('ConfirmTransfer', { transferId, by: customer })
  return transferId
}

type Case = { readonly transferId: string; readonly disputeId: string }

function* disputed(desk: Desk, amount: bigint, place: Place): Generator<Order, Case> {
  const transferId = yield* paid(desk, amount, place)
  const disputeId = desk.name('d')
  const claim = place === 'ARRIVED' ? 'NOT_MINE' : 'NOT_ARRIVED'
  const replyDueAt = instant(desk.now() + 86_400_000)
  yield order('DisputeTransfer', { transferId, disputeId, claim, claimant: customer, replyDueAt })
  return { transferId, disputeId }
}

const drawnPlace = (random: Random): Place => random.oneOf(['ARRIVED', 'IN_TRANSIT', 'OUTSIDE'])

const review = (of: Case): Order => order('StartDisputeReview', { ...of, reviewer: operator })
const grant = (of: Case): Order => order('GrantProvisionalCredit', { ...of, by: clerk, alreadyMadeGood: moneyText(0n) })
const rescind = (of: Case): Order => order('RescindProvisionalCredit', { ...of, by: clerk, reason: 'a test' })
const makeFinal = (of: Case): Order => order('MakeProvisionalCreditFinal', { ...of, by: clerk })
const restitution = (of: Case, madeGood: bigint, amount?: bigint): Order =>
  order('PayRestitution', {
    ...of,
    by: clerk,
    alreadyMadeGood: moneyText(madeGood),
    ...(amount === undefined ? {} : { amount: cny(amount) }),
  })
const close = (of: Case): Order => order('CloseDispute', { ...of, by: operator })
const withdraw = (of: Case): Order => order('WithdrawDispute', { ...of, by: customer })
const resolve = (of: Case, outcome: 'REFUND' | 'GOODWILL' | 'DENIED', amount: bigint): Order =>
  order('ResolveDispute', {
    ...of,
    outcome,
    by: operator,
    reason: 'a test',
    ...(outcome === 'DENIED' ? {} : { amount: cny(amount) }),
  })
const evidence = (of: Case, digit: string): Order =>
  order('SubmitEvidence', { ...of, from: customer, kind: 'RECEIPT', documentDigest: digestOf(digit) })
const reopen = (desk: Desk, of: Case, digit: string): Order =>
  order('ReopenDispute', {
    ...of,
    by: clerk,
    reason: 'a test',
    documentDigest: digestOf(digit),
    replyDueAt: instant(desk.now() + 86_400_000),
  })

/** A decision that is paid in two parts, with an attempt to pay on a state that is over and one to pay too much. */
function* payingADecision(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const part = amount / 3n
  const of = yield* disputed(desk, amount, drawnPlace(desk.random))
  yield review(of)
  yield resolve(of, desk.random.oneOf(['REFUND', 'GOODWILL']), amount)
  yield close(of)
  yield restitution(of, 0n, part)
  yield restitution(of, 0n, part)
  yield restitution(of, part, amount)
  yield close(of)
  yield restitution(of, part)
  yield close(of)
}

/** What was given until the decision, and everything that does not go with it. */
function* givingUntilTheDecision(desk: Desk): Generator<Order, void> {
  const { random } = desk
  const amount = sumFrom(random)
  const of = yield* disputed(desk, amount, drawnPlace(random))
  yield grant(of)
  yield withdraw(of)
  yield review(of)
  if (random.perMille(500)) {
    yield resolve(of, random.oneOf(['REFUND', 'GOODWILL']), amount)
    yield makeFinal(of)
    yield makeFinal(of)
    yield close(of)
    return
  }
  yield resolve(of, 'DENIED', amount)
  yield makeFinal(of)
  yield restitution(of, amount, amount)
  yield close(of)
  yield rescind(of)
  yield close(of)
}

/** The payer was given the money, and it is to be sent on all the same. */
function* goingOnAfterCompensation(desk: Desk): Generator<Order, void> {
  const { random } = desk
  const place = random.oneOf(['IN_TRANSIT', 'OUTSIDE'] as const)
  const of = yield* disputed(desk, sumFrom(random), place)
  const goOn = (): Order =>
    place === 'IN_TRANSIT' ? order('CreditTransfer', { transferId: of.transferId }) : submission(desk, of.transferId)
  yield grant(of)
  yield goOn()
  yield rescind(of)
  yield goOn()
  yield grant(of)
  yield withdraw(of)
}

/** A decided dispute is looked into again: on evidence that is known, on new evidence, and a third time. */
function* reopening(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const of = yield* disputed(desk, amount, drawnPlace(desk.random))
  yield evidence(of, '1')
  yield review(of)
  yield resolve(of, 'DENIED', amount)
  if (desk.random.perMille(500)) yield close(of)
  yield reopen(desk, of, '1')
  yield reopen(desk, of, '2')
  yield review(of)
  yield resolve(of, 'DENIED', amount)
  yield close(of)
  yield reopen(desk, of, '3')
}

/** Claims that go beyond the transfer, and ids that are used. */
function* claimingTooMuch(desk: Desk): Generator<Order, void> {
  const { random } = desk
  const amount = sumFrom(random)
  const transferId = yield* paid(desk, amount, drawnPlace(random))
  const dispute = (disputeId: string, claimed: bigint): Order =>
    order('DisputeTransfer', {
      transferId,
      disputeId,
      claim: random.oneOf(claims),
      claimant: customer,
      replyDueAt: instant(desk.now() + 86_400_000),
      amount: cny(claimed),
    })
  const disputeId = desk.name('d')
  yield dispute(disputeId, amount + 1n)
  yield dispute(disputeId, amount)
  yield dispute(disputeId, amount)
  yield withdraw({ transferId, disputeId })
}

const credited = (
  desk: Desk,
  transferId: string,
  account: unknown,
  amount: bigint,
  executionRef = desk.name('e'),
): Order => order('ReportCredited', { ...report(desk, transferId), account, amount: cny(amount), executionRef })

const returned = (desk: Desk, transferId: string, amount: bigint, executionRef = desk.name('e')): Order =>
  order('ReportReturned', { ...report(desk, transferId), amount: cny(amount), reason: code, executionRef })

const resolution = (transferId: string, how: string, more: object, exceptionId = 'x1'): Order =>
  order('ResolveException', { transferId, exceptionId, how, by: clerk, reason: 'a test', ...more })

const writeOff = (transferId: string, exceptionId: string, more: object = {}): Order =>
  order('WriteOffException', { transferId, exceptionId, by: clerk, approvedBy: another, reason: 'a test', ...more })

/** More was executed outside than was instructed: what cannot be done about it, and what can. */
function* executedBeyond(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const transferId = yield* paid(desk, amount, 'OUTSIDE')
  yield credited(desk, transferId, bank, amount)
  yield credited(desk, transferId, bank, amount)
  yield resolution(transferId, 'RETURNED_TO_SOURCE', {})
  yield resolution(transferId, 'ALLOCATED', {})
  yield resolution(transferId, 'RETURNED_TO_SOURCE', { against: 'x2' })
  yield order('ExplainMismatch', { transferId, exceptionId: 'x1', by: clerk, reason: 'a test' })
  yield writeOff(transferId, 'x1', { amount: cny(amount + 1n) })
  yield writeOff(transferId, 'x1')
}

/** More came back than had gone: that is no loss to be written off. */
function* returnedBeyond(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const transferId = yield* paid(desk, amount, 'OUTSIDE')
  yield returned(desk, transferId, amount)
  yield returned(desk, transferId, amount)
  yield writeOff(transferId, 'x1')
  yield resolution(transferId, 'ALLOCATED', { account: desk.random.oneOf(desk.accounts), amount: cny(amount + 1n) })
  yield resolution(transferId, 'ALLOCATED', { account: desk.random.oneOf(desk.accounts), amount: cny(amount) })
}

/** Too much went twice: the one is not set off against its like. Then too much comes back, and settles what went. */
function* settingOff(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const transferId = yield* paid(desk, amount, 'OUTSIDE')
  for (let count = 0; count < 3; count += 1) yield credited(desk, transferId, bank, amount)
  yield resolution(transferId, 'SET_OFF', { against: 'x2' })
  yield resolution(transferId, 'SET_OFF', { against: 'x1' }, 'x2')
  for (let count = 0; count < 5; count += 1) yield returned(desk, transferId, amount)
  yield resolution(transferId, 'SET_OFF', { against: 'x2' }, 'x3')
}

/** Of two executions one comes back, then the other, each less what the other side keeps of it. */
function* sentBackAfterTwo(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const transferId = yield* paid(desk, amount, 'OUTSIDE')
  for (let count = 0; count < 2; count += 1) yield credited(desk, transferId, bank, amount)
  for (let count = 0; count < 2; count += 1) yield returned(desk, transferId, amount - desk.random.oneOf([0n, 3n]))
}

const less = (of: Order, kept: bigint): Order =>
  order(of.word, { ...of.payload, fees: [{ kind: 'RETURN', amount: cny(kept), bearer: 'PAYER' }] })

/** Sent back less fees, and credited after all: whole, and then once more. */
function* creditedAfterAll(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const kept = amount / 10n
  const transferId = yield* paid(desk, amount, 'OUTSIDE')
  yield less(returned(desk, transferId, amount - kept), kept)
  for (let count = 0; count < 2; count += 1) yield credited(desk, transferId, bank, amount)
}

const correction = (transferId: string, from: string, to: string, amount: bigint): Order =>
  order('PostCorrection', {
    transferId,
    from,
    to,
    amount: cny(amount),
    corrects: 'a test',
    by: clerk,
    approvedBy: another,
    reason: 'a test',
  })

/** What people give by hand in place of the money is not given again, nor is the money sent on; they take a part back, and the money comes. */
function* givingByHand(desk: Desk): Generator<Order, void> {
  const { random } = desk
  const amount = sumFrom(random)
  const payer = yield* opened(desk, amount)
  const transferId = desk.name('t')
  desk.begin({ transferId, payer, payee: bank.account, outside: true, amount })
  yield order('InitiateTransfer', { transferId, payer, payee: bank, amount: cny(amount), rail: 'fps' })
  yield order('ConfirmTransfer', { transferId, by: customer })
  const disputeId = desk.name('d')
  const replyDueAt = instant(desk.now() + 86_400_000)
  yield order('DisputeTransfer', { transferId, disputeId, claim: 'NOT_ARRIVED', claimant: customer, replyDueAt })
  yield correction(
    transferId,
    random.oneOf(['nostro:fps:CNY', 'nostro:fps:CNY', 'operator-loss:CNY', 'suspense:CNY']),
    payer,
    amount,
  )
  yield grant({ transferId, disputeId })
  yield submission(desk, transferId)
  yield correction(transferId, payer, random.oneOf(['operator-loss:CNY', 'nostro:fps:CNY']), amount / 2n)
  yield order('GrantProvisionalCredit', {
    transferId,
    disputeId,
    by: clerk,
    alreadyMadeGood: moneyText(amount - amount / 2n),
  })
  yield returned(desk, transferId, amount)
}

/** What was executed once is told by two messages, on the way there and on the way back. */
function* tellingTwice(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const transferId = yield* paid(desk, amount, 'OUTSIDE')
  const [out, back] = [desk.name('e'), desk.name('e')]
  for (let count = 0; count < 2; count += 1) yield credited(desk, transferId, bank, amount, out)
  for (let count = 0; count < 2; count += 1) yield returned(desk, transferId, amount / 2n, back)
}

/** An account on which money is kept, with nothing on it, is to be closed; then the money is let go, and it closes. */
function* closingWhatIsKept(desk: Desk): Generator<Order, void> {
  const account = yield* opened(desk, 0n, 5_000n)
  const transferId = desk.name('t')
  const payee = desk.random.oneOf(desk.accounts)
  const amount = sumFrom(desk.random)
  desk.begin({ transferId, payer: account, payee, outside: false, amount })
  yield order('InitiateTransfer', { transferId, payer: account, payee, amount: cny(amount) })
  yield order('BeginClosingAccount', { account, reason: 'a test' })
  yield order('CloseAccount', { account })
  yield order('CancelTransfer', { transferId, by: customer })
  yield order('CloseAccount', { account })
}

/** An account with money on it is to be closed; it is emptied, and closes. */
function* closingWhatHasMoney(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const account = yield* opened(desk, amount)
  const transferId = yield* paid(desk, amount, 'ARRIVED')
  yield order('BeginClosingAccount', { account, reason: 'a test' })
  yield order('CloseAccount', { account })
  yield correction(transferId, account, desk.random.oneOf(desk.accounts), amount)
  yield order('CloseAccount', { account })
}

/** A sum that with its fees is more than can be written down. */
function* instructingTooMuch(desk: Desk): Generator<Order, void> {
  const payer = yield* opened(desk, 0n)
  yield order('InitiateTransfer', {
    transferId: desk.name('t'),
    payer,
    payee: desk.random.oneOf(desk.accounts),
    amount: cny(largest),
    fees: [{ kind: 'FEE', amount: cny(3n), bearer: 'PAYER' }],
  })
}

const submission = (desk: Desk, transferId: string): Order =>
  order('StartSubmission', {
    transferId,
    railKey: desk.random.uuid(),
    messageDigest: digestOf('0'),
    answerDueAt: instant(desk.now() + soon),
  })

/** A recall for too much, and one that nobody answers; it is withdrawn, and its id is used. */
function* recallingInVain(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const transferId = yield* paid(desk, amount, 'OUTSIDE')
  const recallId = desk.name('r')
  const recall = (asked: bigint): Order =>
    order('RequestRecall', {
      transferId,
      recallId,
      to: network,
      reason: code,
      answerDueAt: instant(desk.now() + 50),
      amount: cny(asked),
    })
  yield submission(desk, transferId)
  yield recall(amount + 1n)
  yield recall(amount)
  yield order('DeclareRecallUnanswered', { transferId, recallId })
  yield order('DeclareRecallUnanswered', { transferId, recallId })
  yield order('WithdrawRecall', { transferId, recallId, by: customer })
  yield recall(amount)
}

/** A transfer whose time is over before anybody confirms it. */
function* lettingItExpire(desk: Desk): Generator<Order, void> {
  const payer = yield* opened(desk, 500n)
  const payee = desk.random.oneOf(desk.accounts)
  const transferId = desk.name('t')
  desk.begin({ transferId, payer, payee, outside: false, amount: 400n })
  const expiresAt = instant(desk.now() + desk.random.between(50, 4_000))
  yield order('InitiateTransfer', { transferId, payer, payee, amount: cny(400n), expiresAt })
  yield order('ExpireTransfer', { transferId })
  yield order('ConfirmTransfer', { transferId, by: customer })
  yield order('ExpireTransfer', { transferId })
}

/** A transfer is submitted, asked about and held by hand. */
function* submittingByHand(desk: Desk): Generator<Order, void> {
  const transferId = yield* paid(desk, sumFrom(desk.random), 'OUTSIDE')
  const holdId = desk.name('h')
  const hold = order('HoldTransfer', {
    transferId,
    holdId,
    kind: 'FRAUD',
    rule: 'velocity',
    ruleVersion: '1',
    by: operator,
  })
  yield hold
  yield hold
  yield submission(desk, transferId)
  yield order('ReleaseTransfer', { transferId, holdId, by: operator })
  yield submission(desk, transferId)
  yield submission(desk, transferId)
  yield order('DeclareOutcomeUnknown', {
    transferId,
    because: 'DEADLINE_PASSED',
    owner: operator,
    inquiryDueAt: instant(desk.now() + soon),
  })
}

/** Several transfers by the rail that is there, for whatever it makes of them. */
function* sendingByRail(desk: Desk): Generator<Order, void> {
  const payer = yield* opened(desk, 16_000n)
  for (let count = 0; count < 5; count += 1) {
    const transferId = desk.name('t')
    const amount = sumFrom(desk.random)
    desk.begin({ transferId, payer, payee: bank.account, outside: true, amount })
    yield order('InitiateTransfer', { transferId, payer, payee: bank, amount: cny(amount), rail: 'hvps' })
    yield order('ConfirmTransfer', { transferId, by: customer })
  }
}

/** Sums and sources that do not fit the transfer, and names that are missing. */
function* askingAmiss(desk: Desk): Generator<Order, void> {
  const amount = sumFrom(desk.random)
  const payer = yield* opened(desk, 3n * amount)
  const payee = desk.random.oneOf(desk.accounts)
  const transferId = desk.name('t')
  const instruction = { transferId, payer, payee, amount: cny(amount) }
  const dollars = { minorUnits: amount, currency: 'USD' } as const
  yield order('InitiateTransfer', { ...instruction, amount: dollars })
  yield order('InitiateTransfer', { ...instruction, funding: [{ account: payer, amount: cny(amount + 1n) }] })
  desk.begin({ transferId, payer, payee, outside: false, amount })
  yield order('InitiateTransfer', instruction)
  yield order('ConfirmTransfer', { transferId, by: customer })
  yield order('CreditTransfer', { transferId, amount: cny(amount + 1n) })
  yield order('CreditTransfer', { transferId, amount: cny(amount / 2n) })
  yield order('PostCorrection', {
    transferId,
    from: payer,
    to: payee,
    amount: cny(1n),
    corrects: 'a test',
    by: { role: 'OPERATOR' },
    approvedBy: clerk,
    reason: 'a test',
  })
}

/** An account with a limit is frozen, cannot pay, and is freed; its limit is not set below what is used of it. */
function* freezing(desk: Desk): Generator<Order, void> {
  const account = yield* opened(desk, 0n, 5_000n)
  const transferId = desk.name('t')
  const payee = desk.random.oneOf(desk.accounts)
  const amount = sumFrom(desk.random)
  desk.begin({ transferId, payer: account, payee, outside: false, amount })
  yield order('FreezeAccount', {
    account,
    scope: desk.random.oneOf(['DEBITS', 'DEBITS_AND_CREDITS']),
    reason: 'a test',
  })
  yield order('InitiateTransfer', { transferId, payer: account, payee, amount: cny(amount) })
  yield order('UnfreezeAccount', { account, reason: 'a test' })
  yield order('InitiateTransfer', { transferId, payer: account, payee, amount: cny(amount) })
  yield order('SetAccountFloor', { account, limit: cny(amount - 1n), reason: 'a test' })
  yield order('SetAccountFloor', { account, limit: cny(amount), reason: 'a test' })
  yield order('FreezeAccount', { account, scope: 'DEBITS', reason: 'a test' })
  yield order('ConfirmTransfer', { transferId, by: customer })
  yield order('UnfreezeAccount', { account, reason: 'a test' })
  yield order('ConfirmTransfer', { transferId, by: customer })
}

/** So many minor units of a euro for one of a yuan, as everybody quotes it here. */
const euroRate = 125n
const quoteOf = (desk: Desk, amount: bigint, more: object = {}) => ({
  quoteId: desk.name('quote'),
  sellCurrency: 'CNY',
  buyCurrency: 'EUR',
  rate: '0.125',
  validUntil: instant(desk.now() + 120_000),
  buyAmount: { minorUnits: (amount * euroRate) / 1000n, currency: 'EUR' },
  ...more,
})

/** A transfer into another currency: with no quote and with quotes that do not fit, then with one that does; it is credited in parts and undone, in part, whole or in parts. */
function* exchanging(desk: Desk): Generator<Order, void> {
  const { random } = desk
  const amount = 8n * BigInt(random.between(20, 300))
  const payer = yield* opened(desk, 3n * amount)
  const payee = desk.name('euro')
  yield order('OpenAccount', { account: payee, currency: 'EUR' })
  const transferId = desk.name('t')
  const instruct = (quote?: object, sum = amount): Order =>
    order('InitiateTransfer', { transferId, payer, payee, amount: cny(sum), ...(quote === undefined ? {} : { quote }) })
  const bought = { minorUnits: (amount * euroRate) / 1000n, currency: 'EUR' }
  // Some clients do not learn from a refusal.
  for (let time = 0; time < 2; time += 1) {
    yield instruct()
    yield instruct(quoteOf(desk, amount, { sellCurrency: 'USD' }))
    yield instruct(quoteOf(desk, amount, { buyCurrency: 'CNY', buyAmount: cny(amount) }))
    yield instruct(quoteOf(desk, amount, { buyAmount: { ...bought, minorUnits: bought.minorUnits + 9n } }))
    yield instruct(quoteOf(desk, amount, { validUntil: instant(desk.now() - 1) }))
    yield instruct(quoteOf(desk, 1n, { buyAmount: undefined, rate: '0.001' }), 1n)
  }
  desk.begin({ transferId, payer, payee, outside: false, amount })
  yield instruct(
    quoteOf(desk, amount, { validUntil: instant(desk.now() + random.oneOf([150, 300, 1_000, 5_000, 90_000])) }),
  )
  yield order('ConfirmTransfer', { transferId, by: customer })
  yield order('CreditTransfer', { transferId, amount: cny(amount / 3n) })
  yield order('CreditTransfer', { transferId })
  const undo = (sum: bigint): Order =>
    order('ReverseTransfer', {
      transferId,
      amount: cny(sum),
      kind: 'MISPOSTING',
      by: operator,
      authority: 'a test',
    })
  const parts = random.oneOf([[amount], [amount / 2n], [amount / 3n, amount / 7n, amount - amount / 3n - amount / 7n]])
  for (const part of parts) yield undo(part)
}

/** So many minor units of a won for a thousand of a yuan, as everybody quotes it here. */
const wonRate = 1_953n

/** A transfer into another currency by a rail, which tells of it in parts: some came back before the rest was credited, and some after. */
function* exchangingByRail(desk: Desk): Generator<Order, void> {
  const { random } = desk
  const amount = sumFrom(random)
  const payer = yield* opened(desk, amount)
  const transferId = desk.name('t')
  const whole = (amount * wonRate) / 1000n
  const won = (minorUnits: bigint) => ({ minorUnits, currency: 'KRW' })
  const quote = quoteOf(desk, amount, { buyCurrency: 'KRW', rate: '195.3', buyAmount: won(whole) })
  desk.begin({ transferId, payer, payee: bank.account, outside: true, amount })
  yield order('InitiateTransfer', { transferId, payer, payee: bank, amount: cny(amount), rail: 'fps', quote })
  yield order('ConfirmTransfer', { transferId, by: customer })
  const told = (minorUnits: bigint) => ({
    ...report(desk, transferId),
    amount: won(minorUnits),
    executionRef: desk.name('e'),
  })
  const there = (sum: bigint): Order => order('ReportCredited', { ...told(sum), account: bank })
  const back = (sum: bigint, kept = 0n): Order =>
    order('ReportReturned', {
      ...told(sum - kept),
      reason: code,
      ...(kept === 0n ? {} : { fees: [{ kind: 'RETURN', amount: won(kept), bearer: 'PAYER' }] }),
    })
  const partOf = (sum: bigint): bigint => 1n + (sum * BigInt(random.between(0, 900))) / 1000n
  const first = partOf(whole)
  yield back(first, random.oneOf([0n, first / 10n]))
  const second = partOf(whole - first)
  yield there(second)
  yield there(whole - first - second)
  const third = partOf(whole - first)
  yield back(third, random.oneOf([0n, third / 10n]))
  yield back(whole - first - third)
}

/** What is aimed at, beside what chance brings about anyway. */
export const aims: ReadonlyArray<Aim> = [
  payingADecision,
  givingUntilTheDecision,
  goingOnAfterCompensation,
  reopening,
  claimingTooMuch,
  executedBeyond,
  returnedBeyond,
  settingOff,
  sentBackAfterTwo,
  creditedAfterAll,
  givingByHand,
  tellingTwice,
  closingWhatIsKept,
  closingWhatHasMoney,
  instructingTooMuch,
  recallingInVain,
  lettingItExpire,
  submittingByHand,
  sendingByRail,
  askingAmiss,
  freezing,
  exchanging,
  exchangingByRail,
]
