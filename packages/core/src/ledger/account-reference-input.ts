import * as E from 'fp-ts/lib/Either.js'
import { mapped, personal } from '../codec/codec.js'
import { accountId, accountReference, isOurs, type AccountReference } from './account-id.js'

const expectation = 'an account of this book by its id, or { account, institution } elsewhere'

const isAcceptable = (value: unknown): value is AccountReference =>
  accountReference.is(value) && (!isOurs(value) || accountId.is(value.account))

/** A reference as a command takes it: text alone means an account of this book, whose id may stand in a stream's name. */
export const accountReferenceInput = personal(
  mapped<AccountReference, AccountReference>(
    expectation,
    accountReference.schema,
    isAcceptable,
    (value) => {
      const outcome = accountReference.decode(typeof value === 'string' ? { account: value } : value)
      return E.isRight(outcome) && isAcceptable(outcome.right) ? outcome : E.left(expectation)
    },
    accountReference.encode,
  ),
)
