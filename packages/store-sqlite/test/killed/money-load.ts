import { cny } from '@waybill/core'

/** One command of a client, as it is sent: always the same under the same id. */
export type Sent = { readonly commandId: string; readonly word: string; readonly payload: unknown }

export const ledger = 'urn:waybill:killed-engines'

export const customers = ['mei', 'bo', 'ana', 'hot'] as const

/** What each customer has at the beginning. */
export const broughtIn = cny('5000.00')

export const networkName = 'fast'
const network = { role: 'NETWORK', name: networkName } as const
export const elsewhere = { account: '62220001', institution: 'Bank of Elsewhere' } as const
const customer = { role: 'CUSTOMER' } as const

/** mulberry32: a number from 0 up to 1 that follows from the seed. */
export const mixed = (seed: number): number => {
  const state = (seed + 0x6d2b79f5) | 0
  let bits = Math.imul(state ^ (state >>> 15), 1 | state)
  bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
}

const seedOf = (text: string): number => {
  let seed = 0
  for (const char of text) seed = (Math.imul(seed, 31) + (char.codePointAt(0) ?? 0)) | 0
  return seed
}

/** A whole number from 0 up to `below` that follows from a name. */
export const drawn = (name: string, below: number): number => Math.floor(mixed(seedOf(name)) * below)

/** Accounts are opened, and money comes in for them. */
export const beginning: ReadonlyArray<Sent> = customers.flatMap((account) => [
  {
    commandId: `open-${account}`,
    word: 'OpenAccount',
    payload: { commandId: `open-${account}`, account, currency: 'CNY' },
  },
  {
    commandId: `in-${account}`,
    word: 'ReportIncomingCredit',
    payload: {
      transferId: `in-${account}`,
      reportId: `in-${account}`,
      by: network,
      asOf: '2026-02-14T09:00:00.000Z',
      rail: networkName,
      payer: elsewhere,
      payee: account,
      amount: broughtIn,
      executionRef: `in-${account}`,
    },
  },
])

/** The commands of a client's movement: between customers at once or in steps, taken back, called off, or out of the book. */
export const movement = (client: string, n: number): ReadonlyArray<Sent> => {
  const id = `${client}-${n}`
  // One account pays often, and one is paid often.
  const payer = [...customers, 'mei', 'mei'][drawn(`${id} payer`, customers.length + 2)] ?? 'mei'
  const others = [...customers, 'hot', 'hot'].filter((account) => account !== payer)
  const payee = others[drawn(`${id} payee`, others.length)] ?? 'hot'
  // Now and then more than anybody has: a refusal is stored as well.
  const fen = drawn(`${id} large`, 10) === 0 ? 9_000_000 : 1 + drawn(`${id} fen`, 20_000)
  const amount = { minorUnits: BigInt(fen), currency: 'CNY' } as const
  const instruction = { transferId: id, payer, payee, amount }
  const send = (word: string, fields: Readonly<Record<string, unknown>> = {}): Sent => {
    const commandId = `${id}-${word}`
    return { commandId, word, payload: { commandId, transferId: id, ...fields } }
  }
  const initiate = send('InitiateTransfer', instruction)
  const confirm = send('ConfirmTransfer', { by: customer })
  const credit = send('CreditTransfer')
  switch (drawn(`${id} how`, 7)) {
    case 0:
    case 1:
      return [send('BookTransfer', { ...instruction, by: customer })]
    case 2:
      return [initiate, confirm, credit]
    case 3:
      return [initiate, send('CancelTransfer', { by: customer })]
    case 4:
      return [
        initiate,
        confirm,
        credit,
        send('ReverseTransfer', { amount, kind: 'MISPOSTING', authority: 'booked to the wrong account', by: customer }),
      ]
    default:
      return [send('InitiateTransfer', { ...instruction, payee: elsewhere, rail: networkName }), confirm]
  }
}
