import type { Bilingual } from './finding.js'
import {
  causeWords,
  columns,
  evidenceLines,
  labels,
  missingLines,
  section,
  subjectWords,
  type Language,
} from './render.js'
import { say } from './verdict.js'
import type { Standing, WhyNot } from './why-not.js'
import { leafMeaning } from './wording/leaf-meaning.js'
import { leafTitle } from './wording/leaf-title.js'
import { wrapped } from './wording/wrapped.js'

const standings: Readonly<Record<Standing, Bilingual>> = {
  CAUSE: say('It is the cause that was found.', '这正是已认定的原因。'),
  ALSO: say('It holds as well, beside the cause that was found.', '该原因同样成立，与已认定的原因并存。'),
  RULED_OUT: say('It is ruled out by what is on record.', '现有记录已将其排除。'),
  BEHIND: say(
    'It would hold, and so does one that is asked about before it: the first that holds is the cause.',
    '该原因本可成立，但排在其前的另一原因也成立：以最先成立者为准。',
  ),
  OPEN: say('It is not ruled out, and not proven either.', '该原因未被排除，也未获证实。'),
  SILENT: say('Nothing on record speaks for it.', '没有任何记录支持该原因。'),
  NO_RULE: say(
    'This version has no rule that could tell it, so it neither claims it nor rules it out.',
    '本版本没有判断该原因的规则，因此既不认定也不排除。',
  ),
}

const ofTheEvidence: Partial<Record<WhyNot['leaf'], Bilingual>> = {
  X1: say(
    'The record holds together: every hash follows from its event and the one before it.',
    '记录前后一致：每个哈希都与其事件及前一条相符。',
  ),
  X2: say('No record that should be there is missing where it would decide.', '凡应有且起决定作用的记录均未缺失。'),
  U1: say('What is on record decides it.', '现有记录足以判断。'),
}

const sentenceOf = ({ leaf, standing }: WhyNot): Bilingual =>
  (standing === 'SILENT' ? ofTheEvidence[leaf] : undefined) ?? standings[standing]

const against: Bilingual = say(
  'What speaks against it (number in the log; A is the most reliable source)',
  '反证（日志编号；A 为最可靠的来源）',
)
const speaksFor: Bilingual = say(
  'What speaks for it (number in the log; A is the most reliable source)',
  '支持该原因的证据（日志编号；A 为最可靠的来源）',
)

/** What would have to be on record; told where nothing of it is. */
const takes = ({ leaf, standing }: WhyNot, lang: Language): ReadonlyArray<string> => {
  const isOpen = (standing === 'SILENT' && ofTheEvidence[leaf] === undefined) || standing === 'NO_RULE'
  return isOpen && lang === 'en' ? wrapped(`It would take: ${leafMeaning[leaf].proof}`, columns, '  ', '    ') : []
}

/** Why a cause is not the one that was found, as prose. */
export const renderWhyNot = (told: WhyNot, { lang }: { readonly lang: Language }): string => {
  const { subject, leaf, cause, standing, evidence, missing } = told
  const colon = lang === 'zh' ? '：' : ': '
  const title = lang === 'zh' ? `为何不是 ${leaf}` : `Why not ${leaf}`
  return [
    `${subjectWords[subject.kind][lang]} ${subject.id}`,
    '',
    ...wrapped(`${title}${colon}${leafTitle[leaf][lang]}`, columns, '  ', '    '),
    ...wrapped(sentenceOf(told)[lang], columns, '  ', '    '),
    ...section(standing === 'RULED_OUT' ? against : speaksFor, evidenceLines(evidence, lang), lang),
    ...takes(told, lang),
    ...section(
      labels.notKnown,
      missing.flatMap((item) => missingLines(item, lang)),
      lang,
    ),
    ...(standing === 'CAUSE'
      ? []
      : wrapped(`${labels.cause[lang]}${colon}${causeWords(cause, lang)}`, columns, '  ', '    ')),
    '',
  ].join('\n')
}
