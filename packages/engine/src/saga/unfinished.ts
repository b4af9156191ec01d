import { streamKindOf, type Recorded } from '@waybill/core'

/** A command whose id was taken and whose decision is not whole. */
export type UnfinishedCommand = {
  readonly commandId: string
  readonly command: string
  readonly subject: string
}

/** The commands that were taken and not brought to their end, as far as the ledger was read, in the order in which they were taken. */
export type Unfinished = {
  readonly open: () => ReadonlyArray<UnfinishedCommand>
  readonly absorb: (recorded: Recorded) => void
  readonly restore: (open: ReadonlyArray<UnfinishedCommand>) => void
}

export const createUnfinished = (): Unfinished => {
  const open = new Map<string, UnfinishedCommand>()
  return {
    open: () => [...open.values()],
    absorb: ({ event, metadata, stream }) => {
      if (streamKindOf(stream) !== 'command') return
      if (event._tag === 'CommandClaimed') {
        const { command, commandId, subject } = event
        open.set(commandId, { commandId, command, subject })
      }
      if (event._tag === 'CommandDecided') open.delete(metadata['commandid'] ?? '')
    },
    restore: (known) => {
      open.clear()
      for (const one of known) open.set(one.commandId, one)
    },
  }
}
