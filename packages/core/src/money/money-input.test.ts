import * as E from 'fp-ts/lib/Either.js'
import { decodeCommand } from '../event/all-commands.js'
import { cny } from './money.js'

describe('a limit in a command', () => {
  it('is taken as decimal text too, zero included', () => {
    const opened = decodeCommand('OpenAccount', {
      commandId: 'c1',
      account: 'mei',
      currency: 'CNY',
      kind: 'CREDIT_LINE',
      limit: cny('2000.00'),
    })
    expect(E.isRight(opened) && opened.right).toMatchObject({ limit: { minorUnits: 200_000n, currency: 'CNY' } })
    const floor = { commandId: 'c2', account: 'mei', limit: cny('0.00'), reason: 'paid off' }
    expect(E.isRight(decodeCommand('SetAccountFloor', floor))).toBe(true)
  })
})
