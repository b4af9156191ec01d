import { balanceIn, balanceOf, balanceProjection, foldPastGaps, type Balance } from '@waybill/projections'
import { inSlice, type Slice, type Told } from './case-file.js'
import { accountCauses, type AccountFile } from './causes/shown-otherwise.js'
import { damagedLog, isDamaged } from './damaged-log.js'
import type { Bilingual, CauseFound, CustodyRow, Finding, NextAction } from './finding.js'
import { judgeAll, type Judgement, type Legibility } from './judgement.js'
import type { Leaf } from './leaf.js'
import type { Parts } from './parts.js'
import { answerOwed, correspondenceAbout, replyClock, type Correspondence } from './reply-clock.js'
import { accountClaims, shownView } from './shown-view.js'
import { say } from './verdict.js'
import { leafTitle } from './wording/leaf-title.js'
import { sayMinorUnits } from './wording/plain.js'

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

const legibilityFor = ({ undecodable }: Slice, account: string): Legibility => {
  const quarantined = undecodable.some(
    ({ stream, reason }) =>
      (stream === `account-${account}` || stream === `funds-${account}` || stream.startsWith('transfer-')) &&
      reason !== 'UNKNOWN_TYPE' &&
      reason !== 'NEWER_VERSION',
  )
  if (quarantined) return 'QUARANTINED'
  return undecodable.length > 0 ? 'UNKNOWN_WORDS' : 'WHOLE'
}

const judgeAccount = (file: AccountFile): Judgement =>
  judgeAll(
    accountCauses.map(({ leaf, judge }) => ({ leaf, verdict: judge(file) })),
    file.slice.complete,
    legibilityFor(file.slice, file.account),
  )

const act = (
  action: string,
  safety: NextAction['safety'],
  who: string,
  says: Bilingual,
  forbiddenBy: Bilingual | null = null,
): NextAction => ({ action, says, who, due: null, safety, forbiddenBy })

const unlessConfirmed = ({ confidence }: CauseFound): Bilingual | null =>
  confidence === 'CONFIRMED' ? null : say('the finding is not confirmed', '结论尚未确认')

/** What follows from each cause of a doubted balance. */
const nextByCause: Partial<Record<Leaf, (primary: CauseFound) => ReadonlyArray<NextAction>>> = {
  I1: (primary) => [
    act(
      'CATCH_UP_VIEW',
      'safe',
      'engine',
      say(
        'We let the screen catch up with the ledger and show how fresh it is.',
        '我方使页面数据与账本同步，并标明数据时间。',
      ),
      unlessConfirmed(primary),
    ),
  ],
  I2: (primary) => [
    act(
      'REBUILD_VIEW',
      'safe',
      'engine',
      say(
        'We rebuild the view beside the old one, compare the two, and switch.',
        '我方另行重建该视图，与原视图比对后切换。',
      ),
      unlessConfirmed(primary),
    ),
  ],
  J1: () => [
    act(
      'QUARANTINE',
      'propose',
      'operator',
      say('We quarantine the account and correct the entry under four eyes.', '我方隔离该账户，并经双人复核更正分录。'),
    ),
  ],
  X1: () => [
    act(
      'RESTORE_LOG',
      'propose',
      'engineer',
      say('We restore the log from a copy and check it against the anchor.', '我方从副本恢复日志，并用锚点校验。'),
    ),
    act(
      'ANY_REMEDY',
      'never',
      'nobody',
      say('Move or release any money on the strength of this log.', '凭这份日志划转或释放任何资金。'),
      say('a damaged record proves nothing', '已损坏的记录不能作为依据'),
    ),
  ],
  X2: () => [act('FETCH_RECORDS', 'safe', 'engineer', say('We fetch our missing records.', '我方取回缺失的记录。'))],
}

const balanceNow = ({ account, booked, available, currency }: Balance): Bilingual => {
  const [all, free] = [sayMinorUnits(booked, currency), sayMinorUnits(available, currency)]
  return booked === available
    ? say(`account ${account} holds ${all.en}, all of it free to use`, `账户 ${account} 余额 ${all.zh}，全部可用`)
    : say(
        `account ${account} holds ${all.en}, of which ${free.en} is free to use`,
        `账户 ${account} 余额 ${all.zh}，其中 ${free.zh}可用`,
      )
}

const reasonFor = ({ shown }: AccountFile, { primary, candidates }: Judgement): Bilingual => {
  if (shown !== null && (primary.leaf === 'I1' || primary.leaf === 'I2')) {
    const [was, truth] = [sayMinorUnits(shown.shown, shown.currency), sayMinorUnits(shown.atHead, shown.currency)]
    const lag = shown.head - shown.position
    return primary.leaf === 'I1'
      ? say(
          `no money is missing: the screen showed ${was.en} because it was ${lag} records behind the ledger, which stood at ${truth.en}`,
          `没有资金缺失：屏幕显示 ${was.zh}，是因为它比账本落后 ${lag} 条记录，当时账本为 ${truth.zh}`,
        )
      : say(
          `the screen showed ${was.en}, which the records that it had read do not give`,
          `屏幕显示 ${was.zh}，与它已读取的记录不符`,
        )
  }
  if (primary.leaf === 'J1') return say('the postings of one record do not add up', '有一条记录的分录借贷不平')
  if (primary.leaf === 'Z1') return say('the balance is as posted, entry by entry', '余额与逐笔分录一致')
  const titles = candidates.map((leaf) => leafTitle[leaf])
  return primary.leaf === 'X2'
    ? say(
        'why it was doubted cannot be told, because our own record of what the screen showed is missing',
        '缺少我方屏幕显示内容的记录，无法说明为何有疑问',
      )
    : say(
        `what is on record does not decide why it was doubted${titles.length === 0 ? '' : `: ${titles.map(({ en }) => en).join(', or ')}`}`,
        `现有记录不足以说明为何有疑问${titles.length === 0 ? '' : `：${titles.map(({ zh }) => zh).join('，或')}`}`,
      )
}

const sentence = (file: AccountFile, judgement: Judgement, next: ReadonlyArray<NextAction>): Bilingual => {
  const { slice, account, balance } = file
  if (judgement.primary.leaf === 'X1') {
    const at = slice.integrity._tag === 'BROKEN' ? slice.integrity.firstBad : 0
    return say(
      `What account ${account} holds cannot be told: the log is damaged from record ${at} on; next: we restore it from a copy and check it against the anchor.`,
      `无法判断账户 ${account} 的余额：日志自第 ${at} 条起已损坏；下一步：我方从副本恢复日志，并用锚点校验。`,
    )
  }
  const move = next.find(({ safety, forbiddenBy }) => safety !== 'never' && forbiddenBy === null)
  const then =
    move === undefined
      ? say('nothing more needs to be done', '无需进一步处理')
      : say(
          `next: ${move.says.en.charAt(0).toLowerCase()}${move.says.en.slice(1).replace(/\.$/, '')}`,
          `下一步：${move.says.zh.replace(/。$/, '')}`,
        )
  const parts = [balanceNow(balance), reasonFor(file, judgement), then]
  const en = parts.map((part) => part.en).join('; ')
  return { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${parts.map((part) => part.zh).join('；')}。` }
}

const correspondenceOf = (slice: Slice, account: string): Correspondence | null => {
  const claims = accountClaims(slice, account).filter(({ event }) => event.claim !== 'INFO_ONLY')
  const ids = new Set(claims.map(({ event }) => event.claimId))
  const about = ({ event }: Told<'ContactLogged'>): boolean => event.claimId !== undefined && ids.has(event.claimId)
  return correspondenceAbout(claims, inSlice(slice, 'ContactLogged').filter(about))
}

/** Judges a question about an account's balance: the log, the postings, then what was shown, then what is posted. */
export const accountParts = (slice: Slice, account: string, claim: Finding['claim']): Parts => {
  const model = foldPastGaps(balanceProjection, slice.events).model
  const balances = balanceOf(model, account)
  const balance = balanceIn(model, account, balances[0]?.currency ?? 'CNY')
  const file: AccountFile = {
    slice,
    account,
    balance,
    shown: shownView(slice, account),
    doubted: claim?.kind === 'BALANCE_WRONG',
  }
  const damaged = isDamaged(slice)
  const judged = damaged ? damagedLog(slice) : judgeAccount(file)
  const correspondence = correspondenceOf(slice, account)
  const judgement: Judgement =
    correspondence === null || damaged
      ? judged
      : { ...judged, further: [...judged.further, { exhibit: replyClock(slice, correspondence), supports: [] }] }
  const next = [
    ...(nextByCause[judgement.primary.leaf]?.(judgement.primary) ?? []),
    ...(damaged ? [] : answerOwed(correspondence)),
  ]
  return {
    judgement,
    custody: balances.flatMap(custodyOfAccount),
    answer: sentence(file, judgement, next),
    next,
  }
}
