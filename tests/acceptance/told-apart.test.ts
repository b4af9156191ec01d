import path from 'node:path'
import { main } from '@waybill/cli'

const root = path.resolve(__dirname, '../..')

type Told = {
  readonly cause: { readonly leaf: string; readonly confidence: string }
  readonly secondary: ReadonlyArray<{ readonly leaf: string }>
  readonly answer: { readonly en: string; readonly zh: string }
  readonly custody: ReadonlyArray<{ readonly of: string; readonly place: string; readonly amount: string }>
  readonly factors: ReadonlyArray<{ readonly factor: string }>
  readonly evidence: ReadonlyArray<{
    readonly id: string
    readonly kind: string
    readonly shows: { readonly en: string }
  }>
  readonly excluded: ReadonlyArray<{ readonly leaf: string }>
  readonly missing: ReadonlyArray<unknown>
  readonly next: ReadonlyArray<{ readonly action: string; readonly safety: string; readonly forbiddenBy: unknown }>
  readonly responsible: { readonly party: string; readonly name?: string }
}

const nothing = async function* (): AsyncIterable<Uint8Array> {
  // Standard input is empty.
}

const waybill = async (...argv: ReadonlyArray<string>): Promise<{ readonly status: number; readonly text: string }> => {
  let text = ''
  const taken = (piece: string, done: () => void): void => {
    text += piece
    done()
  }
  const output = { write: taken }
  const status = await main(argv, {
    stdout: output,
    stderr: output,
    stdin: nothing(),
    cwd: root,
    isTTY: false,
    env: {},
  })
  return { status, text }
}

const told = async (subject: string, log: string, claim: string, ...more: ReadonlyArray<string>): Promise<Told> => {
  const { text } = await waybill(
    'explain',
    subject,
    '--in',
    `examples/stories/${log}`,
    '--claim',
    claim,
    '--json',
    ...more,
  )
  return JSON.parse(text) as Told
}

const placed = ({ custody }: Told): ReadonlyArray<string> =>
  custody.map(({ of, place, amount }) => `${of} ${place} ${amount}`)
const actions = ({ next }: Told, safety: string): ReadonlyArray<string> =>
  next.filter((action) => action.safety === safety && action.forbiddenBy === null).map(({ action }) => action)

describe('one claim, several truths', () => {
  it('a rent paid to a stranger: the payee was typed and confirmed wrongly, was recalled and refused [G1, S0-02, S0-06, S0-14]', async () => {
    const finding = await told('rent-chen-jie-0201', 's0-wrong-transfer/a.ndjson', 'WRONG_PAYEE')
    expect(finding.cause).toEqual({ leaf: 'G1', confidence: 'CONFIRMED' })
    expect(finding.excluded.map(({ leaf }) => leaf)).toContain('F1')
    expect(placed(finding)).toEqual(['ORIGINAL PAYEE 350000', 'ORIGINAL UNACCOUNTED 0'])
    expect(finding.answer.en).toContain('not recovered')
    expect(finding.evidence.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['IntentCaptured', 'PayeeChecked', 'ConfirmationShown', 'ConfirmationAnswered']),
    )
  })

  it('a transfer over a weak network: in doubt that night, found credited the next day [B4, Z2, S1-05, S1-24, S1-32]', async () => {
    const log = 's1-lost-transfer/a.ndjson'
    const night = await told('mei-to-uncle-0214', log, 'NOT_ARRIVED', '--as-of', '2026-02-14T23:00:00.000Z')
    expect(night.cause).toEqual({ leaf: 'B4', confidence: 'CONFIRMED' })
    expect(placed(night)).toEqual(['ORIGINAL IN_TRANSIT 80000', 'ORIGINAL UNACCOUNTED 0'])
    expect(night.factors.map(({ factor }) => factor)).toContain('NETWORK')
    expect(night.next.find(({ action }) => action === 'SUBMIT_AGAIN')?.safety).toBe('never')
    const nextDay = await told('mei-to-uncle-0214', log, 'NOT_ARRIVED')
    expect(nextDay.cause).toEqual({ leaf: 'Z2', confidence: 'CONFIRMED' })
    expect(nextDay.secondary.map(({ leaf }) => leaf)).toEqual(['B4'])
    expect(nextDay.evidence.some(({ id }) => id === 'reply-clock')).toBe(true)
  })

  it('a request that never reached us: nothing was taken, and it is safe to send it again [A2, S1-03, S1-04]', async () => {
    const finding = await told('jun-to-landlord-0311', 's1-lost-transfer/b.ndjson', 'NOT_ARRIVED')
    expect(finding.cause).toEqual({ leaf: 'A2', confidence: 'PROBABLE' })
    expect(placed(finding)).toEqual(['ORIGINAL PAYER_AVAILABLE 185000', 'ORIGINAL UNACCOUNTED 0'])
    expect(actions(finding, 'safe')).toContain('TRY_AGAIN')
    expect(finding.evidence.map(({ kind }) => kind)).toContain('SourceCoverageDeclared')
  })

  it('a balance on a screen that was 40 records behind [I1, S2-02]', async () => {
    const finding = await told('wallet-lin-tao', 's2-wallet-anomalies/a.ndjson', 'BALANCE_WRONG')
    expect(finding.cause).toEqual({ leaf: 'I1', confidence: 'CONFIRMED' })
    expect(finding.answer.en).toContain('40 records behind')
    expect(finding.excluded.map(({ leaf }) => leaf)).toContain('I2')
  })

  it('1,000 yuan refused for good and not given back [C6, S3-01, S4-04]', async () => {
    const finding = await told('lei-to-sister-0428', 's3-not-credited/d.ndjson', 'NOT_ARRIVED')
    expect(finding.cause).toEqual({ leaf: 'C6', confidence: 'CONFIRMED' })
    expect(placed(finding)).toEqual(['ORIGINAL IN_TRANSIT 100000', 'ORIGINAL UNACCOUNTED 0'])
    expect(actions(finding, 'safe')).toContain('RELEASE')
  })

  it.each(['e-altered', 'e-removed', 'e-cut'])(
    'a log that somebody touched (%s): the damage is the finding, and nothing automatic is offered [X1, S4-19]',
    async (world) => {
      const finding = await told('hao-topup-0517', `s4-wrong-top-up/${world}.ndjson`, 'WRONG_AMOUNT')
      expect(finding.cause).toEqual({ leaf: 'X1', confidence: 'CONFIRMED' })
      expect([...actions(finding, 'safe'), ...actions(finding, 'guarded')]).toEqual([])
      const verified = await waybill('verify', '--in', `examples/stories/s4-wrong-top-up/${world}.ndjson`)
      expect(verified.status).toBe(6)
      expect(verified.text).toMatch(/First bad position: sequence \d+/)
    },
  )

  it('two taps under one key: one transfer, and nothing is wrong [Z1]', async () => {
    const finding = await told('yan-tuition-0302', 's1-lost-transfer/f1.ndjson', 'NOT_ARRIVED')
    expect(finding.cause).toEqual({ leaf: 'Z1', confidence: 'CONFIRMED' })
  })

  it('evidence that does not decide: no guess, but what is missing and who has it [U1, S0-09, S4-06]', async () => {
    const finding = await told('he-to-son-0320', 's1-lost-transfer/u1.ndjson', 'NOT_ARRIVED')
    expect(finding.cause).toEqual({ leaf: 'U1', confidence: 'UNDETERMINED' })
    expect(finding.missing.length).toBeGreaterThan(0)
  })
})
