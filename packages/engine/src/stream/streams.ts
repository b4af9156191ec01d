import {
  accountStream,
  fundsStream,
  transferStream,
  type Account,
  type Funds,
  type Recorded,
  type Transfer,
} from '@waybill/core'
import { accountFold, fundsFold, transferFold } from './stream-fold.js'
import { createStreamReader, type Freshness, type Reading, type StreamReader } from './stream-reader.js'

type Loading<S> = ReturnType<StreamReader<S>['load']>

/** The streams that decisions look at, by what they are about. */
export type Streams = {
  readonly transfer: (transferId: string, freshness: Freshness) => Loading<Transfer | null>
  readonly account: (account: string, freshness: Freshness) => Loading<Account | null>
  readonly funds: (account: string, freshness: Freshness) => Loading<Funds>
  /** The transfer, or account, as it was right after this revision of its stream. */
  readonly transferAt: StreamReader<Transfer | null>['stateAt']
  readonly accountAt: StreamReader<Account | null>['stateAt']
  /** Takes note of events that were just stored. */
  readonly advance: (events: ReadonlyArray<Recorded>) => Promise<void>
}

/** Reads the streams of a store, and remembers so many of each kind. */
export const createStreams = (reading: Reading): Streams => {
  const transfers = createStreamReader(reading, transferFold)
  const accounts = createStreamReader(reading, accountFold)
  const funds = createStreamReader(reading, fundsFold)
  return {
    transfer: (transferId, freshness) => transfers.load(transferStream(transferId), freshness),
    account: (account, freshness) => accounts.load(accountStream(account), freshness),
    funds: (account, freshness) => funds.load(fundsStream(account), freshness),
    transferAt: transfers.stateAt,
    accountAt: accounts.stateAt,
    advance: async (events) => {
      await transfers.advance(events)
      await accounts.advance(events)
      await funds.advance(events)
    },
  }
}
