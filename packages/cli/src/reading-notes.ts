import { counted, type LedgerView } from '@waybill/explain'
import { note, type Io } from './io.js'
import { anchorOf, nameOf, type LedgerSource } from './ledger-source.js'

const most = 5

/** Says on standard error what a reader of the answer should know about the ledger: what was set aside, and where it has no anchor. */
export const noteReading = async (
  source: LedgerSource,
  view: Pick<LedgerView, 'undecodable'>,
  io: Io,
): Promise<void> => {
  const name = nameOf(source)
  if (anchorOf(source) === null)
    await note(io, `${name} has no anchor: whether its end was cut off cannot be told. Name one with --anchor.`)
  for (const { problems, reason, revision, sequence, stream, type } of view.undecodable.slice(0, most)) {
    const [problem] = problems
    const detail =
      problem === undefined
        ? ''
        : ` (${problem.path === '' ? 'data' : problem.path}: expected ${problem.expected}, but found ${problem.found})`
    await note(
      io,
      `${name}: kept, but not read: ${type}, revision ${revision} of ${stream}, sequence ${sequence}: ${reason}${detail}`,
    )
  }
  if (view.undecodable.length > most)
    await note(io, `${name}: kept, but not read: ${counted(view.undecodable.length - most, 'more event')}.`)
}
