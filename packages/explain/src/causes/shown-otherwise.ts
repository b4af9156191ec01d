import type { Recorded, TransferEvent } from '@waybill/core'
import type { Balance } from '@waybill/projections'
import type { Slice } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import type { Leaf } from '../leaf.js'
import { accountClaims, balanceAt, sayMeaning, touches, unseenBy, viewExhibit, type Shown } from '../shown-view.js'
import { excluded, holds, possible, say, silent, type Lacking, type Verdict } from '../verdict.js'
import { allOf, sayMinorUnits } from '../wording/plain.js'
import { faultyEntries } from './conservation.js'

/** An account whose balance is in question. */
export type AccountFile = {
  readonly slice: Slice
  readonly account: string
  readonly balance: Balance
  readonly shown: Shown | null
  /** Whether somebody says that what they saw was wrong. */
  readonly doubted: boolean
}

export type AccountRule = { readonly leaf: Leaf; readonly judge: (file: AccountFile) => Verdict }

const viewLogMissing: Lacking = {
  what: say('what our screen showed the customer', '我方屏幕向客户显示的内容'),
  who: 'our app log',
  how: say(
    'find the record of the balance that was served, with the position that it was worked out from',
    '找出当时所显示余额的记录，以及该余额依据到第几条记录',
  ),
  by: null,
  wouldDecide: ['I1', 'I2', 'I5'],
  ours: true,
}

/** Whether the customer saw just what the ledger gave when they asked. */
const sawTheTruth = ({ slice, account, balance: { currency } }: AccountFile): boolean => {
  const claim = accountClaims(slice, account).at(-1)
  const seen = claim?.event.balanceSeen
  if (claim === undefined || seen?.currency !== currency) return false
  const truth = balanceAt(slice, account, currency, claim.sequence)
  const given = (['booked', 'available', 'expected'] as const).filter((one) => seen[one] !== undefined)
  return given.length > 0 && given.every((one) => seen[one] === truth[one])
}

/** Where a balance is doubted and nothing tells what was shown, a fault of the view is not ruled out. */
const withoutView = (file: AccountFile): Verdict =>
  file.doubted && !sawTheTruth(file) ? possible([], [viewLogMissing]) : silent

const drifted: AccountRule = {
  leaf: 'I2',
  judge: (file) => {
    const { slice, shown } = file
    if (shown === null) return withoutView(file)
    const sum = sayMinorUnits(shown.atOwnPosition, shown.currency)
    const meaning = sayMeaning(shown.meaning)
    const atPosition = derived(
      slice,
      'fold-at-position',
      'Balance',
      say(
        `The first ${shown.position} records give ${sum.en} (${meaning.en}).`,
        `前 ${shown.position} 条记录得出的${meaning.zh}为 ${sum.zh}。`,
      ),
      'A',
    )
    return shown.shown === shown.atOwnPosition
      ? excluded(atPosition)
      : holds({ evidence: [viewExhibit(slice, shown), atPosition], responsible: { party: 'ENGINE' } })
  },
}

const behind: AccountRule = {
  leaf: 'I1',
  judge: (file) => {
    const { slice, shown, account } = file
    if (shown === null) return withoutView(file)
    const lag = shown.head - shown.position
    if (lag <= 0 || shown.atHead === shown.atOwnPosition) return excluded(viewExhibit(slice, shown))
    const truth = sayMinorUnits(shown.atHead, shown.currency)
    return holds({
      evidence: [
        viewExhibit(slice, shown),
        derived(
          slice,
          'lag',
          'Balance',
          say(
            `It was ${lag} records behind; all ${shown.head} of them give ${truth.en}.`,
            `落后 ${lag} 条记录；全部 ${shown.head} 条得出 ${truth.zh}。`,
          ),
          'A',
        ),
        ...shown.between.flatMap((recorded) => unseenBy(slice, account, recorded)),
      ],
      responsible: { party: 'ENGINE' },
    })
  },
}

const oneSided: AccountRule = {
  leaf: 'J1',
  judge: ({ slice, account }) => {
    const streams = new Set(
      slice.events
        .filter((recorded) => touches(recorded, account) && recorded.stream.startsWith('transfer-'))
        .map(({ stream }) => stream),
    )
    const stories = new Map<string, Recorded<TransferEvent>[]>()
    for (const recorded of slice.events) {
      if (!streams.has(recorded.stream)) continue
      const story = stories.get(recorded.stream) ?? []
      story.push(recorded as Recorded<TransferEvent>)
      stories.set(recorded.stream, story)
    }
    const faulty = [...stories.values()].flatMap((story) => faultyEntries(story))
    if (faulty.length === 0)
      return excluded(
        derived(
          slice,
          'postings-balance',
          'Sum',
          say(
            `The postings of ${allOf(stories.size, 'transfer')} that touch${stories.size === 1 ? 'es' : ''} the account balance.`,
            `涉及该账户的 ${stories.size} 笔转账，其分录${stories.size === 1 ? '' : '均'}借贷平衡。`,
          ),
        ),
      )
    return holds({
      evidence: faulty.map((recorded) =>
        exhibit(
          slice,
          recorded,
          say(
            `The stored postings of record ${recorded.sequence} are not those that follow from it.`,
            `第 ${recorded.sequence} 条记录所存的分录与事件不符。`,
          ),
        ),
      ),
      responsible: { party: 'ENGINE' },
    })
  },
}

const asPosted: AccountRule = {
  leaf: 'Z1',
  judge: ({ slice, balance }) => {
    const { currency } = balance
    const [booked, available, expected] = [balance.booked, balance.available, balance.expected].map((sum) =>
      sayMinorUnits(sum, currency),
    )
    return holds({
      evidence: [
        derived(
          slice,
          'balance-as-posted',
          'Balance',
          say(
            `The postings give ${booked?.en ?? ''} booked, ${available?.en ?? ''} available, ${expected?.en ?? ''} expected.`,
            `由逐笔分录得出：账面余额 ${booked?.zh ?? ''}，可用余额 ${available?.zh ?? ''}，预期余额 ${expected?.zh ?? ''}。`,
          ),
        ),
      ],
      responsible: { party: 'NONE' },
    })
  },
}

/** The causes of a doubted balance, in the order of their gates. */
export const accountCauses: ReadonlyArray<AccountRule> = [oneSided, drifted, behind, asPosted]
