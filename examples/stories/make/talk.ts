import type { ClaimKind } from '@waybill/core'
import { sources } from './sources.js'
import type { Seen, Stage } from './stage.js'

type ClaimOpened = Extract<Seen, { readonly _tag: 'ClaimOpened' }>

/** The customer says that something is wrong; support writes it down. */
export const complain = (
  { see }: Stage,
  claim: Omit<ClaimOpened, '_tag'> & { readonly claim: ClaimKind },
): Promise<void> => see(sources.support, { _tag: 'ClaimOpened', channel: 'CHAT', ...claim })

export type Contact = {
  readonly claimId: string
  readonly transferId?: string
  readonly customer: string
  readonly words: string
}

/** A word that answers the matter, or one that only says that the message has come. */
export const tellCustomer = (
  { see }: Stage,
  { claimId, transferId, customer, words }: Contact,
  substantive: boolean,
): Promise<void> =>
  see(sources.support, {
    _tag: 'ContactLogged',
    direction: 'OUTBOUND',
    channel: 'CHAT',
    substantive,
    claimId,
    ...(transferId === undefined ? {} : { transferId }),
    customer,
    words,
  })
