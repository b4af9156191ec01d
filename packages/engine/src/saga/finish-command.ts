import * as E from 'fp-ts/lib/Either.js'
import {
  accountCommands,
  decodeCommand,
  transferReports,
  type AccountCommand,
  type AnyCommand,
  type ChangeOfAccount,
  type TransferReport,
} from '@waybill/core'
import type { CallContext } from '../call-context.js'
import { situateContradiction } from '../command/send-report.js'
import { situateAccount } from '../command/situate-account.js'
import { situateReport } from '../command/situate-report.js'
import { situateTransfer } from '../command/situate-transfer.js'
import type { Matter } from '../command/matter.js'
import type { Order } from '../command/order.js'
import type { EngineParts } from '../engine-parts.js'
import { reportKey } from '../event-ids.js'
import type { Failure } from '../failure.js'
import { observationOf, situateObservation } from '../observe.js'
import { decisionOf, readClaim, type Claim } from './claim.js'
import { takeSteps, type Saga } from './take-steps.js'

const contextOf = ({ metadata }: Claim): CallContext => {
  const { $causationId, $correlationId, actor, traceparent } = metadata
  return {
    ...($correlationId === undefined ? {} : { correlationId: $correlationId }),
    ...($causationId === undefined ? {} : { causationId: $causationId }),
    ...(actor === undefined ? {} : { actor }),
    ...(traceparent === undefined ? {} : { traceparent }),
  }
}

/** What was claimed, as it was handed to whoever claimed it. */
const matterOf = (claim: Claim): Matter => {
  const { command, commandId, freshUetr, payload, payloadDigest, receivedAt, refusal } = claim.claimed
  return {
    commandId,
    word: command,
    payload,
    digest: payloadDigest,
    receivedAt,
    freshUetr,
    refusal,
    occurredAt: claim.occurredAt,
    context: contextOf(claim),
    correlationId: claim.metadata['$correlationId'] ?? null,
  }
}

const isAccountCommand = (command: AnyCommand): command is AccountCommand =>
  Object.hasOwn(accountCommands, command._tag)
const isReport = (command: AnyCommand): command is TransferReport => Object.hasOwn(transferReports, command._tag)
const isChange = (command: AccountCommand): command is ChangeOfAccount => command._tag !== 'OpenAccount'

/** A report whose id had been used for another message: the claim is about the contradiction between the two. */
const contradicting = async (
  parts: EngineParts,
  order: Order,
  report: TransferReport,
): Promise<E.Either<Failure, Saga>> => {
  const first = await readClaim(parts, reportKey(report.by, report.reportId))
  if (E.isLeft(first)) return first
  if (!first.right?.events) throw new Error(`${order.commandId} contradicts a report that is not recorded`)
  const stored = await decisionOf(parts, { events: first.right.events })
  if (E.isLeft(stored)) return stored
  return E.right({ matter: order, situate: situateContradiction(parts, order, report, stored.right), change: null })
}

const sagaOf = async (parts: EngineParts, claim: Claim): Promise<E.Either<Failure, Saga>> => {
  const matter = matterOf(claim)
  const observed = observationOf(matter.word, matter.payload)
  if (observed !== null)
    return E.right({ matter, situate: situateObservation(parts, claim.claimed.subject, observed), change: null })
  const decoded = decodeCommand(matter.word, JSON.parse(matter.payload))
  if (E.isLeft(decoded)) throw new Error(`the engine cannot read its own claim of ${matter.commandId}`)
  const command = decoded.right
  const order: Order = { ...matter, word: command._tag, command }
  if (isAccountCommand(command))
    return E.right({
      matter,
      situate: situateAccount(parts, command),
      change: isChange(command) ? command : null,
    })
  if (!isReport(command)) return E.right({ matter, situate: situateTransfer(parts, order, command), change: null })
  return matter.commandId === reportKey(command.by, command.reportId)
    ? E.right({ matter, situate: situateReport(parts, order, command), change: null })
    : contradicting(parts, order, command)
}

/** Brings a command that was taken to its end, whoever took it. Done twice, or by two engines, it does no more than once. */
export const finishCommand = async (parts: EngineParts, commandId: string): Promise<E.Either<Failure, void>> => {
  const claim = await readClaim(parts, commandId)
  if (E.isLeft(claim)) return claim
  if (claim.right?.events !== null) return E.right(undefined)
  const saga = await sagaOf(parts, claim.right)
  if (E.isLeft(saga)) return saga
  const decided = await takeSteps(parts, saga.right, claim.right)
  return E.isLeft(decided) ? decided : E.right(undefined)
}
