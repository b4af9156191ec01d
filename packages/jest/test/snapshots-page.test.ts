import { expect, it } from '@jest/globals'
import { viewOfLog } from '@waybill/engine'
import type { LedgerView } from '@waybill/explain'
import { auditProjection, balanceProjection, balanceSheet, storyOf, type ReadModel } from '@waybill/projections'
import type { Anchor } from '@waybill/proof'
import * as E from 'fp-ts/lib/Either.js'
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { givenLog, waybillSerializer } from '../src/index.js'

const root = join(__dirname, '..', '..', '..')
const page = join(root, 'docs', 'reference', 'snapshots.md')
const story = join(root, 'examples', 'stories', 's0-wrong-transfer', 'a.ndjson')
const begin = '<!-- snapshots: begin -->'
const end = '<!-- snapshots: end -->'

const shippedStory = async (): Promise<LedgerView> => {
  const anchor = JSON.parse(readFileSync(`${story}.anchor.json`, 'utf8')) as Anchor
  const view = await viewOfLog({ file: story, open: () => createReadStream(story), anchor })()
  if (E.isLeft(view)) throw new Error(`the shipped story cannot be read: ${view.left._tag}`)
  return view.right
}

const told = (value: unknown): string => waybillSerializer.serialize(value, {}, '', 0)

const shown = (title: string, value: unknown): string => `### ${title}\n\n\`\`\`text\n${told(value)}\n\`\`\``

/** The transfer that the story is about, as its finding names it. */
const transfer = (
  JSON.parse(readFileSync(story.replace('.ndjson', '.finding.json'), 'utf8')) as {
    readonly subject: { readonly id: string }
  }
).subject.id

const modelFor = (view: LedgerView, projection: typeof balanceProjection): ReadModel =>
  givenLog(view).projectedBy(projection).model

it('the page about snapshots shows a shipped story as the serializer tells it (if not: UPDATE=1 npx jest snapshots-page)', async () => {
  const view = await shippedStory()
  const about = view.events.filter(({ stream }) => stream === `transfer-${transfer}`)
  const initiated = about[0]?.event
  const payer = initiated?._tag === 'TransferInitiated' ? initiated.payer.account : ''
  const generated = [
    begin,
    shown('Events', about),
    shown('A state', storyOf(modelFor(view, auditProjection), transfer)?.state),
    shown('A balance with what it is made of', balanceSheet(modelFor(view, balanceProjection), payer, 'CNY')),
    shown('A timeline', storyOf(modelFor(view, auditProjection), transfer)),
    shown('A finding', givenLog(view).askedAbout({ transfer, claim: 'WRONG_PAYEE' }).finding),
    end,
  ].join('\n\n')
  const text = readFileSync(page, 'utf8')
  const between = (whole: string): string => whole.slice(whole.indexOf(begin), whole.indexOf(end) + end.length)
  if (process.env['UPDATE'] === '1')
    writeFileSync(
      page,
      text.replace(between(text), () => generated),
    )
  expect(between(readFileSync(page, 'utf8'))).toBe(generated)
})
