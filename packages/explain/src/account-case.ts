import type { Currency, Recorded, TransferEvent } from '@waybill/core'
import { balanceIn, balanceOf, balanceProjection, foldPastGaps, type Balance } from '@waybill/projections'
import { inSlice, type Slice, type Told } from './case-file.js'
import { faultyEntries } from './causes/conservation.js'
import { damagedLog, isDamaged } from './damaged-log.js'
import { derived, exhibit } from './exhibit.js'
import type { Bilingual, CauseFound, CustodyRow, NextAction } from './finding.js'
import type { Leaf } from './leaf.js'
import { confidenceOf, type Judged, type Judgement } from './judgement.js'
import type { Parts } from './parts.js'
import { excluded, holds, say, silent, type Exhibit, type Verdict } from './verdict.js'
import { sayMinorUnits, sayTime } from './wording/plain.js'

type View = Told<'ViewServed'>

const meanings = ['booked', 'available', 'expected'] as const
type Meaning = (typeof meanings)[number]

const balanceAt = (slice: Slice, account: string, currency: Currency, throughSequence: number): Balance =>
  balanceIn(
    foldPastGaps(
      balanceProjection,
      slice.events.filter(({ sequence }) => sequence <= throughSequence),
    ).model,
    account,
    currency,
  )

/** The ledger's last sequence when the view was served, as the view says, else as the log's own times tell. */
const headAt = (slice: Slice, view: View): number => {
  if (view.event.headSequence !== undefined) return view.event.headSequence
  let head = 0
  for (const { sequence, recordedAt } of slice.events)
    if (sequence < view.sequence && recordedAt <= view.occurredAt && sequence > head) head = sequence
  return head
}

const touches = (recorded: Recorded, account: string): boolean => {
  if (recorded.stream === `funds-${account}`) return true
  return 'entry' in recorded.event && recorded.event.entry.postings.some((posting) => posting.account === account)
}

type Shown = {
  readonly view: View
  readonly meaning: Meaning
  readonly shown: bigint
  readonly currency: Currency
  /** What the fold gives at the view's own position, and at the head of the ledger when it was served. */
  readonly atOwnPosition: bigint
  readonly atHead: bigint
  readonly position: number
  readonly head: number
  readonly between: ReadonlyArray<Recorded>
}

const latestView = (slice: Slice, account: string): Shown | null => {
  const views = inSlice(slice, 'ViewServed').filter(
    ({ event }) => event.account === account && event.balance !== undefined,
  )
  const view = views[views.length - 1]
  const balance = view?.event.balance
  if (view === undefined || balance === undefined) return null
  const meaning = meanings.find((one) => balance[one] !== undefined)
  if (meaning === undefined) return null
  const position = view.event.projectionSequence
  const head = headAt(slice, view)
  const own = balanceAt(slice, account, balance.currency, position)
  const differing = meanings.find((one) => balance[one] !== undefined && balance[one] !== own[one]) ?? meaning
  return {
    view,
    meaning: differing,
    shown: balance[differing] ?? 0n,
    currency: balance.currency,
    atOwnPosition: own[differing],
    atHead: balanceAt(slice, account, balance.currency, head)[differing],
    position,
    head,
    between: slice.events.filter(
      ({ sequence, ...recorded }) =>
        sequence > position && sequence <= head && touches({ sequence, ...recorded }, account),
    ),
  }
}

const viewExhibit = (slice: Slice, { view, shown, currency, position, head, meaning }: Shown): Exhibit =>
  exhibit(
    slice,
    view,
    say(
      `On ${sayTime(view.occurredAt).en} the screen showed ${sayMinorUnits(shown, currency).en} (${meaning}), computed up to position ${position}; the ledger then ended at ${head}.`,
      `${sayTime(view.occurredAt).zh}屏幕显示 ${sayMinorUnits(shown, currency).zh}（${meaning}），计算至第 ${position} 位；当时账本末位为 ${head}。`,
    ),
  )

const drifted = (slice: Slice, shown: Shown | null): Verdict => {
  if (shown === null) return silent
  const atPosition = derived(
    slice,
    'fold-at-position',
    'Balance',
    say(
      `The ledger up to position ${shown.position} gives ${sayMinorUnits(shown.atOwnPosition, shown.currency).en} (${shown.meaning}).`,
      `账本截至第 ${shown.position} 位的结果为 ${sayMinorUnits(shown.atOwnPosition, shown.currency).zh}（${shown.meaning}）。`,
    ),
    'A',
  )
  return shown.shown === shown.atOwnPosition
    ? excluded(atPosition)
    : holds({ evidence: [viewExhibit(slice, shown), atPosition], responsible: { party: 'ENGINE' } })
}

const behind = (slice: Slice, shown: Shown | null): Verdict => {
  if (shown === null) return silent
  const lag = shown.head - shown.position
  if (lag <= 0 || shown.atHead === shown.atOwnPosition) return excluded(viewExhibit(slice, shown))
  return holds({
    evidence: [
      viewExhibit(slice, shown),
      derived(
        slice,
        'lag',
        'Balance',
        say(
          `It was ${lag} positions behind; the true figure then was ${sayMinorUnits(shown.atHead, shown.currency).en}.`,
          `落后 ${lag} 位；当时的真实数额为 ${sayMinorUnits(shown.atHead, shown.currency).zh}。`,
        ),
        'A',
      ),
      ...shown.between.map((recorded) =>
        exhibit(
          slice,
          recorded,
          say(
            `Position ${recorded.sequence}, ${recorded.event._tag}, was not yet in it.`,
            `第 ${recorded.sequence} 位的 ${recorded.event._tag} 当时尚未计入。`,
          ),
        ),
      ),
    ],
    responsible: { party: 'ENGINE' },
  })
}

const oneSided = (slice: Slice, account: string): Verdict => {
  const streams = new Set(
    slice.events
      .filter((recorded) => touches(recorded, account) && recorded.stream.startsWith('transfer-'))
      .map(({ stream }) => stream),
  )
  const stories = new Map<string, Recorded<TransferEvent>[]>()
  for (const recorded of slice.events) {
    if (!streams.has(recorded.stream)) continue
    const story = stories.get(recorded.stream) ?? []
    story.push(recorded as Recorded<TransferEvent>)
    stories.set(recorded.stream, story)
  }
  const faulty = [...stories.values()].flatMap((story) => faultyEntries(story))
  if (faulty.length === 0)
    return excluded(
      derived(
        slice,
        'postings-balance',
        'Sum',
        say(
          `The postings of all ${stories.size} transfers that touch the account balance.`,
          `涉及该账户的 ${stories.size} 笔转账过账均平衡。`,
        ),
      ),
    )
  return holds({
    evidence: faulty.map((recorded) =>
      exhibit(
        slice,
        recorded,
        say(
          `The stored postings of event ${recorded.sequence} are not those that follow from it.`,
          `第 ${recorded.sequence} 号事件所存的过账与事件不符。`,
        ),
      ),
    ),
    responsible: { party: 'ENGINE' },
  })
}

const asPosted = (slice: Slice, balance: Balance): Verdict =>
  holds({
    evidence: [
      derived(
        slice,
        'balance-as-posted',
        'Balance',
        say(
          `Booked ${sayMinorUnits(balance.booked, balance.currency).en}, available ${sayMinorUnits(balance.available, balance.currency).en}, expected ${sayMinorUnits(balance.expected, balance.currency).en}.`,
          `已入账 ${sayMinorUnits(balance.booked, balance.currency).zh}，可用 ${sayMinorUnits(balance.available, balance.currency).zh}，预期 ${sayMinorUnits(balance.expected, balance.currency).zh}。`,
        ),
      ),
    ],
    responsible: { party: 'NONE' },
  })

const custodyOfAccount = ({
  account,
  currency,
  booked,
  reserved,
  incoming,
  expected,
}: Balance): ReadonlyArray<CustodyRow> => {
  const rows = [
    { place: 'PAYER_AVAILABLE' as const, sum: booked - reserved, account },
    { place: 'PAYER_RESERVED' as const, sum: reserved, account },
    { place: 'IN_TRANSIT' as const, sum: incoming, account: null },
  ]
  return [
    ...rows
      .filter(({ sum }) => sum !== 0n)
      .map(({ place, sum, account: id }): CustodyRow => ({
        of: 'ORIGINAL',
        place,
        ...(id === null ? {} : { account: id }),
        amount: sum.toString(),
        currency,
      })),
    {
      of: 'ORIGINAL',
      place: 'UNACCOUNTED',
      amount: (expected - rows.reduce((sum, row) => sum + row.sum, 0n)).toString(),
      currency,
    },
  ]
}

const legibility = (slice: Slice, account: string) =>
  slice.undecodable.some(
    ({ stream, reason }) =>
      (stream === `account-${account}` || stream === `funds-${account}` || stream.startsWith('transfer-')) &&
      reason !== 'UNKNOWN_TYPE' &&
      reason !== 'NEWER_VERSION',
  )
    ? ('QUARANTINED' as const)
    : slice.undecodable.length > 0
      ? ('UNKNOWN_WORDS' as const)
      : ('WHOLE' as const)

const judgeAccount = (slice: Slice, account: string, balance: Balance, shown: Shown | null): Judgement => {
  const judged: ReadonlyArray<Judged> = [
    { leaf: 'J1', verdict: oneSided(slice, account) },
    { leaf: 'I2', verdict: drifted(slice, shown) },
    { leaf: 'I1', verdict: behind(slice, shown) },
    { leaf: 'Z1', verdict: asPosted(slice, balance) },
  ]
  const readable = legibility(slice, account)
  const strong = judged.flatMap(({ leaf, verdict }) => (verdict._tag === 'HOLDS' ? [{ leaf, verdict }] : []))
  const first = strong[0]
  if (first === undefined || readable === 'QUARANTINED')
    return {
      primary: { leaf: 'U1', confidence: 'UNDETERMINED' },
      secondary: [],
      judged,
      responsible: { party: 'UNDETERMINED' },
      factors: [],
      further: [],
      missing: [],
      candidates: strong.map(({ leaf }) => leaf),
    }
  const found = ({ leaf, verdict }: typeof first) => ({
    leaf,
    confidence: confidenceOf(leaf, verdict, judged, slice.complete, readable),
  })
  return {
    primary: found(first),
    secondary: strong
      .slice(1)
      .filter(({ leaf }) => leaf !== 'Z1')
      .map(found),
    judged,
    responsible: first.verdict.responsible,
    factors: [],
    further: [],
    missing: first.verdict.missing,
    candidates: [],
  }
}

const act = (
  action: string,
  safety: NextAction['safety'],
  who: string,
  says: Bilingual,
  blocked: boolean,
): NextAction => ({
  action,
  says,
  who,
  due: null,
  safety,
  forbiddenBy: blocked ? say('the finding is not confirmed', '结论尚未确认') : null,
})

/** What follows from each cause of a doubted balance. */
const nextByCause: Partial<Record<Leaf, (primary: CauseFound) => ReadonlyArray<NextAction>>> = {
  I1: (primary) => {
    return [
      act(
        'CATCH_UP_VIEW',
        'safe',
        'engine',
        say('Let the view catch up and show how fresh it is.', '让视图追上账本并显示其时效。'),
        primary.confidence !== 'CONFIRMED',
      ),
    ]
  },
  I2: (primary) => {
    return [
      act(
        'REBUILD_VIEW',
        'safe',
        'engine',
        say('Rebuild the view beside the old one, compare, and switch.', '在旁重建视图，比对后切换。'),
        primary.confidence !== 'CONFIRMED',
      ),
    ]
  },
  J1: () => {
    return [
      act(
        'QUARANTINE',
        'propose',
        'operator',
        say('Quarantine the account and correct the entry under four eyes.', '隔离账户，并经双人复核更正。'),
        false,
      ),
    ]
  },
  X1: () => {
    return [
      act(
        'RESTORE_LOG',
        'propose',
        'engineer',
        say('Restore the log from a replica and verify it against the anchor.', '从副本恢复日志，并用锚点校验。'),
        false,
      ),
      {
        ...act(
          'ANY_REMEDY',
          'never',
          'nobody',
          say('Any remedy that moves or releases money.', '任何移动或释放资金的补救。'),
          false,
        ),
        forbiddenBy: say('the record is damaged', '记录已损坏'),
      },
    ]
  },
}

const nextFor = ({ primary }: Judgement): ReadonlyArray<NextAction> => nextByCause[primary.leaf]?.(primary) ?? []

const sentence = (slice: Slice, { primary }: Judgement, balance: Balance, shown: Shown | null): Bilingual => {
  const now = sayMinorUnits(balance.available, balance.currency)
  const holdsNow = say(
    `account ${balance.account} holds ${sayMinorUnits(balance.booked, balance.currency).en}, of which ${now.en} is free to use`,
    `账户 ${balance.account} 余额为 ${sayMinorUnits(balance.booked, balance.currency).zh}，其中 ${now.zh}可用`,
  )
  const close = (en: string, zh: string): Bilingual => {
    const text = `${holdsNow.en}; ${en}.`
    return { en: `${text.charAt(0).toUpperCase()}${text.slice(1)}`, zh: `${holdsNow.zh}；${zh}。` }
  }
  const was =
    shown === null
      ? null
      : { shown: sayMinorUnits(shown.shown, shown.currency), truth: sayMinorUnits(shown.atHead, shown.currency) }
  if (primary.leaf === 'X1') {
    const at = slice.integrity._tag === 'BROKEN' ? slice.integrity.firstBad : 0
    return say(
      `What account ${balance.account} holds cannot be told: the record is damaged from position ${at} on; next: restore the log from a replica.`,
      `无法判断账户 ${balance.account} 的余额：记录自第 ${at} 位起损坏；下一步：从副本恢复日志。`,
    )
  }
  if (primary.leaf === 'I1') {
    return close(
      `no money is missing: the screen showed ${was?.shown.en} because it was ${(shown?.head ?? 0) - (shown?.position ?? 0)} entries behind the ledger, which stood at ${was?.truth.en}; next: the view catches up`,
      `没有资金缺失：屏幕显示 ${was?.shown.zh}，因其比账本落后 ${(shown?.head ?? 0) - (shown?.position ?? 0)} 条，当时账本为 ${was?.truth.zh}；下一步：视图追上账本`,
    )
  }
  if (primary.leaf === 'I2') {
    return close(
      `the screen showed ${was?.shown.en}, which the entries it had read do not give; next: the view is rebuilt and compared`,
      `屏幕显示 ${was?.shown.zh}，与其已读取的记录不符；下一步：重建视图并比对`,
    )
  }
  if (primary.leaf === 'J1') {
    return close(
      'the postings of one event do not add up; next: the entry is corrected under four eyes',
      '有一个事件的过账不平；下一步：经双人复核更正',
    )
  }
  if (primary.leaf === 'Z1') {
    return close(
      'the balance is as posted, entry by entry; nothing more needs to be done',
      '余额与逐笔过账一致；无需进一步处理',
    )
  }
  return close('what is on record does not decide why it was questioned', '现有记录不足以说明疑问的原因')
}

/** Judges a question about an account's balance: the log, the postings, then what was shown, then what is posted. */
export const accountParts = (slice: Slice, account: string): Parts => {
  const model = foldPastGaps(balanceProjection, slice.events).model
  const balances = balanceOf(model, account)
  const currency = balances[0]?.currency ?? 'CNY'
  const balance = balanceIn(model, account, currency)
  const shown = latestView(slice, account)
  const judgement = isDamaged(slice) ? damagedLog(slice) : judgeAccount(slice, account, balance, shown)
  return {
    judgement,
    custody: balances.flatMap(custodyOfAccount),
    answer: sentence(slice, judgement, balance, shown),
    next: nextFor(judgement),
  }
}
