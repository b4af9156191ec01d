import { inSlice, lastTold, told, type CaseFile, type Told } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import { claimStatements } from '../reading.js'
import type { Bilingual, FactorFound } from '../finding.js'
import {
  excluded,
  holds,
  possible,
  say,
  silent,
  type CauseRule,
  type Exhibit,
  type Lacking,
  type Responsible,
  type Verdict,
} from '../verdict.js'
import { sayTime } from '../wording/plain.js'

/** Anything in the transfer's own stream, a refusal included, shows that the request reached the record. */
const recordedAs = (file: CaseFile): Exhibit | null => {
  const first = file.story[0]
  return first === undefined
    ? null
    : exhibit(
        file.slice,
        first,
        say(
          `The ledger recorded it on ${sayTime(first.recordedAt).en}.`,
          `账本于${sayTime(first.recordedAt).zh}记录了该笔转账。`,
        ),
      )
}

const received = (file: CaseFile, recorded: Told<'RequestReceived'>): Exhibit =>
  exhibit(
    file.slice,
    recorded,
    say(
      `Our edge received the request on ${sayTime(recorded.occurredAt).en}.`,
      `我方入口于${sayTime(recorded.occurredAt).zh}收到了请求。`,
    ),
  )

const countsAgree = ({ event }: Told<'SourceCoverageDeclared'>): boolean =>
  event.received === undefined || event.received === (event.refused ?? 0) + (event.recorded ?? 0)

/** Whether as many records of the source stand here as it says that it made: else this one may be among those that do not. */
const recordsAreHere = (file: CaseFile, { event }: Told<'SourceCoverageDeclared'>): boolean => {
  const here = file.slice.events.filter(
    (recorded) =>
      'source' in recorded.event &&
      recorded.event.source.name === event.covers &&
      recorded.occurredAt >= event.from &&
      recorded.occurredAt < event.to &&
      (event.eventWords === undefined || event.eventWords.includes(recorded.event._tag)),
  )
  return here.length === event.count
}

/** A declaration that covers the instant for the given word and bears it out, so that what is not among the records did not happen there. */
const coverageOf = (file: CaseFile, word: string, instant: string): Told<'SourceCoverageDeclared'> | null =>
  inSlice(file.slice, 'SourceCoverageDeclared').find(
    (declared) =>
      declared.event.from <= instant &&
      instant < declared.event.to &&
      (declared.event.eventWords === undefined || declared.event.eventWords.includes(word)) &&
      declared.event.source.grade <= 'B' &&
      countsAgree(declared) &&
      recordsAreHere(file, declared),
  ) ?? null

const coverageExhibit = (file: CaseFile, coverage: Told<'SourceCoverageDeclared'>): Exhibit => {
  const { event } = coverage
  const span = { from: sayTime(event.from), to: sayTime(event.to) }
  const counts =
    event.received === undefined
      ? say('', '')
      : say(
          `: ${event.received} received, ${event.recorded ?? 0} recorded, ${event.refused ?? 0} refused`,
          `：收到 ${event.received} 笔，记录 ${event.recorded ?? 0} 笔，拒绝 ${event.refused ?? 0} 笔`,
        )
  return exhibit(
    file.slice,
    coverage,
    say(
      `The record of ${event.covers} is whole from ${span.from.en} to ${span.to.en}${counts.en}; this request is not in it.`,
      `${event.covers} 在${span.from.zh}至${span.to.zh}之间的记录完整${counts.zh}；其中没有这笔请求。`,
    ),
  )
}

/** What only the customer's own device can tell. */
const deviceRecord: Lacking = {
  what: say("the phone's own record of it", '手机上的相关记录'),
  who: 'customer',
  how: say('a screenshot, or what the app keeps on the phone', '截图，或手机应用内保存的记录'),
  by: null,
  wouldDecide: ['A1', 'A2'],
}

/** The customer's word is all there is: nothing was entered, sent or received by any record. It may be either, and our edge must speak first. */
const onlyTheCustomersWord = (file: CaseFile): Verdict => {
  const statements = claimStatements(file)
  const statement = statements[statements.length - 1]
  if (statement === undefined) return silent
  const at = statement.event.happenedAt ?? statement.occurredAt
  const coverage = coverageOf(file, 'RequestReceived', at)
  const word = exhibit(file.slice, statement, say('The customer says that they sent it.', '客户称已经转出。'))
  return coverage === null
    ? possible([word], [edgeLogMissing(at), deviceRecord])
    : possible([word, coverageExhibit(file, coverage)], [deviceRecord])
}

const edgeLogMissing = (instant: string): Lacking => ({
  what: say(`our edge log around ${sayTime(instant).en}`, `${sayTime(instant).zh}前后的我方入口日志`),
  who: 'our edge',
  how: say('declare the coverage of the edge log with its counts', '出具入口日志的完整性声明及计数'),
  by: null,
  wouldDecide: ['A2', 'A3'],
  ours: true,
})

const deviceWords: Readonly<Partial<Record<Told<'TelemetryReported'>['event']['kind'], Bilingual>>> = {
  CONNECTIVITY: say('The phone reported a weak or lost connection', '手机报告网络不佳或中断'),
  PAGE_LOAD: say('The phone reported a page that was slow to load', '手机报告页面加载缓慢'),
  ANSWER_MISSING: say('The phone reported that no answer had come', '手机报告没有收到应答'),
}

export const networkFactor = (
  file: CaseFile,
): { readonly factors: ReadonlyArray<FactorFound>; readonly evidence: ReadonlyArray<Exhibit> } => {
  const seen = told(file, 'TelemetryReported').filter(
    ({ event }) => event.kind === 'CONNECTIVITY' || event.kind === 'ANSWER_MISSING' || event.kind === 'PAGE_LOAD',
  )
  const evidence = seen.map((recorded) =>
    exhibit(
      file.slice,
      recorded,
      say(
        `${deviceWords[recorded.event.kind]?.en ?? 'The phone reported'} on ${sayTime(recorded.occurredAt).en}.`,
        `${sayTime(recorded.occurredAt).zh}，${deviceWords[recorded.event.kind]?.zh ?? '手机有报告'}。`,
      ),
    ),
  )
  return {
    factors:
      evidence.length === 0
        ? []
        : [{ factor: 'NETWORK', wouldHaveChanged: 'not testable', evidence: evidence.map(({ id }) => id) }],
    evidence,
  }
}

const cancelled = (file: CaseFile): Exhibit | null => {
  const given = lastTold(file, 'IntentCancelled')
  if (given !== null)
    return exhibit(file.slice, given, say('The customer gave the instruction up.', '客户放弃了这笔指令。'))
  const declined = told(file, 'ConfirmationAnswered').find(({ event }) => event.answer !== 'ACCEPTED')
  return declined === undefined
    ? null
    : exhibit(
        file.slice,
        declined,
        say('The customer declined on the confirmation screen.', '客户在确认页面选择了不同意。'),
      )
}

const neverSent: CauseRule = {
  leaf: 'A1',
  judge: (file) => {
    const record = recordedAs(file) ?? told(file, 'RequestReceived').map((one) => received(file, one))[0] ?? null
    if (record !== null) return excluded(record)
    const stopped = cancelled(file)
    if (stopped !== null) return excluded(stopped)
    const sent = lastTold(file, 'RequestSent')
    if (sent !== null)
      return excluded(exhibit(file.slice, sent, say("The customer's device sent the request.", '客户设备已发出请求。')))
    const intent = lastTold(file, 'IntentCaptured')
    if (intent === null) return onlyTheCustomersWord(file)
    return holds({
      evidence: [
        exhibit(file.slice, intent, say('The customer filled in the instruction.', '客户填写了指令。')),
        derived(
          file.slice,
          'absence-request-sent',
          'Absence',
          say('No record shows that it was ever sent.', '没有任何记录显示曾经发出。'),
          'C',
        ),
      ],
      responsible: { party: 'CUSTOMER' },
      proof: 'C',
    })
  },
}

const sentNotReceived: CauseRule = {
  leaf: 'A2',
  judge: (file) => {
    const record = recordedAs(file) ?? told(file, 'RequestReceived').map((one) => received(file, one))[0] ?? null
    if (record !== null) return excluded(record)
    const sent = lastTold(file, 'RequestSent')
    if (sent === null) return lastTold(file, 'IntentCaptured') === null ? onlyTheCustomersWord(file) : silent
    const sentExhibit = exhibit(
      file.slice,
      sent,
      say(
        `The customer's device says that it sent the request on ${sayTime(sent.occurredAt).en}.`,
        `客户设备称于${sayTime(sent.occurredAt).zh}发出了请求。`,
      ),
    )
    const coverage = coverageOf(file, 'RequestReceived', sent.occurredAt)
    if (coverage === null) return possible([sentExhibit], [edgeLogMissing(sent.occurredAt)])
    const { factors, evidence } = networkFactor(file)
    return holds({
      evidence: [
        sentExhibit,
        coverageExhibit(file, coverage),
        derived(
          file.slice,
          'absence-record',
          'Absence',
          say(
            'The ledger holds no transfer under this id and no posting for it.',
            '账本中没有这个编号的转账，也没有任何相关分录。',
          ),
        ),
      ],
      responsible: { party: 'NETWORK' },
      proof: sent.event.source.attested === true ? 'A' : 'C',
      factors,
      factorEvidence: evidence,
    })
  },
}

/** Maintenance that was declared, and crashes that were reported, while the request came in: under them it was lost, not because of them for certain. */
const outagesAt = (
  file: CaseFile,
  arrived: Told<'RequestReceived'>,
): { readonly factors: ReadonlyArray<FactorFound>; readonly factorEvidence: ReadonlyArray<Exhibit> } => {
  const at = arrived.occurredAt
  const windows = inSlice(file.slice, 'WindowOpened').filter(
    ({ event }) =>
      (event.kind === 'MAINTENANCE_PLANNED' || event.kind === 'MAINTENANCE_UNPLANNED') &&
      event.institution === undefined &&
      event.from <= at &&
      (event.until === undefined || event.until > at),
  )
  const evidence = windows.map((window) =>
    exhibit(
      file.slice,
      window,
      say(
        `Maintenance${window.event.component === undefined ? '' : ` of ${window.event.component}`} was declared from ${sayTime(window.event.from).en}, while the request came in.`,
        `已公告自${sayTime(window.event.from).zh}起维护${window.event.component === undefined ? '' : ` ${window.event.component}`}，请求正在此期间到达。`,
      ),
    ),
  )
  const crashes = told(file, 'ComponentReported').filter(
    ({ event }) => event.kind === 'CRASH' || event.kind === 'RESTART',
  )
  const crashed = crashes.map((crash) =>
    exhibit(
      file.slice,
      crash,
      say(
        `${crash.event.component} reported a ${crash.event.kind.toLowerCase()} on ${sayTime(crash.occurredAt).en}.`,
        `${crash.event.component} 于${sayTime(crash.occurredAt).zh}报告${crash.event.kind === 'CRASH' ? '崩溃' : '重启'}。`,
      ),
    ),
  )
  return {
    factors:
      evidence.length === 0
        ? []
        : [{ factor: 'MAINTENANCE', wouldHaveChanged: 'not testable', evidence: evidence.map(({ id }) => id) }],
    factorEvidence: [...evidence, ...crashed],
  }
}

const receivedNotDurable: CauseRule = {
  leaf: 'A3',
  judge: (file) => {
    const record = recordedAs(file)
    if (record !== null) return excluded(record)
    const refused = lastTold(file, 'RequestRefused')
    if (refused !== null)
      return excluded(exhibit(file.slice, refused, say('Our edge refused the request.', '我方入口拒绝了请求。')))
    const arrived = lastTold(file, 'RequestReceived')
    if (arrived === null) {
      const sent = lastTold(file, 'RequestSent')
      if (sent === null) return silent
      const coverage = coverageOf(file, 'RequestReceived', sent.occurredAt)
      if (coverage !== null) return excluded(coverageExhibit(file, coverage))
      return possible([], [edgeLogMissing(sent.occurredAt)])
    }
    const outage = outagesAt(file, arrived)
    return holds({
      evidence: [
        received(file, arrived),
        derived(
          file.slice,
          'absence-record',
          'Absence',
          say('The ledger holds no transfer under this id.', '账本中没有这个编号的转账。'),
        ),
      ],
      responsible: { party: 'ENGINE' },
      proof: arrived.event.source.grade,
      ...outage,
    })
  },
}

const responsibleFor = (ground: Told<'RequestRefused'>['event']['ground']): Responsible =>
  ground === 'INVALID_REQUEST' || ground === 'WRONG_CREDENTIAL' ? { party: 'CUSTOMER' } : { party: 'ENGINE' }

const refusedAtTheDoor: CauseRule = {
  leaf: 'A4',
  judge: (file): Verdict => {
    const record = recordedAs(file)
    if (record !== null) return excluded(record)
    const refused = lastTold(file, 'RequestRefused')
    if (refused === null) return silent
    const { event } = refused
    const rule = event.rule === undefined ? '' : ` (${event.rule})`
    return holds({
      evidence: [
        exhibit(
          file.slice,
          refused,
          say(
            `Our edge refused the request on ${sayTime(refused.occurredAt).en}: ${event.ground}${rule}.`,
            `我方入口于${sayTime(refused.occurredAt).zh}拒绝了请求：${event.ground}${rule}。`,
          ),
        ),
      ],
      responsible: responsibleFor(event.ground),
    })
  },
}

export const neverRecorded: ReadonlyArray<CauseRule> = [
  neverSent,
  sentNotReceived,
  receivedNotDurable,
  refusedAtTheDoor,
]
