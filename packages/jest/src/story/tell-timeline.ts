import { transferStatus } from '@waybill/core'
import type { Hop, Speaker, TransferStory } from '@waybill/projections'
import { tellCode, tellMoney } from './tell-value.js'
import type { Teller } from './teller.js'

const tellSpeaker = (teller: Teller, speaker: Speaker): string => {
  switch (speaker._tag) {
    case 'SOURCE':
      return `${teller.text(speaker.name)} (${speaker.kind}, ${speaker.grade})`
    case 'PARTY':
      return speaker.name === null ? speaker.role : `${speaker.role} ${speaker.name}`
    case 'ENGINE':
      return 'ENGINE'
  }
}

/** One step of a transfer's story: when, in which lane, what, and who said so. */
export const tellHop = (teller: Teller, { occurredAt, lane, stage, word, said, amount, code }: Hop): string =>
  [
    `${teller.time(occurredAt)}  ${lane} ${stage}: ${word}, said ${tellSpeaker(teller, said)}`,
    ...(amount === null ? [] : [tellMoney(amount)]),
    ...(code === null ? [] : [tellCode(code)]),
  ].join(', ')

/** A transfer's story hop by hop. */
export const tellTimeline = (teller: Teller, { transferId, state, hops }: TransferStory): ReadonlyArray<string> => [
  `Transfer ${teller.text(transferId)} ${state === null ? 'was never recorded' : `is ${transferStatus(state)}`}`,
  ...hops.map((hop) => `  ${tellHop(teller, hop)}`),
]
