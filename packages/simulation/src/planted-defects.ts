/** A mistake that somebody could make, as a change of one place in a built file. It exists nowhere but in the test that plants it. */
export type PlantedDefect = {
  readonly name: string
  /** The built file, below `packages/`. */
  readonly file: string
  /** What stands there exactly once. */
  readonly find: string
  readonly replace: string
}

const decide = 'core/dist/esm/transfer/decide'
const record = 'core/dist/esm/transfer/record'
const exchange = 'core/dist/esm/transfer/exchange.js'

/** Each is planted alone; the simulation must find every one. */
export const plantedDefects: ReadonlyArray<PlantedDefect> = [
  {
    name: 'forget to release what was kept for a transfer that ends early',
    file: `${decide}/before-confirmation.js`,
    find: `...settleReservations(transfer, 'FundsReleased'),`,
    replace: '',
  },
  {
    name: 'forget to capture what was kept for a transfer that is confirmed',
    file: `${decide}/before-confirmation.js`,
    find: `...settleReservations(transfer, 'FundsCaptured'),`,
    replace: '',
  },
  {
    name: 'confirm a transfer that is not reserved any more',
    file: `${decide}/before-confirmation.js`,
    find: `    if (!isReserved(transfer))
        return statusForbids(command, transfer);
    for (const policy`,
    replace: '    for (const policy',
  },
  {
    name: 'let a clock release money after confirmation',
    file: `${decide}/before-confirmation.js`,
    find: `    if (!isReserved(transfer))
        return statusForbids(command, transfer);
    const { expiresAt }`,
    replace: '    const { expiresAt }',
  },
  {
    name: 'confirm after the expiry',
    file: 'core/dist/esm/transfer/policy.js',
    find: 'expiresAt === undefined || receivedAt < expiresAt',
    replace: 'true',
  },
  {
    name: 'confirm a held transfer',
    file: 'core/dist/esm/transfer/policy.js',
    find: `    quoteStillValid,
    notHeld,
`,
    replace: '    quoteStillValid,\n',
  },
  {
    name: 'let a frozen account confirm',
    file: 'core/dist/esm/transfer/policy.js',
    find: `    notHeld,
    sourcesStillMayPay,
`,
    replace: '    notHeld,\n',
  },
  {
    name: 'keep money that an account does not have',
    file: 'core/dist/esm/transfer/policy.js',
    find: 'requested.minorUnits <= available',
    replace: 'true',
  },
  {
    name: 'overlook what is kept when money is spent',
    file: 'core/dist/esm/funds/state.js',
    find: 'inflow - funds.outflow - funds.reservedTotal + limit',
    replace: 'inflow - funds.outflow + limit',
  },
  {
    name: 'spend money that was not seen to come in',
    file: 'engine/dist/esm/command/situate-transfer.js',
    find: 'inflow: parts.inflow.of(id)',
    replace: 'inflow: parts.inflow.of(id) + 5000n',
  },
  {
    name: 'refuse for want of funds on a lagging fold',
    file: 'engine/dist/esm/command/judge.js',
    find: 'E.isRight(verdict) || !leansOnInflow(verdict.left)',
    replace: 'true',
  },
  {
    name: 'forget a refusal',
    file: 'engine/dist/esm/command/carry-out.js',
    find: `E.isLeft(judged) && matter.refusal === 'TOLD'`,
    replace: 'E.isLeft(judged)',
  },
  {
    name: 'take the same command as a new one',
    file: 'engine/dist/esm/event-ids.js',
    find: '`${commandId}/${index}`',
    replace: '`${commandId}/${index}/${(globalThis.planted = (globalThis.planted ?? 0) + 1)}`',
  },
  {
    name: 'append to funds whatever their revision',
    file: 'store-memory/dist/esm/memory-log.js',
    find: 'if (actualRevision === expectedRevision)',
    replace: `if (actualRevision === expectedRevision || stream.startsWith('funds-'))`,
  },
  {
    name: 'append to a transfer whatever its revision',
    file: 'store-memory/dist/esm/memory-log.js',
    find: 'if (actualRevision === expectedRevision)',
    replace: `if (actualRevision === expectedRevision || stream.startsWith('transfer-'))`,
  },
  {
    name: 'leave out the checks of streams that a decision only looked at',
    file: 'engine/dist/esm/command/write-decision.js',
    find: '.filter((stream) => !byStream.has(stream))',
    replace: '.filter(() => false)',
  },
  {
    name: 'drop the last unit of a split',
    file: 'core/dist/esm/transfer/postings.js',
    find: 'shares.push({ account: source.account, amount: sumIn(instruction, share) })',
    replace: 'shares.push({ account: source.account, amount: sumIn(instruction, share > 1n ? share - 1n : share) })',
  },
  {
    name: 'submit again after a crash',
    file: `${decide}/in-transit.js`,
    find: 'if (transfer.submission !== null)',
    replace: 'if (false)',
  },
  {
    name: 'call the rail for a submission that was started before',
    file: 'engine/dist/esm/rail/submit-transfer.js',
    find: 'E.isLeft(started) || started.right.replayed',
    replace: 'E.isLeft(started)',
  },
  {
    name: 'submit a held transfer',
    file: `${decide}/in-transit.js`,
    find: `return statusForbids(command, transfer);
    if (transfer.openHolds.length > 0)
        return E.left({ _tag: 'TransferIsHeld', holds: transfer.openHolds });
    const notCompensated = nothingGivenInstead(command, transfer);
    if (E.isLeft(notCompensated))
        return notCompensated;
    return decided(transfer, {`,
    replace: `return statusForbids(command, transfer);
    const notCompensated = nothingGivenInstead(command, transfer);
    if (E.isLeft(notCompensated))
        return notCompensated;
    return decided(transfer, {`,
  },
  {
    name: 'credit more than is in transit',
    file: `${decide}/in-transit.js`,
    find: 'if (amount.minorUnits > open)',
    replace: 'if (false)',
  },
  {
    name: 'reverse more than was credited',
    file: `${decide}/in-transit.js`,
    find: 'if (command.amount.minorUnits > held)',
    replace: 'if (false)',
  },
  {
    name: 'take money that an account has spent',
    file: `${decide}/take-out.js`,
    find: `const covers = fundsCover(view, account, amount);
    if (E.isLeft(covers))`,
    replace: `const covers = fundsCover(view, account, amount);
    if (false)`,
  },
  {
    name: 'make one loss good twice',
    file: `${decide}/restitution.js`,
    find: 'amount.minorUnits > most || most === 0n',
    replace: 'false',
  },
  {
    name: 'post a credit again that was reported before',
    file: `${record}/credited.js`,
    find: 'if (known !== undefined)',
    replace: 'if (false)',
  },
  {
    name: 'post a return again that was reported before',
    file: `${record}/returned.js`,
    find: 'if (known !== undefined)',
    replace: 'if (false)',
  },
  {
    name: 'take a credit that is reported after the money had gone back for one in time',
    file: `${record}/credited.js`,
    find: `late ? part('LateOutcomeReceived', instructed) : within(instructed)`,
    replace: 'within(instructed)',
  },
  {
    name: 'take a late credit for a duplicate',
    file: `${record}/credited.js`,
    find: 'const late = wentBack(transfer);',
    replace: 'const late = false;',
  },
  {
    name: 'let a payer that is credited late owe what others kept as fees',
    file: `${record}/credited.js`,
    find: 'late ? owedByPayer(transfer) : toCreditAtFarEnd(transfer)',
    replace: 'late ? instruction.amount.minorUnits : toCreditAtFarEnd(transfer)',
  },
  {
    name: 'pay who paid for what the payee keeps of two executions',
    file: `${record}/split-return.js`,
    find: 'if (came <= left.inTransit || excess === 0n)',
    replace: 'if (true)',
  },
  {
    name: 'forget what people gave by hand when a loss is made good',
    file: 'core/dist/esm/transfer/state.js',
    find: 'transfer.givenByOperator + transfer.givenByHand;',
    replace: 'transfer.givenByOperator;',
  },
  {
    name: 'send on what people made good by hand',
    file: 'core/dist/esm/transfer/state.js',
    find: '(givenByHand > 0n ? givenByHand : 0n)',
    replace: '0n',
  },
  {
    name: 'post to a closed account',
    file: `${record}/booking.js`,
    find: `account.phase === 'OPEN'`,
    replace: 'true',
  },
  {
    name: 'close an account that is not empty',
    file: 'core/dist/esm/account/decide.js',
    find: 'return booked === 0n',
    replace: 'return true',
  },
  {
    name: 'close an account on which money is kept',
    file: 'core/dist/esm/account/decide.js',
    find: 'if (funds.funds.reserved.size > 0)',
    replace: 'if (false)',
  },
  {
    name: 'send on what was made good',
    file: 'core/dist/esm/transfer/policy.js',
    find: 'return minorUnits === 0n',
    replace: 'return true',
  },
  {
    name: 'key a remedy by attempt instead of by loss',
    file: 'engine/dist/esm/remedy/situation-of.js',
    find: 'const { remedy, part, madeGood, takenBack } = loss;',
    replace: `const { remedy, madeGood, takenBack } = { ...loss, takenBack: 1n };
    const part = (globalThis.planted = (globalThis.planted ?? 0) + 1).toString();`,
  },
  {
    name: 'leave half done what a crashed engine had begun step by step',
    file: 'engine/dist/esm/saga/unfinished.js',
    find: "if (event._tag === 'CommandClaimed')",
    replace: 'if (false)',
  },
  {
    name: 'credit a part of an exchange at par',
    file: exchange,
    find: 'boughtFor(exchange, exchange.sold.minorUnits - inTransit + sold) - became;',
    replace: 'sold;',
  },
  {
    name: 'drop what rounding leaves of an exchange in parts',
    file: exchange,
    find: 'boughtFor(exchange, exchange.sold.minorUnits - inTransit + sold) - became;',
    replace: 'boughtFor(exchange, sold);',
  },
  {
    name: 'reckon by proportion what a rail has still to credit',
    file: 'core/dist/esm/transfer/state.js',
    find: 'return toBuyOf(exchange, exchanged, open);',
    replace: 'return (open * exchange.bought.minorUnits) / exchange.sold.minorUnits;',
  },
  {
    name: 'undo each part of an exchange by itself',
    file: exchange,
    find: 'return left === 0n && sold < withPayee ? 0n : bought - left;',
    replace: 'return left === 0n && sold < withPayee ? 0n : boughtFor(exchange, sold);',
  },
  {
    name: 'undo an exchange at the rate of another day',
    file: exchange,
    find: 'return left === 0n && sold < withPayee ? 0n : bought - left;',
    replace: 'return left === 0n && sold < withPayee ? 0n : ((bought - left) * 9n) / 10n;',
  },
  {
    name: 'confirm after the time of a quote',
    file: 'core/dist/esm/transfer/policy.js',
    find: `    confirmedInTime,
    quoteStillValid,
`,
    replace: '    confirmedInTime,\n',
  },
  {
    name: 'take a silent rail for one that refuses',
    file: 'engine/dist/esm/rail/call-rail.js',
    find: 'resolve(silent(`no answer within ${deadlineMs} ms`))',
    replace:
      "resolve(E.right([{ _tag: 'Refused', messageId: `silence-${(globalThis.planted = (globalThis.planted ?? 0) + 1)}`, by: rail, asOf: '2026-02-14T09:00:00.000Z', reason: { codeSet: 'waybill', code: 'SILENT' } }]))",
  },
  {
    name: 'book twice what comes in, in the balance that is read',
    file: 'projections/dist/esm/balance/take-in-event.js',
    find: 'booked: balance.booked + effect,',
    replace: 'booked: balance.booked + effect + (effect > 0n ? effect : 0n),',
  },
]
