import type { Recorded } from '@waybill/core'
import type { Agenda } from '../due/agenda.js'
import type { Unfinished, UnfinishedCommand } from '../saga/unfinished.js'
import type { Inflow } from './inflow.js'

/** What is folded over the whole ledger, as a snapshot has it. */
export type LedgerFold = {
  /** What it is and which version, as of the fold of a stream. */
  readonly name: string
  readonly absorb: (recorded: Recorded) => void
  readonly state: () => unknown
  readonly restore: (state: unknown) => void
  /** How many parts the state has that take up room in a snapshot. */
  readonly size: () => number
}

type State = {
  readonly inflow: ReadonlyMap<string, bigint>
  readonly open: ReadonlyArray<string>
  readonly unfinished: ReadonlyArray<UnfinishedCommand>
}

/** The money that came in, which commands are not decided to their end, and which transfers are under way: their own streams say the rest. */
export const createLedgerFold = (inflow: Inflow, agenda: Agenda, unfinished: Unfinished): LedgerFold => ({
  name: 'inflow-and-agenda/4',
  absorb: (recorded) => {
    inflow.absorb(recorded)
    agenda.absorb(recorded)
    unfinished.absorb(recorded)
  },
  state: (): State => ({ inflow: inflow.totals(), open: agenda.underWay(), unfinished: unfinished.open() }),
  restore: (state) => {
    const { inflow: totals, open, unfinished: begun } = state as State
    inflow.restore(totals)
    agenda.restore(open)
    unfinished.restore(begun)
  },
  size: () => inflow.totals().size + agenda.underWay().length + unfinished.open().length,
})
