import { personal } from '../codec/codec.js'
import { count, listOf, oneOf } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { digest, instant, label, text, uuid } from '../codec/text.js'
import { defineEvent, type EventOf } from '../event/definition.js'

const streamName = text('a stream name', { max: 1024 })

/** Steps of one decision touch a transfer, and at most the funds of the accounts that it names. */
const mostStreams = 64

/** Where a stream stood: the revision of its last event, as text, `-1` where it had none. */
const standing = structure('a revision', { stream: streamName, revision: label })

/**
 * What is written where one append reaches one stream only: the beginning and the end of a decision that is stored step by step, in
 * a stream of the command's own.
 */
export const sagaEvents = {
  CommandClaimed: defineEvent(
    ['command'],
    'CommandClaimed',
    structure('CommandClaimed', {
      /** The command's id; of a report or an observation, the key that names it for ever. */
      commandId: text('a command id', { max: 1024 }),
      command: label,
      /** The stream of the transfer or account that it is about. */
      subject: streamName,
      /** What was said, RFC 8785 JSON text: whoever finds the claim can finish it. */
      payload: personal(text('the command as JSON text', { max: 65_536 })),
      payloadDigest: digest,
      receivedAt: instant,
      /** The reference that a new transfer gets where the command brings none. */
      freshUetr: uuid,
      /** Whether a refusal is an answer for ever, or only says that something the engine proposed to itself is no longer due. */
      refusal: oneOf(['STORED', 'TOLD']),
      /** The streams that the decision may write to, as they stood: its steps lie behind. */
      streams: listOf(standing, { min: 1, max: mostStreams }),
    }),
    'A command was taken, and nobody else may take its id: the decision about it follows in steps, whoever takes them.',
  ),
  CommandDecided: defineEvent(
    ['command'],
    'CommandDecided',
    structure('CommandDecided', {
      /** The events of the decision, in the order in which a receipt tells them. */
      events: listOf(structure('an event', { stream: streamName, revision: count }), { min: 1, max: 256 }),
    }),
    'Every step of the decision is stored: from here on the command has its answer.',
  ),
} as const

export type SagaEvent = EventOf<(typeof sagaEvents)[keyof typeof sagaEvents]>
export type CommandClaimed = Extract<SagaEvent, { readonly _tag: 'CommandClaimed' }>

/** The stream in which a command is claimed and its decision is closed. */
export const commandStream = (commandId: string): string => `command-${commandId}`
