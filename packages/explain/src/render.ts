import type { Currency } from '@waybill/core'
import type {
  Exchanged,
  Bilingual,
  Confidence,
  CustodyRow,
  EvidenceItem,
  Finding,
  MissingItem,
  NextAction,
  SafetyClass,
  SubjectKind,
} from './finding.js'
import type { Leaf } from './leaf.js'
import { say } from './verdict.js'
import { claimWords } from './wording/claim-words.js'
import { displayWidth, padEndTo, padStartTo } from './wording/display-width.js'
import { changeWords, factorWords } from './wording/factor-words.js'
import { leafTitle } from './wording/leaf-title.js'
import { actorWords, partyWords } from './wording/party-words.js'
import { balancePlaceWords, placeWords } from './wording/place-words.js'
import { accountBesideSum, sayMinorUnits, sayTime } from './wording/plain.js'
import { wrapped } from './wording/wrapped.js'

export type Language = 'en' | 'zh'

/** How a finding is shown: in which language, and with every piece of evidence or the decisive ones alone. */
export type RenderOptions = { readonly lang: Language; readonly why: boolean }

/** Columns of a line. */
export const columns = 100

const confidenceWords: Readonly<Record<Confidence, Bilingual>> = {
  CONFIRMED: say('we have established this', '已查实'),
  PROBABLE: say('this is most likely', '很可能'),
  POSSIBLE: say('this is possible and not proven', '有可能，未证实'),
  UNDETERMINED: say('we do not know yet', '尚不能确定'),
}

const safetyWords: Readonly<Record<SafetyClass, Bilingual>> = {
  safe: say('safe', '安全'),
  guarded: say('only with guards', '须满足条件'),
  propose: say('a person decides', '须人工决定'),
  never: say('never', '禁止'),
}

export const subjectWords: Readonly<Record<SubjectKind, Bilingual>> = {
  transfer: say('Transfer', '转账'),
  account: say('Account', '账户'),
  case: say('Case', '案件'),
  customer: say('Customer', '客户'),
  store: say('Ledger', '账本'),
}

export const labels = {
  claim: say('claim', '申诉'),
  where: say('Where the money is', '资金在哪里'),
  balance: say('What the account holds', '账户资金构成'),
  all: say('together', '合计'),
  excess: say('Beyond the original amount', '超出原金额的部分'),
  cause: say('Cause', '原因'),
  also: say('Also', '另外'),
  whyLate: say('Why it was late', '延迟原因'),
  factors: say('Under these conditions', '相关因素'),
  responsible: say('Who answers for it', '责任方'),
  decisive: say(
    'What proves it (number in the log; A is the most reliable source)',
    '关键证据（日志编号；A 为最可靠的来源）',
  ),
  evidence: say(
    'All evidence (number in the log; A is the most reliable source)',
    '全部证据（日志编号；A 为最可靠的来源）',
  ),
  ruledOut: say('Ruled out', '已排除'),
  notKnown: say('What is not known', '尚不清楚'),
  next: say('What happens next', '下一步'),
  reply: say('Answer to the customer', '对客户的答复'),
  reference: say('Reference', '查询编号'),
} as const

type Row = { readonly place: string; readonly sum: string; readonly account: string }

const table = (rows: ReadonlyArray<Row>): ReadonlyArray<string> => {
  const widest = (cell: (row: Row) => string): number => Math.max(0, ...rows.map((row) => displayWidth(cell(row))))
  const places = widest(({ place }) => place)
  const sums = widest(({ sum }) => sum)
  return rows.map(({ place, sum, account }) =>
    `    ${padEndTo(place, places)}  ${padStartTo(sum, sums)}  ${account}`.trimEnd(),
  )
}

/** The account beside a sum, and what the sum became there. */
const exchangedInto = (
  { amount, currency, quoteId, rate }: Exchanged,
  from: Currency,
  account: string,
  lang: Language,
): string => {
  const sum = sayMinorUnits(BigInt(amount), currency)[lang]
  const terms = `1 ${from} = ${rate} ${currency}`
  return lang === 'zh'
    ? `${account}${account === '' ? '' : '，'}兑换为${sum}（${quoteId}：${terms}）`
    : `${account}${account === '' ? '' : ', '}as ${sum} (${quoteId}: ${terms})`
}

const custodyLines = ({ custody, subject }: Finding, lang: Language): ReadonlyArray<string> => {
  const isBalance = subject.kind === 'account'
  const line = ({ place, amount, currency, account, quote }: CustodyRow): Row => {
    const beside = account === undefined ? '' : accountBesideSum(account)
    return {
      place: ((isBalance ? balancePlaceWords[place] : undefined) ?? placeWords[quote?.place ?? place])[lang],
      sum: sayMinorUnits(BigInt(amount), currency)[lang],
      account: quote === undefined ? beside : exchangedInto(quote, currency, beside, lang),
    }
  }
  const original = custody.filter(({ of }) => of === 'ORIGINAL')
  const excess = custody.filter(({ of }) => of === 'EXCESS')
  const totals = new Map<Currency, bigint>()
  for (const { amount, currency } of original) totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(amount))
  const sums = [...totals].map(([currency, total]): Row => ({
    place: `= ${labels.all[lang]}`,
    sum: sayMinorUnits(total, currency)[lang],
    account: '',
  }))
  return [
    ...section(
      isBalance ? labels.balance : labels.where,
      original.length === 0 ? [] : table([...original.map(line), ...sums]),
      lang,
    ),
    ...section(labels.excess, table(excess.map(line)), lang),
  ]
}

const bullet = (text: string): ReadonlyArray<string> => wrapped(text, columns, '    - ', '      ')

const bracket = (text: string, lang: Language): string => (lang === 'zh' ? `（${text}）` : ` (${text})`)

type Shown = Pick<EvidenceItem, 'sequence' | 'grade' | 'shows'>

/** Number in the log, grade of the source, and what it shows, in three columns. */
export const evidenceLines = (items: ReadonlyArray<Shown>, lang: Language): ReadonlyArray<string> => {
  const numberOf = ({ sequence }: Shown): string => (sequence === undefined ? '' : `#${sequence}`)
  const width = Math.max(0, ...items.map((item) => numberOf(item).length))
  const rest = ' '.repeat(4 + width + 4)
  return items.flatMap((item) =>
    wrapped(item.shows[lang], columns, `    ${numberOf(item).padEnd(width)} ${item.grade}  `, rest),
  )
}

export const causeWords = ({ leaf, confidence }: Finding['cause'], lang: Language): string => {
  const title = leafTitle[leaf][lang]
  const level = confidenceWords[confidence][lang]
  return lang === 'zh' ? `${title}——${level}（${leaf}，${confidence}）` : `${title} — ${level} (${leaf}, ${confidence})`
}

const dueWords = ({ due, safety }: NextAction, now: string, lang: Language): string => {
  if (due === null || safety === 'never') return ''
  if (due <= now) return bracket(lang === 'zh' ? '现在即应办理' : 'due now', lang)
  return bracket(lang === 'zh' ? `最迟${sayTime(due).zh}` : `by ${sayTime(due).en}`, lang)
}

const nextLines = (action: NextAction, now: string, lang: Language): ReadonlyArray<string> => {
  const { says, safety, forbiddenBy } = action
  const because = lang === 'zh' ? '：' : ': '
  const waits = lang === 'zh' ? '暂缓，因为' : 'waits, because '
  const reason =
    forbiddenBy === null
      ? ''
      : safety === 'never'
        ? `${because}${forbiddenBy[lang]}`
        : bracket(`${waits}${forbiddenBy[lang]}`, lang)
  const text = safety === 'never' || reason !== '' ? says[lang].replace(/[.。]$/, '') : says[lang]
  return bullet(`[${safetyWords[safety][lang]}] ${text}${dueWords(action, now, lang)}${reason}`)
}

export const missingLines = ({ what, who, how, by }: MissingItem, lang: Language): ReadonlyArray<string> => {
  const knows = actorWords(who)[lang]
  const due = by === null ? '' : bracket(lang === 'zh' ? `最迟${sayTime(by).zh}` : `by ${sayTime(by).en}`, lang)
  return bullet(
    lang === 'zh'
      ? `${what.zh}。知情方：${knows}；办法：${how.zh}${due}`
      : `${what.en}; ${knows} would know: ${how.en}${due}`,
  )
}

/** A title with its lines; nothing where there are none. */
export function section(title: Bilingual, lines: ReadonlyArray<string>, lang: Language): ReadonlyArray<string> {
  return lines.length === 0 ? [] : [`  ${title[lang]}`, ...lines]
}

const colon = (label: Bilingual, text: string, lang: Language): ReadonlyArray<string> =>
  wrapped(`${label[lang]}${lang === 'zh' ? '：' : ': '}${text}`, columns, '  ', '    ')

/** How much was read, and what vouches for it. Of a damaged record only the last number is known, not how many stand before it. */
const readLine = ({ asOf, cause }: Finding, lang: Language): string => {
  const { anchored, sequence } = asOf
  if (!anchored && cause.leaf === 'X1')
    return lang === 'zh'
      ? `读到第 ${sequence} 条记录为止，这些记录互不相符或与锚点不符`
      : `read as far as record ${sequence}, and the records do not hold together`
  if (lang === 'zh') return `读取了 ${sequence} 条记录，${anchored ? '有锚点为证' : '没有锚点为证'}`
  return `${sequence} records read, ${anchored ? 'vouched for by an anchor' : 'with no anchor to vouch for them'}`
}

const asOfLine = (finding: Finding, lang: Language): string => {
  const { happenedBy, knownBy } = finding.asOf
  const [happened, known] = [sayTime(happenedBy)[lang], sayTime(knownBy)[lang]]
  const same = happenedBy === knownBy
  return lang === 'zh'
    ? `截至${happened}${same ? '' : `，按${known}时所知`}；${readLine(finding, lang)}`
    : `As of ${happened}${same ? '' : `, as known by ${known}`}; ${readLine(finding, lang)}`
}

/** What decides: the evidence for the cause, for those told beside it, and for the candidates where nothing is decided. */
const decisiveOf = ({ evidence }: Finding): ReadonlyArray<EvidenceItem> =>
  evidence.filter(({ supports }) => supports.length > 0)

const replyClockId = 'reply-clock'

/** What rules a cause out: the number of an event, or what was seen where it is none. */
const ruledOutBy = (
  leaf: Leaf,
  because: ReadonlyArray<string>,
  evidence: ReadonlyArray<EvidenceItem>,
  lang: Language,
): string => {
  const reasons = because.map((id) => {
    const item = evidence.find((one) => one.id === id)
    if (item === undefined) return id
    return item.sequence === undefined ? item.shows[lang].replace(/[.。]$/, '') : `#${item.sequence}`
  })
  return lang === 'zh'
    ? `${leafTitle[leaf].zh}（${leaf}）：${reasons.join('、')}`
    : `${leafTitle[leaf].en} (${leaf}): ${reasons.join(', ')}`
}

/** The finding as prose. It is made from the finding alone and adds nothing to it. */
export const renderFinding = (finding: Finding, { lang, why }: RenderOptions): string => {
  const { subject, claim, answer, secondary, factors, responsible, evidence, excluded, missing, next, asOf } = finding
  const heading = `${subjectWords[subject.kind][lang]} ${subject.id}${
    claim === null
      ? ''
      : bracket(`${labels.claim[lang]}${lang === 'zh' ? '：' : ': '}${claimWords[claim.kind][lang]}`, lang)
  }`
  const party = `${partyWords[responsible.party][lang]}${responsible.name === undefined ? '' : bracket(responsible.name, lang)}`
  const shown = why ? evidence : decisiveOf(finding)
  const reply = evidence.find(({ id }) => id === replyClockId)
  return [
    heading,
    '',
    ...wrapped(answer[lang], columns, '  '),
    '',
    ...custodyLines(finding, lang),
    ...colon(labels.cause, causeWords(finding.cause, lang), lang),
    ...secondary.flatMap((other, index) =>
      colon(finding.cause.leaf === 'Z2' && index === 0 ? labels.whyLate : labels.also, causeWords(other, lang), lang),
    ),
    ...colon(labels.responsible, party, lang),
    ...section(
      labels.factors,
      factors.flatMap(({ factor, wouldHaveChanged }) =>
        bullet(`${factorWords[factor][lang]}${lang === 'zh' ? '：' : ': '}${changeWords[wouldHaveChanged][lang]}`),
      ),
      lang,
    ),
    ...section(
      why ? labels.evidence : labels.decisive,
      evidenceLines(
        shown.filter(({ id }) => id !== replyClockId),
        lang,
      ),
      lang,
    ),
    ...(why
      ? section(
          labels.ruledOut,
          excluded.flatMap(({ leaf, because }) => bullet(ruledOutBy(leaf, because, evidence, lang))),
          lang,
        )
      : []),
    ...section(
      labels.notKnown,
      missing.flatMap((item) => missingLines(item, lang)),
      lang,
    ),
    ...section(
      labels.next,
      next.flatMap((action) => nextLines(action, asOf.happenedBy, lang)),
      lang,
    ),
    ...(reply === undefined ? [] : colon(labels.reply, reply.shows[lang], lang)),
    `  ${asOfLine(finding, lang)}`,
    `  ${labels.reference[lang]}${lang === 'zh' ? '：' : ': '}${finding.digest.slice(0, 23)}…`,
    '',
  ].join('\n')
}
