import { expect, it } from '@jest/globals'
import { cny } from '@waybill/core'
import { anAccount, given, storyTime, type Step } from '@waybill/jest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failureOf } from './failure-of.js'

const read = (...path: ReadonlyArray<string>): string => readFileSync(join(__dirname, '..', ...path), 'utf8')

/** The text of every block of this language on the page, in order. */
const blocks = (language: string): ReadonlyArray<string> =>
  [...read('README.md').matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '')

it('every piece of code on the page is a test that jest has run', () => {
  expect(blocks('ts')).toEqual(
    ['rule', 'explanation', 'projection', 'engine'].map((name) => read('test', 'readme', `${name}.test.ts`)),
  )
})

it('the failure on the page is what the first test says when it expects another sum', () => {
  const initiated: ReadonlyArray<Step> = [
    anAccount('mei', cny('1000.00')),
    anAccount('bo', cny('0')),
    { _tag: 'InitiateTransfer', payer: 'mei', payee: 'bo', amount: cny('100.00'), expiresAt: storyTime('T+00:30') },
  ]
  const failure = failureOf(() =>
    given(...initiated)
      .when({ _tag: 'ConfirmTransfer', by: { role: 'CUSTOMER' } })
      .then('TransferConfirmed', { _tag: 'FundsCaptured', amount: cny('99.00') }),
  )
  expect(blocks('text')).toEqual([`${failure}\n`])
})

it('the configuration on the page names entries that the package has', () => {
  const manifest = JSON.parse(read('package.json')) as { readonly exports: object }
  const named = [...(blocks('js')[0] ?? '').matchAll(/@waybill\/jest(\/\w+)/g)].map(([, entry]) => `.${entry ?? ''}`)
  expect(named).toEqual(['./setup'])
  for (const entry of [...named, './serializer', './arbitraries'])
    expect(Object.keys(manifest.exports)).toContain(entry)
})
