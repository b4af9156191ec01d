import type { CommandInput } from '@waybill/core'
import type { Engine } from '@waybill/engine'
import { buildLog, done, type Harbour } from './harbour.js'

const customer = { role: 'CUSTOMER' } as const
const swift = { role: 'NETWORK', name: 'SWIFT' } as const
const abroad = { account: '021000021334455', institution: 'FARBUS33' } as const

const quote = {
  quoteId: 'q1',
  sellCurrency: 'EUR',
  buyCurrency: 'USD',
  rate: '1.082',
  validUntil: '2031-03-04T18:00:00.000Z',
} as const

const euros = (decimal: string) => ({ decimal, currency: 'EUR' }) as const
const dollars = (decimal: string) => ({ decimal, currency: 'USD' }) as const

/** One exchange each: whole, in parts, sent back less charges, undone, on another account, executed twice, on its way, told in euros. */
const live = async (engine: Engine, pass: (minutes: number) => void): Promise<void> => {
  const line = { account: 'anna', currency: 'EUR', kind: 'CREDIT_LINE', limit: euros('2000.00') } as const
  await done(engine.openAccount({ commandId: 'open-anna', ...line }))
  for (const account of ['ben', 'eve'])
    await done(engine.openAccount({ commandId: `open-${account}`, account, currency: 'USD' }))

  const begin = async (transferId: string, fields: Partial<CommandInput<'InitiateTransfer'>>): Promise<void> => {
    pass(1)
    const asked = { transferId, payer: 'anna', payee: 'ben', amount: euros('100.00'), quote }
    await done(engine.initiate({ commandId: `initiate-${transferId}`, ...asked, ...fields }))
    await done(engine.confirm({ commandId: `confirm-${transferId}`, transferId, by: customer }))
    pass(1)
  }
  const told = (transferId: string, reportId: string) =>
    ({ transferId, reportId, executionRef: reportId, by: swift, asOf: '2031-03-04T08:00:00.000Z' }) as const
  const overThere = { payee: abroad, rail: 'swift' } as const
  const arrives = (transferId: string, ref: string, decimal: string) =>
    done(engine.send('ReportCredited', { ...told(transferId, ref), account: abroad, amount: dollars(decimal) }))

  await begin('whole', {})
  await done(engine.credit({ commandId: 'credit-whole', transferId: 'whole' }))
  await begin('parts', overThere)
  await arrives('parts', 'p1', '50.00')
  await begin('back', overThere)
  await arrives('back', 'b1', '108.20')
  await done(
    engine.send('ReportReturned', {
      ...told('back', 'b2'),
      reason: { codeSet: 'ISO20022', code: 'AC04' },
      amount: dollars('100.00'),
      fees: [{ kind: 'RETURN', amount: dollars('8.20'), bearer: 'PAYER' }],
    }),
  )
  await begin('undone', {})
  await done(engine.credit({ commandId: 'credit-undone', transferId: 'undone' }))
  await done(
    engine.send('ReverseTransfer', {
      commandId: 'reverse-undone',
      transferId: 'undone',
      amount: euros('100.00'),
      kind: 'MISPOSTING',
      by: { role: 'OPERATOR' },
      authority: 'Terms',
    }),
  )
  await begin('lost', {})
  await done(engine.send('ReportCredited', { ...told('lost', 'l1'), account: 'eve', amount: dollars('108.20') }))
  await begin('twice', overThere)
  await arrives('twice', 't1', '108.20')
  await arrives('twice', 't2', '108.20')
  await begin('over', {})
  await done(engine.send('ReportCredited', { ...told('over', 'o1'), account: 'ben', amount: dollars('120.00') }))
  await begin('under-way', overThere)
  await begin('in-euros', overThere)
  await done(engine.send('ReportCredited', { ...told('in-euros', 'e1'), account: abroad, amount: euros('100.00') }))
}

/** A morning at a bureau of exchange. */
export const buildExchangeBureau = (): Promise<Harbour> => buildLog(live)
