import * as E from 'fp-ts/lib/Either.js'
import { ledgerOf } from './race-ledger.js'
import { racePayloads } from './race-payloads.js'
import { raceStates } from './race-states.js'
import { legalOutcomes, runOrder, type Race } from './race.js'
import { everyRace, nameOfPayload, sampleRaces } from './races.js'
import type { RacePayload } from './race-payloads.js'

const payloadNamed = (name: string): RacePayload => {
  const payload = racePayloads.find((one) => nameOfPayload(one) === name)
  if (payload === undefined) throw new Error(`nothing is raced under the name ${name}`)
  return payload
}

const confirmAgainstCancel = async (): Promise<Race> => {
  const state = raceStates.find(({ name }) => name === 'initiated (book)')
  if (state === undefined) throw new Error('the state is gone')
  const pair = { A: payloadNamed('ConfirmTransfer'), B: payloadNamed('CancelTransfer') }
  return { ledger: await ledgerOf(state), pair, sameId: false, warm: false, oneTry: false }
}

it('ends every drawn race as one after the other would, on either store', async () => {
  const { lost, races } = await sampleRaces(1, 200)
  expect(lost).toEqual([])
  expect(races).toBe(200)
}, 180_000)

it('races a confirmation and a cancellation in every order that can make a difference', async () => {
  const raced = await everyRace({
    states: ['initiated (book)'],
    one: 'ConfirmTransfer',
    other: 'CancelTransfer',
  })
  expect(raced.lost).toEqual([])
  expect(raced.orders).toBeGreaterThan(raced.races)
}, 60_000)

it('calls a race lost whose answers are those of neither sequence', async () => {
  const race = await confirmAgainstCancel()
  const legal = await legalOutcomes(race)
  const bothWin = { ...legal.A, answers: { A: legal.A.answers.A, B: legal.B.answers.B } }
  expect(E.isRight(bothWin.answers.A) && E.isRight(bothWin.answers.B)).toBe(true)
  const { violations } = await runOrder(race, { A: bothWin, B: bothWin }, '')
  expect(violations[0]).toMatch(/^neither A before B nor B before A/)
})

it('calls a race lost whose ledger ends as neither sequence ends', async () => {
  const race = await confirmAgainstCancel()
  const legal = await legalOutcomes(race)
  const { violations } = await runOrder(
    race,
    { A: { ...legal.A, end: 'another' }, B: { ...legal.B, end: 'another' } },
    '',
  )
  expect(violations[0]).toMatch(/^neither A before B nor B before A/)
})
