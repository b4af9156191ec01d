import * as E from 'fp-ts/lib/Either.js'
import { mapped, personal } from '../codec/codec.js'
import { accountReference, type AccountReference } from './account-id.js'

/** A reference as a command takes it: text alone means an account of this book. */
export const accountReferenceInput = personal(
  mapped<AccountReference, AccountReference>(
    'an account of this book by its id, or { account, institution } elsewhere',
    accountReference.schema,
    accountReference.is,
    (value) => {
      const outcome = accountReference.decode(typeof value === 'string' ? { account: value } : value)
      return E.isRight(outcome) ? outcome : E.left('an account of this book by its id, or { account, institution } elsewhere')
    },
    accountReference.encode,
  ),
)
