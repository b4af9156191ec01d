import { allEvents, type DomainEvent, type StreamKind } from '@waybill/core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exchangeSampleEvents, sampleEvents } from '../../test/sample-events.js'
import { createAgenda } from '../due/agenda.js'
import { createInflow } from '../ledger/inflow.js'
import { createUnfinished } from '../saga/unfinished.js'
import { createLedgerFold } from '../ledger/ledger-fold.js'
import { digestOfText } from '../sha256.js'
import { textOfState } from '../snapshot/state-text.js'
import { accountFold, fundsFold, transferFold, type StreamFold } from './stream-fold.js'

const frozenIn = (file: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(__dirname, '__stored__', file), 'utf8')) as Readonly<Record<string, string>>

const frozen = frozenIn('fold-versions.json')
const frozenOfExchange = frozenIn('fold-versions-exchange.json')

const samples = sampleEvents()

const samplesOf = (kind: StreamKind): ReadonlyArray<DomainEvent> =>
  samples.filter(({ _tag }) => (allEvents[_tag].streams as ReadonlyArray<string>).includes(kind))

/** What a fold makes of every sample, and of every two that follow each other, after the sample that begins a stream. */
const digestOf = <S>({ initial, evolve }: StreamFold<S>, kind: StreamKind, beginning: string | null): string => {
  const events = samplesOf(kind)
  const begun = events.filter(({ _tag }) => _tag === beginning).reduce(evolve, initial)
  const lines = events.flatMap((event) => {
    const after = evolve(begun, event)
    const alone = `${event._tag} ${textOfState(evolve(initial, event))} ${textOfState(after)}`
    return [alone, ...events.map((next) => `${event._tag} ${next._tag} ${textOfState(evolve(after, next))}`)]
  })
  return digestOfText(lines.join('\n'))
}

const digestOfLedgerFold = (): string => {
  const events = samplesOf('transfer')
  const initiated = events.filter(({ _tag }) => _tag === 'TransferInitiated')
  const lines = events.map((event) => {
    const fold = createLedgerFold(createInflow(), createAgenda(), createUnfinished())
    for (const [revision, one] of [...initiated, event].entries()) {
      const place = { stream: 'transfer-sample', revision, sequence: revision + 1, schemaVersion: 1, type: one._tag }
      fold.absorb({ ...place, id: '', occurredAt: '', recordedAt: '', metadata: {}, chainhash: '', event: one })
    }
    return `${event._tag} ${textOfState(fold.state())}`
  })
  return digestOfText(lines.join('\n'))
}

/**
 * A snapshot is used by whatever engine has a fold of its name. So a fold that gives other states, or reads other words, must
 * have another name: raise the number in it, and add the line that this test shows as received to the frozen file.
 */
describe('a fold that makes something else of the stored samples is another version', () => {
  it.each([
    { name: transferFold.name, digest: () => digestOf(transferFold, 'transfer', 'TransferInitiated') },
    { name: accountFold.name, digest: () => digestOf(accountFold, 'account', 'AccountOpened') },
    { name: fundsFold.name, digest: () => digestOf(fundsFold, 'funds', null) },
    { name: createLedgerFold(createInflow(), createAgenda(), createUnfinished()).name, digest: digestOfLedgerFold },
  ])('$name', ({ name, digest }) => {
    expect({ [name]: digest() }).toEqual({ [name]: frozen[name] })
  })
})

/** After each of the two instructions with a quote: confirmed, then every two of the samples of an exchange, one after the other. */
const digestOfExchange = (): string => {
  const exchange = exchangeSampleEvents()
  const confirmed = samples.filter(({ _tag }) => _tag === 'TransferConfirmed')
  const lines = exchange
    .filter(({ _tag }) => _tag === 'TransferInitiated')
    .flatMap((initiated) => {
      const begun = [initiated, ...confirmed].reduce(transferFold.evolve, transferFold.initial)
      return exchange.flatMap((event) => {
        const after = transferFold.evolve(begun, event)
        return exchange.map(
          (next) => `${event._tag} ${next._tag} ${textOfState(after)} ${textOfState(transferFold.evolve(after, next))}`,
        )
      })
    })
  return digestOfText(lines.join('\n'))
}

it('nor does the fold of a transfer make something else of the samples of an exchange', () => {
  expect({ [transferFold.name]: digestOfExchange() }).toEqual({
    [transferFold.name]: frozenOfExchange[transferFold.name],
  })
})
