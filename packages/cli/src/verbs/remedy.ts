import * as E from 'fp-ts/lib/Either.js'
import type { ClaimKind } from '@waybill/core'
import { createEngine, type Engine } from '@waybill/engine'
import type { RemedyName } from '@waybill/explain'
import { atOption, drillIn } from '../drill.js'
import { openExistingStore } from '../existing-store.js'
import type { CliFailure } from '../failure.js'
import { print, type Io } from '../io.js'
import { claimOf, claimOption, flagOption, languageOf, languageOption, required } from '../options.js'
import { policyIn } from '../remedy-policy.js'
import { appliedReport, planReport, simulatedReport } from '../remedy-report.js'
import type { Call } from '../usage.js'
import type { ExitStatus, Verb } from '../verb.js'
import { remedyManual } from './remedy.manual.js'

const example = 'waybill remedy plan rent-2026-02 --in ledger.db'

const deeds = ['plan', 'simulate', 'apply'] as const
type Deed = (typeof deeds)[number]

type Asked = { readonly deed: Deed; readonly transferId: string; readonly remedy: string | undefined }

const wrong = (where: string, expected: string, found: string): E.Either<CliFailure, never> =>
  E.left({ _tag: 'UsageWrong', where, expected, found, example })

const askedIn = ({ arguments: [what = '', transferId = '', remedy] }: Call): E.Either<CliFailure, Asked> => {
  const deed = deeds.find((known) => known === what)
  if (deed === undefined) return wrong('<what>', `one of ${deeds.join(', ')}`, what)
  if (deed !== 'plan' && remedy === undefined) return wrong('<remedy>', 'a remedy that the plan lists', 'nothing')
  return deed === 'plan' && remedy !== undefined
    ? wrong('<remedy>', 'nothing, for a plan lists all', remedy)
    : E.right({ deed, transferId, remedy })
}

const json = (value: unknown): string =>
  `${JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part), 2)}\n`

const approvalsIn = ({ values, further }: Call): ReadonlyArray<string> => {
  const first = values.get('approved-by')
  return first === undefined ? [] : [first, ...(further.get('approved-by') ?? [])]
}

const carryOut = async (
  engine: Engine,
  { deed, transferId, remedy }: Asked,
  call: Call,
  io: Io,
): Promise<E.Either<CliFailure, ExitStatus>> => {
  const claim: ClaimKind | undefined = claimOf(call)?.kind
  const about = { transferId, ...(claim === undefined ? {} : { claim }) }
  const approvedBy = approvalsIn(call)
  const lang = languageOf(call)
  const say = async (value: unknown, text: string): Promise<void> =>
    print(io, call.flags.has('json') ? json(value) : text)
  if (deed === 'plan') {
    const plan = await engine.remedies.plan(about, approvedBy)()
    if (E.isLeft(plan)) return plan
    await say(plan.right, planReport(plan.right, lang))
    return E.right(0)
  }
  const key = call.values.get('key')
  // A name that no plan lists is answered by the engine, with those that are.
  const account = call.values.get('account')
  const asked = {
    ...about,
    remedy: remedy as RemedyName,
    approvedBy,
    ...(key === undefined ? {} : { key }),
    ...(account === undefined ? {} : { account }),
  }
  if (deed === 'simulate') {
    const tried = await engine.remedies.simulate(asked)()
    if (E.isLeft(tried)) return tried
    await say(tried.right, simulatedReport(tried.right, lang))
    return E.right(tried.right.refusedBy === null ? 0 : 1)
  }
  const applied = await engine.remedies.apply(asked)()
  if (E.isLeft(applied)) return applied
  await say(applied.right, appliedReport(applied.right, lang))
  return E.right(applied.right.inLedger && applied.right.inView ? 0 : 1)
}

/** Plans, tries and applies what may be done about a transfer. */
export const remedyVerb: Verb = {
  summary: 'what may be done about a transfer, what it would change, and doing it',
  manual: remedyManual,
  usage: {
    verb: 'remedy',
    arguments: [
      { name: 'what', expected: 'plan, simulate or apply' },
      { name: 'transfer', expected: 'the id of a transfer' },
      { name: 'remedy', expected: 'a remedy that the plan lists', optional: true },
    ],
    options: {
      in: { takes: 'VALUE', required: true, expected: 'an SQLite store' },
      claim: claimOption,
      'approved-by': { takes: 'VALUE', repeats: true, expected: 'the name of a person' },
      key: { takes: 'VALUE', expected: 'the key that the plan shows' },
      policy: { takes: 'VALUE', expected: 'a policy: a file, or its JSON' },
      account: { takes: 'VALUE', expected: 'an account of this book' },
      lang: languageOption,
      at: atOption,
      json: flagOption,
    },
    example,
  },
  run: async (call, io) => {
    const asked = askedIn(call)
    if (E.isLeft(asked)) return asked
    const policy = await policyIn(call, io)
    if (E.isLeft(policy)) return policy
    const store = await openExistingStore(required(call, 'in'), io, example)
    if (E.isLeft(store)) return store
    try {
      const drill = await drillIn(call, store.right, required(call, 'in'))
      if (E.isLeft(drill)) return drill
      const engine = createEngine({
        store: store.right,
        ...drill.right,
        ...(policy.right === null ? {} : { remedyPolicy: policy.right }),
      })
      return await carryOut(engine, asked.right, call, io)
    } finally {
      await store.right.close()
    }
  },
}
