import type { CommandWord } from '@waybill/core'

/**
 * In which order a decision writes to more than one stream. FOLLOWED: the transfer, then the funds follow. RESERVING: the transfer
 * with its funds pending, each account that pays, the transfer again. TAKING: each account that pays, then the transfer, or what was
 * taken is released. TERMS: the funds of an account, then the account. Whatever is not named writes to one stream alone.
 */
export type KindOfSaga = 'FOLLOWED' | 'RESERVING' | 'TAKING' | 'TERMS'

const kinds: Readonly<Partial<Record<CommandWord, KindOfSaga>>> = {
  InitiateTransfer: 'RESERVING',
  ConfirmTransfer: 'FOLLOWED',
  CancelTransfer: 'FOLLOWED',
  RejectTransfer: 'FOLLOWED',
  ExpireTransfer: 'FOLLOWED',
  BookTransfer: 'TAKING',
  ReverseTransfer: 'TAKING',
  ResolveException: 'TAKING',
  RescindProvisionalCredit: 'TAKING',
  PostCorrection: 'TAKING',
  FreezeAccount: 'TERMS',
  UnfreezeAccount: 'TERMS',
  SetAccountFloor: 'TERMS',
  BeginClosingAccount: 'TERMS',
  CloseAccount: 'TERMS',
}

/** How a command, report or observation is stored step by step; ALONE: in one. */
export const kindOfSaga = (word: string): KindOfSaga | 'ALONE' =>
  (kinds as Readonly<Record<string, KindOfSaga | undefined>>)[word] ?? 'ALONE'
