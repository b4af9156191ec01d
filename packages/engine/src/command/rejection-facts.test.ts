import * as E from 'fp-ts/lib/Either.js'
import { sampleRejections } from '../../test/sample-rejections.js'
import { boundedRejection, decodeRejection, encodeFacts } from './rejection-facts.js'

describe('the facts of a stored refusal', () => {
  it.each(Object.values(sampleRejections))('$_tag is read again as it was', (rejection) => {
    expect(decodeRejection(rejection._tag, encodeFacts(rejection))).toEqual(E.right(rejection))
  })

  it('keep of a long list the first 64, so that they always fit', () => {
    const names = Array.from({ length: 500 }, (_, index) => `${index}`.padStart(128, 'x'))
    const bounded = boundedRejection({ _tag: 'ReservationsOpen', account: 'mei', transfers: names })
    expect(bounded).toMatchObject({ transfers: names.slice(0, 64) })
    expect(encodeFacts(bounded).length).toBeLessThan(16_384)
    expect(boundedRejection({ _tag: 'TransferIsHeld', holds: names })).toMatchObject({ holds: names.slice(0, 64) })
  })

  it('of a rejection that this version does not know are not guessed', () => {
    expect(decodeRejection('MoonTooFull', '{}')).toEqual(
      E.left({ field: 'rejection', expected: 'a rejection that this version knows' }),
    )
  })

  it('that were stored before they named the transfer name the one that the command named', () => {
    const facts = '{"command":"CancelTransfer","status":"CREDITED"}'
    const command = '{"commandId":"c1","status":"never looked at","transferId":"t1"}'
    const rejection = { _tag: 'StatusForbids', transferId: 't1', command: 'CancelTransfer', status: 'CREDITED' }
    expect(decodeRejection('StatusForbids', facts, command)).toEqual(E.right(rejection))
    for (const unread of ['{', '7', '{"transferId":7}', '{}'])
      expect(decodeRejection('StatusForbids', facts, unread)).toMatchObject(E.left({ field: 'facts.transferId' }))
  })

  it('that are missing otherwise are not taken from the command', () => {
    expect(decodeRejection('TransferUnknown', '{}', '{"transferId":"t1"}')).toMatchObject(
      E.left({ field: 'facts.transferId' }),
    )
  })

  it.each([
    ['no JSON', '{', 'facts'],
    ['no object', '7', 'facts'],
    ['a fact that is missing', '{"transferId":7}', 'facts.transferId'],
  ])('are not read when they are %s', (_what, facts, field) => {
    expect(decodeRejection('TransferUnknown', facts)).toMatchObject(E.left({ field }))
  })

  it.each([
    '{"available":{"currency":"CNY","minorUnits":"4.5"}}',
    '{"available":{"currency":"XXX","minorUnits":"4"}}',
    '{"available":"4"}',
  ])('are not read when their money is %s', (facts) => {
    expect(decodeRejection('InsufficientAvailableBalance', `{"account":"mei",${facts.slice(1)}`)).toMatchObject(
      E.left({ field: 'facts.available' }),
    )
  })
})
