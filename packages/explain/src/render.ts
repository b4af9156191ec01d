import type { Currency } from '@waybill/core'
import type {
  Bilingual,
  Confidence,
  EvidenceItem,
  Finding,
  ResponsibleParty,
  SafetyClass,
  SubjectKind,
} from './finding.js'
import { say } from './verdict.js'
import { leafTitle } from './wording/leaf-title.js'
import { sayMinorUnits, sayTime } from './wording/plain.js'

export type Language = 'en' | 'zh'

/** How a finding is shown: in which language, and with every piece of evidence or the decisive ones alone. */
export type RenderOptions = { readonly lang: Language; readonly why: boolean }

const confidenceWords: Readonly<Record<Confidence, Bilingual>> = {
  CONFIRMED: say('we have established this', '已查实'),
  PROBABLE: say('most likely', '很可能'),
  POSSIBLE: say('possible, not proven', '有可能，未证实'),
  UNDETERMINED: say('we do not know yet', '尚不能确定'),
}

const partyWords: Readonly<Record<ResponsibleParty, Bilingual>> = {
  CUSTOMER: say('the customer', '客户'),
  ENGINE: say('us', '我方'),
  NETWORK: say('the network', '网络'),
  SENDING_INSTITUTION: say('the sending institution', '付款机构'),
  INTERMEDIARY: say('an institution in between', '中间机构'),
  RECEIVING_INSTITUTION: say('the receiving institution', '收款机构'),
  THIRD_PARTY: say('another company', '第三方'),
  AUTHORITY: say('an authority', '有权机关'),
  SHARED: say('shared', '共同'),
  NONE: say('nobody', '无'),
  UNDETERMINED: say('not known yet', '尚未确定'),
}

const safetyWords: Readonly<Record<SafetyClass, Bilingual>> = {
  safe: say('safe', '安全'),
  guarded: say('with guards', '有条件'),
  propose: say('for a person to decide', '须人工决定'),
  never: say('never', '绝不'),
}

const subjectWords: Readonly<Record<SubjectKind, Bilingual>> = {
  transfer: say('Transfer', '转账'),
  account: say('Account', '账户'),
  case: say('Case', '案件'),
  customer: say('Customer', '客户'),
  store: say('Ledger', '账本'),
}

const labels = {
  claim: say('claim', '申诉'),
  where: say('Where the money is', '资金在哪里'),
  excess: say('Beyond the original amount', '超出原金额的部分'),
  cause: say('Cause', '原因'),
  also: say('Also', '另有'),
  factors: say('Under these conditions', '相关因素'),
  responsible: say('Answers for it', '责任方'),
  decisive: say('Decisive evidence', '关键证据'),
  evidence: say('Evidence', '证据'),
  ruledOut: say('Ruled out', '已排除'),
  notKnown: say('Not known', '尚不清楚'),
  next: say('What happens next', '下一步'),
  until: say('by', '最迟'),
  asOf: say('As of', '截至'),
  knownBy: say('known by', '已知于'),
  position: say('position', '位置'),
  anchored: say('anchored', '有锚点'),
  notAnchored: say('not anchored', '无锚点'),
  reference: say('Reference', '查询编号'),
  would: say('would have changed the outcome', '是否会改变结果'),
  blocked: say('waits because', '暂缓，因为'),
} as const

const changeWords = {
  yes: say('yes', '会'),
  no: say('no', '不会'),
  'not testable': say('cannot be tested', '无法检验'),
} as const

const rows = (cells: ReadonlyArray<readonly [string, string, string]>): ReadonlyArray<string> => {
  const width = (index: 0 | 1 | 2): number => Math.max(0, ...cells.map((cell) => cell[index].length))
  return cells.map(([place, sum, account]) =>
    `    ${place.padEnd(width(0))}  ${sum.padStart(width(1))}  ${account}`.trimEnd(),
  )
}

const custodyLines = ({ custody }: Finding, lang: Language): ReadonlyArray<string> => {
  const line = (row: Finding['custody'][number]): readonly [string, string, string] => [
    row.place,
    sayMinorUnits(BigInt(row.amount), row.currency)[lang],
    row.account ?? '',
  ]
  const original = custody.filter(({ of }) => of === 'ORIGINAL')
  const excess = custody.filter(({ of }) => of === 'EXCESS')
  const totals = new Map<Currency, bigint>()
  for (const { amount, currency } of original) totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(amount))
  const sums = [...totals].map(([currency, total]): readonly [string, string, string] => [
    '=',
    sayMinorUnits(total, currency)[lang],
    '',
  ])
  return [
    ...(original.length === 0 ? [] : [`  ${labels.where[lang]}`, ...rows([...original.map(line), ...sums])]),
    ...(excess.length === 0 ? [] : [`  ${labels.excess[lang]}`, ...rows(excess.map(line))]),
  ]
}

const evidenceLine = (item: EvidenceItem, lang: Language): string => {
  const place = item.sequence === undefined ? '' : ` #${item.sequence}`
  return `    [${item.grade}${place}] ${item.shows[lang]}`
}

const causeLine = (finding: Finding, lang: Language): string => {
  const { leaf, confidence } = finding.cause
  return `  ${labels.cause[lang]}: ${leaf}, ${leafTitle[leaf][lang]} — ${confidence}, ${confidenceWords[confidence][lang]}`
}

const nextLine = (action: Finding['next'][number], lang: Language): string => {
  const due = action.due === null ? '' : ` (${labels.until[lang]} ${sayTime(action.due)[lang]})`
  const blocked = action.forbiddenBy === null ? '' : ` — ${labels.blocked[lang]} ${action.forbiddenBy[lang]}`
  const reason = action.safety === 'never' && action.forbiddenBy !== null ? ` — ${action.forbiddenBy[lang]}` : blocked
  return `    [${safetyWords[action.safety][lang]}] ${action.says[lang]}${due}${reason}`
}

const section = (title: Bilingual, lines: ReadonlyArray<string>, lang: Language): ReadonlyArray<string> =>
  lines.length === 0 ? [] : [`  ${title[lang]}`, ...lines]

/** The finding as prose. It is made from the finding alone and adds nothing to it. */
export const renderFinding = (finding: Finding, { lang, why }: RenderOptions): string => {
  const { subject, claim, answer, secondary, factors, responsible, evidence, excluded, missing, next, asOf } = finding
  const heading = `${subjectWords[subject.kind][lang]} ${subject.id}${claim === null ? '' : `  (${labels.claim[lang]}: ${claim.kind})`}`
  const decisive = evidence.filter(({ supports }) => supports.includes(finding.cause.leaf))
  const party = `${partyWords[responsible.party][lang]}${responsible.name === undefined ? '' : ` (${responsible.name})`}`
  const also = secondary.map(({ leaf, confidence }) => `${leaf}, ${leafTitle[leaf][lang]} — ${confidence}`).join('; ')
  return [
    heading,
    '',
    `  ${answer[lang]}`,
    '',
    ...custodyLines(finding, lang),
    causeLine(finding, lang),
    ...(also === '' ? [] : [`  ${labels.also[lang]}: ${also}`]),
    `  ${labels.responsible[lang]}: ${party}`,
    ...section(
      labels.factors,
      factors.map(
        ({ factor, wouldHaveChanged }) =>
          `    ${factor}: ${labels.would[lang]}: ${changeWords[wouldHaveChanged][lang]}`,
      ),
      lang,
    ),
    ...section(
      why ? labels.evidence : labels.decisive,
      (why ? evidence : decisive).map((item) => evidenceLine(item, lang)),
      lang,
    ),
    ...(why
      ? section(
          labels.ruledOut,
          excluded.map(({ leaf, because }) => `    ${leaf}, ${leafTitle[leaf][lang]}: ${because.join(', ')}`),
          lang,
        )
      : []),
    ...section(
      labels.notKnown,
      missing.map(({ what, who, how, by }) => {
        const due = by === null ? '' : ` (${labels.until[lang]} ${sayTime(by)[lang]})`
        return `    ${what[lang]} — ${who}: ${how[lang]}${due}`
      }),
      lang,
    ),
    ...section(
      labels.next,
      next.map((action) => nextLine(action, lang)),
      lang,
    ),
    `  ${labels.asOf[lang]} ${sayTime(asOf.happenedBy)[lang]}, ${labels.knownBy[lang]} ${sayTime(asOf.knownBy)[lang]}, ${labels.position[lang]} ${asOf.sequence}, ${asOf.anchored ? labels.anchored[lang] : labels.notAnchored[lang]}`,
    `  ${labels.reference[lang]}: ${finding.digest.slice(0, 23)}…`,
    '',
  ].join('\n')
}
