import { eventId, ledgerNamespace } from '../../event-ids.js'
import type { Rule } from './rule.js'

/** A decision whose events are being read: they stand together, or nearly so where many are written at once. */
type Decision = {
  readonly firstSequence: number
  readonly command: string | undefined
  readonly digest: string | undefined
  readonly refused: boolean
  /** Stored step by step: it ends with CommandDecided, and after a refusal nothing is kept or taken for good. */
  readonly claimed: boolean
}

const afterRefusal: ReadonlySet<string> = new Set([
  'CommandRefused',
  'CommandClaimed',
  'CommandDecided',
  'FundsRefused',
  'FundsReleased',
  // By an engine that has not seen the refusal yet: it is given back before the decision is whole.
  'FundsTaken',
])

const decisionsRemembered = 4096

/** The latest decisions by their command id, the oldest let go. */
const createLatest = (): {
  readonly of: (commandId: string) => Decision | undefined
  readonly keep: (commandId: string, decision: Decision) => void
} => {
  const decisions = new Map<string, Decision>()
  return {
    of: (commandId) => decisions.get(commandId),
    keep: (commandId, decision) => {
      decisions.set(commandId, decision)
      if (decisions.size <= decisionsRemembered) return
      for (const oldest of decisions.keys()) {
        decisions.delete(oldest)
        return
      }
    },
  }
}

/** The id of each event follows from the ledger, the command and the event's place in the decision. */
export const idsFollow: Rule = {
  name: 'IdsFollow',
  begin: (ledger) => {
    const namespace = ledgerNamespace(ledger)
    return {
      look: ({ at, placeInDecision, recorded: { id, metadata } }, { broken, judged }) => {
        const commandId = metadata['commandid']
        if (commandId === undefined) return
        judged()
        if (placeInDecision !== null) return
        broken({ _tag: 'IdNotDerived', ...at, commandId, expected: eventId(namespace, commandId, 0), found: id })
      },
    }
  },
}

/** One command id has one decision: one command, said in one way, refused or not, its events together and beginning with the first. */
export const oneDecision: Rule = {
  name: 'OneDecision',
  begin: () => {
    const latest = createLatest()
    return {
      look: ({ at, placeInDecision, recorded: { metadata, type } }, { broken, judged }) => {
        const commandId = metadata['commandid']
        if (commandId === undefined) return
        judged()
        const { command, payloaddigest: digest } = metadata
        const refused = type === 'CommandRefused'
        const known = latest.of(commandId)
        if (known === undefined) {
          latest.keep(commandId, {
            firstSequence: at.sequence,
            command,
            digest,
            refused,
            claimed: type === 'CommandClaimed',
          })
          if (placeInDecision !== null && placeInDecision > 0)
            broken({ _tag: 'DecidedTwice', ...at, commandId, field: 'decision', firstSequence: null })
          return
        }
        const twice = { _tag: 'DecidedTwice', ...at, commandId, firstSequence: known.firstSequence } as const
        const refusedTwice = known.claimed ? known.refused && !afterRefusal.has(type) : known.refused || refused
        if (known.claimed && refused) latest.keep(commandId, { ...known, refused })
        if (refusedTwice) broken({ ...twice, field: 'refusal' })
        else if (known.command !== command) broken({ ...twice, field: 'command' })
        else if (known.digest !== digest) broken({ ...twice, field: 'payloaddigest' })
      },
    }
  },
}
