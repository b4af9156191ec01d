import {
  describe,
  type LedgerHolding,
  type RemedyApplied,
  type RemedyPlan,
  type RemedySimulated,
  type RemedyState,
} from '@waybill/engine'
import {
  accountBesideSum,
  leafTitle,
  sayMinorUnits,
  type Language,
  type Remedy,
  type RemedyCondition,
} from '@waybill/explain'

type Words = Readonly<Record<Language, string>>

const words = {
  plan: { en: 'What may be done about', zh: '可采取的措施' },
  because: { en: 'because', zh: '原因' },
  nothing: { en: 'Nothing is to be done.', zh: '无须采取任何措施。' },
  classes: {
    safe: { en: 'safe', zh: '安全' },
    guarded: { en: 'guarded', zh: '须满足条件' },
    propose: { en: 'proposal', zh: '提议' },
    never: { en: 'never', zh: '禁止' },
  },
  byItself: { en: 'may be applied without asking', zh: '可自动执行' },
  oneName: { en: 'needs a name behind it', zh: '须一人具名批准' },
  twoNames: { en: 'needs two names behind it', zh: '须两人具名批准' },
  no: { en: 'not now', zh: '目前不可执行' },
  byHand: { en: 'for a person to do, nothing is sent', zh: '由人工办理，系统不发送' },
  marks: {
    en: '+ holds   - does not hold, and a name may stand in for it   x does not hold, and nobody lifts it',
    zh: '+ 满足   - 不满足，可由具名人员承担   x 不满足，任何人不得放行',
  },
  key: { en: 'key', zh: '幂等键' },
  tried: { en: 'Tried on a copy; nothing was written.', zh: '已在副本上试运行，未写入任何内容。' },
  applied: { en: 'Done', zh: '已完成' },
  before: { en: 'Done before; this is the same answer.', zh: '此前已完成；这是同一答复。' },
  refused: { en: 'The rules would refuse it:', zh: '规则会拒绝：' },
  status: { en: 'status', zh: '状态' },
  cause: { en: 'cause', zh: '原因' },
  booked: { en: 'booked', zh: '账面' },
  available: { en: 'available', zh: '可用' },
  same: { en: 'as before', zh: '不变' },
  events: { en: 'events', zh: '事件' },
  became: { en: 'as', zh: '兑换为' },
  confirmed: {
    en: 'Read back: it stands in the ledger, and the balances that people see agree.',
    zh: '已复核：账本中有记录，且所显示的余额一致。',
  },
  unseen: {
    en: 'It stands in the ledger; the balances that people see do not show it yet. Look again.',
    zh: '账本已有记录；所显示的余额尚未更新，请稍后再看。',
  },
  unread: {
    en: 'It could not be read back from the ledger. Run waybill verify.',
    zh: '无法从账本复核。请运行 waybill verify。',
  },
} as const satisfies Readonly<Record<string, Words | Readonly<Record<string, Words>>>>

const colon = { en: ': ', zh: '：' } as const satisfies Words

const bracket = (text: string, lang: Language): string => (lang === 'zh' ? `（${text}）` : ` (${text})`)

const isForAPerson = ({ condition, holds }: RemedyCondition): boolean => condition === 'DONE_BY_COMMAND' && !holds

const howOf = ({ mayBeApplied, approvalsNeeded, conditions }: Remedy): Words => {
  if (conditions.some(isForAPerson)) return words.byHand
  if (mayBeApplied === 'AUTOMATICALLY') return words.byItself
  if (mayBeApplied === 'NO') return words.no
  return approvalsNeeded === 2 ? words.twoNames : words.oneName
}

const remedyLines = (remedy: Remedy, lang: Language): ReadonlyArray<string> => [
  `  ${remedy.remedy}${bracket(words.classes[remedy.safety][lang], lang)}${remedy.safety === 'never' ? '' : `${colon[lang]}${howOf(remedy)[lang]}`}`,
  `    ${remedy.says[lang]}`,
  ...remedy.conditions
    .filter((condition) => !isForAPerson(condition))
    .map(({ holds, kind, says }) => `    ${holds ? '+' : kind === 'RULE' ? 'x' : '-'} ${says[lang]}`),
  ...(remedy.step === null ? [] : [`    ${words.key[lang]}${colon[lang]}${remedy.key}`]),
  '',
]

/** The plan in prose. `+` holds, `-` does not and a name may stand in for it, `x` does not and nobody lifts it. */
export const planReport = ({ finding, remedies }: RemedyPlan, lang: Language): string =>
  [
    lang === 'zh'
      ? `${finding.subject.id} ${words.plan.zh}（${words.because.zh} ${finding.cause.leaf}：${leafTitle[finding.cause.leaf].zh}）`
      : `${words.plan.en} ${finding.subject.id} (${words.because.en} ${finding.cause.leaf}: ${leafTitle[finding.cause.leaf].en})`,
    '',
    ...(remedies.length === 0
      ? [words.nothing[lang], '']
      : [...remedies.flatMap((remedy) => remedyLines(remedy, lang)), `  ${words.marks[lang]}`, '']),
  ].join('\n')

const change = (before: string, after: string, lang: Language): string =>
  before === after ? `${after}${bracket(words.same[lang], lang)}` : `${before} → ${after}`

const holdingLine = (before: LedgerHolding | undefined, after: LedgerHolding, lang: Language): string => {
  const sum = (minorUnits: bigint): string => sayMinorUnits(minorUnits, after.currency)[lang]
  const from = before ?? after
  return `  ${after.account}${colon[lang]}${words.booked[lang]} ${change(sum(from.booked), sum(after.booked), lang)}${lang === 'zh' ? '，' : ', '}${words.available[lang]} ${change(sum(from.available), sum(after.available), lang)}`
}

const holdingLines = (before: RemedyState, after: RemedyState, lang: Language): ReadonlyArray<string> =>
  after.holdings.map((holding) => {
    const earlier = before.holdings.find(({ account }) => account === holding.account)
    return holdingLine(earlier, holding, lang)
  })

const custodyLine = ({ finding }: RemedyState, lang: Language): string =>
  finding.custody
    .filter(({ amount }) => amount !== '0')
    .map(
      ({ place, account, amount, currency, quote }) =>
        `${sayMinorUnits(BigInt(amount), currency)[lang]} ${quote?.place ?? place}${account === undefined ? '' : ` ${accountBesideSum(account)}`}${quote === undefined ? '' : ` ${words.became[lang]} ${sayMinorUnits(BigInt(quote.amount), quote.currency)[lang]}`}`,
    )
    .join(', ')

const changes = (before: RemedyState, after: RemedyState, lang: Language): ReadonlyArray<string> => [
  `  ${words.status[lang]}${colon[lang]}${change(before.status ?? '-', after.status ?? '-', lang)}`,
  `  ${words.cause[lang]}${colon[lang]}${change(before.finding.cause.leaf, after.finding.cause.leaf, lang)}`,
  `  ${change(custodyLine(before, lang), custodyLine(after, lang), lang)}`,
  ...holdingLines(before, after, lang),
]

/** What a remedy would change, in prose. */
export const simulatedReport = (
  { remedy, before, after, events, refusedBy }: RemedySimulated,
  lang: Language,
): string =>
  [
    `${remedy.remedy}${colon[lang]}${remedy.says[lang]}`,
    words.tried[lang],
    '',
    ...(refusedBy === null ? [] : [`${words.refused[lang]} ${describe(refusedBy)}`, '']),
    ...changes(before, after, lang),
    `  ${words.events[lang]}${colon[lang]}${events.map(({ type }) => type).join(', ') || '-'}`,
    '',
  ].join('\n')

/** What was done, in prose. */
export const appliedReport = (
  { remedy, key, before, after, receipts, replayed, inLedger, inView }: RemedyApplied,
  lang: Language,
): string =>
  [
    `${remedy}${colon[lang]}${(replayed ? words.before : words.applied)[lang]}`,
    '',
    ...changes(before, after, lang),
    `  ${words.events[lang]}${colon[lang]}${receipts.flatMap(({ events }) => events.map(({ type }) => type)).join(', ')}`,
    `  ${words.key[lang]}${colon[lang]}${key}`,
    '',
    (inLedger ? (inView ? words.confirmed : words.unseen) : words.unread)[lang],
    '',
  ].join('\n')
