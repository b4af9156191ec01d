import * as E from 'fp-ts/lib/Either.js'
import { accountCommands, type AccountCommand } from '../account/command.js'
import { canonicalJson } from '../codec/canonical-json.js'
import { decodeWith, excerptOf, type FieldProblem } from '../codec/codec.js'
import type { AccountReference } from '../ledger/account-id.js'
import type { Money, MoneyInput } from '../money/money.js'
import { transferCommands, type TransferCommand } from '../transfer/command.js'
import { transferReports, type TransferReport } from '../transfer/report.js'

/** Everything that can be asked or told, by its word. */
export const allCommands = { ...transferCommands, ...accountCommands, ...transferReports } as const

export type CommandWord = keyof typeof allCommands
export type AnyCommand = TransferCommand | AccountCommand | TransferReport

/** A command whose form is wrong. It is answered and not stored. */
export type MalformedCommand = {
  readonly _tag: 'MalformedCommand'
  readonly command: string
  readonly problems: ReadonlyArray<FieldProblem>
}

export const isCommandWord = (word: string): word is CommandWord => Object.hasOwn(allCommands, word)

/** Reads a command's payload, or names every field that is not as it should be. */
export const decodeCommand = (word: string, payload: unknown): E.Either<MalformedCommand, AnyCommand> => {
  if (!isCommandWord(word))
    return E.left({
      _tag: 'MalformedCommand',
      command: excerptOf(word),
      problems: [{ path: '', expected: `one of ${Object.keys(allCommands).join(', ')}`, found: excerptOf(word) }],
    })
  const decoded = decodeWith<Record<string, unknown>, unknown>(allCommands[word].codec as never, payload)
  return E.isLeft(decoded)
    ? E.left({ _tag: 'MalformedCommand', command: word, problems: decoded.left })
    : E.right({ ...decoded.right, _tag: word } as unknown as AnyCommand)
}

/** The command's payload as RFC 8785 JSON text, the same however its money and accounts were written. */
export const encodeCommand = (command: AnyCommand): string => {
  const { _tag, ...payload } = command
  const encode = allCommands[_tag].codec.encode as (value: unknown) => unknown
  return canonicalJson(encode(payload))
}

// Text alone means an account of this book, so it cannot name one elsewhere.
type LooseValue<K, V> = [K, V] extends ['payer' | 'payee' | 'account', AccountReference]
  ? V extends { readonly institution: string }
    ? V
    : AccountReference | string
  : V extends Money
    ? MoneyInput
    : V extends ReadonlyArray<infer Item>
      ? ReadonlyArray<Item extends object ? LooseFields<Item> : Item>
      : V extends object
        ? LooseFields<V>
        : V
type LooseFields<C> = { readonly [K in keyof C]: LooseValue<K, C[K]> }

/** What a caller may write for a command: money in any of its forms, an account of this book by its id alone. */
export type CommandInput<W extends CommandWord> = LooseFields<Omit<Extract<AnyCommand, { readonly _tag: W }>, '_tag'>>
