import { effectOf, isBookAccount, isMoneyEvent, type FundsEvent, type Posting } from '@waybill/core'
import { createInflowHistory } from './inflow-history.js'
import type { Rule, Ruling, Step } from './rule.js'

/** Whatever kept or took money leaned on the inflow that there was, which is derived again. */
export const inflowHolds: Rule = {
  name: 'InflowHolds',
  begin: () => {
    const inflow = createInflowHistory()
    return {
      look: ({ at, recorded: { event } }, { broken, judged }) => {
        if (isMoneyEvent(event)) {
          for (const { account, amount, creditDebit } of event.entry.postings)
            if (creditDebit === 'CRDT' && !isBookAccount(account)) inflow.add(account, at.sequence, amount.minorUnits)
          return
        }
        if (!('inflowSeen' in event)) return
        judged()
        const account = at.stream.slice('funds-'.length)
        const { throughSequence, total } = event.inflowSeen
        const expected = inflow.through(account, Math.min(throughSequence, at.sequence - 1))
        if (expected === total.minorUnits) return
        const { currency } = event.amount
        const found = total.minorUnits
        broken({ _tag: 'InflowDiffers', ...at, account, currency, throughSequence, expected, found })
      },
    }
  },
}

/** All that ever lowered an account or is kept to lower it, in minor units. */
type Outgoing = { left: bigint; kept: bigint }

/** An event that lowers an account, is kept to lower it, or undoes that. */
type Lowering = Exclude<FundsEvent, { readonly _tag: 'FundsRefused' | 'FundsTermsSet' }>

const changeOf = (event: Lowering): Outgoing => {
  const { minorUnits } = event.amount
  switch (event._tag) {
    case 'FundsReserved':
      return { left: 0n, kept: minorUnits }
    case 'FundsCaptured':
      return { left: minorUnits, kept: -minorUnits }
    case 'FundsReleased':
      return event.purpose === undefined ? { left: 0n, kept: -minorUnits } : { left: -minorUnits, kept: 0n }
    case 'FundsTaken':
      return { left: minorUnits, kept: 0n }
  }
}

/** No account is taken below its floor: neither by what is booked, nor by what is kept. */
export const floorsHold: Rule = {
  name: 'FloorsHold',
  begin: () => {
    const booked = new Map<string, bigint>()
    const outgoing = new Map<string, Outgoing>()

    const post = ({ accountOf, at }: Step, postings: ReadonlyArray<Posting>, { broken, judged }: Ruling): void => {
      const lowered = new Set<string>()
      for (const leg of postings) {
        if (isBookAccount(leg.account)) continue
        booked.set(leg.account, (booked.get(leg.account) ?? 0n) + effectOf(leg))
        if (leg.creditDebit === 'DBIT') lowered.add(leg.account)
      }
      for (const id of lowered) {
        const account = accountOf(id)
        if (account === null) continue
        judged()
        const floor = -account.limit
        const sum = booked.get(id) ?? 0n
        if (sum < floor)
          broken({ _tag: 'AccountBelowFloor', ...at, account: id, currency: account.currency, floor, booked: sum })
      }
    }

    return {
      look: (step, ruling) => {
        const { accountOf, at } = step
        const { event } = step.recorded
        if (isMoneyEvent(event)) {
          post(step, event.entry.postings, ruling)
          return
        }
        if (!at.stream.startsWith('funds-')) return
        const told = event as FundsEvent
        if (told._tag === 'FundsRefused' || told._tag === 'FundsTermsSet') return
        const account = at.stream.slice('funds-'.length)
        const before = outgoing.get(account) ?? { left: 0n, kept: 0n }
        const change = changeOf(told)
        const after = { left: before.left + change.left, kept: before.kept + change.kept }
        outgoing.set(account, after)
        if (!('inflowSeen' in told)) return
        ruling.judged()
        const limit = accountOf(account)?.limit ?? 0n
        const available = told.inflowSeen.total.minorUnits - after.left - after.kept + limit
        const { currency } = told.amount
        if (available < 0n) ruling.broken({ _tag: 'FundsOverdrawn', ...at, account, currency, available })
      },
    }
  },
}
