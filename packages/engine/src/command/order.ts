import * as E from 'fp-ts/lib/Either.js'
import {
  decodeCommand,
  encodeCommand,
  type AnyCommand,
  type CommandWord,
  type Instant,
  type MalformedCommand,
} from '@waybill/core'
import type { CallContext } from '../call-context.js'
import { malformed, readFromCaller } from '../caller-input.js'
import type { EngineParts } from '../engine-parts.js'
import { reportKey } from '../event-ids.js'
import { digestOfText } from '../sha256.js'
import type { Matter } from './matter.js'

/** A command or report that was taken. */
export type Order = Matter & {
  readonly word: CommandWord
  readonly command: AnyCommand
}

export type OrderOptions = {
  /** Fields that the engine filled in; they take no part in the digest. */
  readonly filledIn?: ReadonlyArray<string>
  readonly receivedAt?: Instant
  readonly refusal?: 'STORED' | 'TOLD'
}

const longestPayload = 65_536

const withoutFields = (payload: string, fields: ReadonlyArray<string>): string => {
  if (fields.length === 0) return payload
  const members = Object.entries(JSON.parse(payload) as Readonly<Record<string, unknown>>)
  return JSON.stringify(Object.fromEntries(members.filter(([name]) => !fields.includes(name))))
}

const isReport = (command: AnyCommand): command is Extract<AnyCommand, { readonly reportId: string }> =>
  'reportId' in command

/** Reads a command or report and stamps it, or names every field that is not as it should be. */
export const takeOrder = (
  parts: EngineParts,
  word: string,
  payload: unknown,
  context: CallContext,
  options: OrderOptions = {},
): E.Either<MalformedCommand, Order> => {
  const decoded = readFromCaller(word, () => decodeCommand(word, payload))
  if (E.isLeft(decoded)) return decoded
  const command = decoded.right
  const text = encodeCommand(command)
  if (text.length > longestPayload)
    return malformed(word, '', `at most ${longestPayload} characters of JSON text`, `${text.length} characters`)
  const receivedAt = options.receivedAt ?? parts.clock.now()
  return E.right({
    commandId: isReport(command) ? reportKey(command.by, command.reportId) : command.commandId,
    word: command._tag,
    command,
    payload: text,
    digest: digestOfText(withoutFields(text, options.filledIn ?? [])),
    receivedAt,
    occurredAt: context.occurredAt ?? (isReport(command) ? command.asOf : receivedAt),
    freshUetr: parts.ids.next(),
    context,
    correlationId: 'transferId' in command ? command.transferId : command.account,
    refusal: options.refusal ?? 'STORED',
  })
}
