import * as E from 'fp-ts/lib/Either.js'
import { rereadLog, sha256, sliceOfLog, viewOfLog, type LogInput } from '@waybill/engine'
import { explain, subjectsKnown, type LedgerView, type Question, type Subject } from '@waybill/explain'
import type { Anchor } from '@waybill/proof'
import { damages } from './damages.js'
import { randomFrom, type Random } from './random.js'
import { nameOf, shippedLog, worlds } from './shipped-stories.js'

const claims = ['NOT_ARRIVED', 'LATE', 'TWICE', 'WRONG_PAYEE', 'WRONG_AMOUNT', 'NOT_MINE', 'BALANCE_WRONG'] as const
const kinds = ['transfer', 'account', 'case', 'customer'] as const

const inputOf = (log: string, anchor: Anchor | null): LogInput => {
  const bytes = new TextEncoder().encode(log)
  return { file: 'the log', open: () => bytes, anchor }
}

const subjectsOf = (view: LedgerView): ReadonlyArray<Subject> =>
  kinds.flatMap((kind) => subjectsKnown(view, kind).map((id): Subject => ({ kind, id })))

/** A time that something happened at or was known at, or one between two of them. */
const timeIn = (random: Random, { events }: LedgerView): string => {
  const { occurredAt, recordedAt } = random.pick(events)
  return random.pick([occurredAt, recordedAt, new Date(Date.parse(recordedAt) - 1).toISOString()])
}

const timesIn = (random: Random, view: LedgerView): Pick<Question, 'happenedBy' | 'knownBy'> =>
  random.pick([
    {},
    { knownBy: timeIn(random, view) },
    { happenedBy: timeIn(random, view) },
    { happenedBy: timeIn(random, view), knownBy: timeIn(random, view) },
  ])

const told = (question: Question, view: LedgerView): string => {
  const finding = explain(question, view, sha256)
  return JSON.stringify(E.isRight(finding) ? finding.right : [finding.left._tag, finding.left.subject])
}

/** Whether the log is remembered or read again makes no difference. */
const mostRemembered = [0, undefined] as const

const fromSlice = async (
  random: Random,
  input: LogInput,
  question: Question,
): Promise<{ answer: string; held: number }> => {
  const { happenedBy, knownBy, subject } = question
  const times = { ...(happenedBy === undefined ? {} : { happenedBy }), ...(knownBy === undefined ? {} : { knownBy }) }
  const sliced = await sliceOfLog(
    rereadLog(input),
    { _tag: 'FILE', anchor: input.anchor },
    { ids: [subject.id], times, notice: () => undefined, question: () => E.right(question) },
    random.pick(mostRemembered),
  )
  if (E.isLeft(sliced)) throw new Error(JSON.stringify(sliced.left))
  return { answer: told(question, sliced.right.view), held: sliced.right.view.events.length }
}

const wholeOf = async (input: LogInput): Promise<LedgerView> => {
  const view = await viewOfLog(input)()
  if (E.isLeft(view)) throw new Error(JSON.stringify(view.left))
  return view.right
}

/** So many questions of one log, drawn from all its subjects, claims and times. */
const questionsOf = (random: Random, view: LedgerView, count: number): ReadonlyArray<Question> => {
  const subjects = subjectsOf(view)
  return Array.from({ length: count }, () => {
    const kind = random.pick([null, ...claims])
    return { subject: random.pick(subjects), claim: kind === null ? null : { kind }, ...timesIn(random, view) }
  })
}

const seedOf = (name: string): number => [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)

const expectSameAnswers = async (
  random: Random,
  input: LogInput,
  view: LedgerView,
  questions: ReadonlyArray<Question>,
): Promise<void> => {
  for (const question of questions) {
    const { answer, held } = await fromSlice(random, input, question)
    expect([question, answer]).toEqual([question, told(question, view)])
    expect(held).toBeLessThanOrEqual(view.events.length)
  }
}

describe.each(worlds.map((world) => [nameOf(world), world] as const))('of the log %s', (name, world) => {
  const random = randomFrom(seedOf(name))
  const { log, anchor } = shippedLog(world)

  it('what bears on a question answers it as the whole does, whatever is asked, as things stood at any pair of times', async () => {
    const input = inputOf(log, anchor)
    const view = await wholeOf(input)
    await expectSameAnswers(random, input, view, questionsOf(random, view, 12))
  })

  it('and damaged in any way, what bears on a question answers it as the whole does', async () => {
    const lines = log.split('\n').slice(0, -1)
    for (const damage of Object.values(damages)) {
      const input = inputOf(`${damage(lines, random).join('\n')}\n`, random.pick([anchor, null]))
      const read = await viewOfLog(input)()
      if (E.isLeft(read)) continue
      const view = read.right
      await expectSameAnswers(random, input, view, questionsOf(random, view, 1))
    }
  })
})
