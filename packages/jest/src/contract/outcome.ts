import { fail } from 'node:assert/strict'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

type Tagged = { readonly _tag: string }

/** Runs the task and gives its success; a failure breaks the rule. */
export const success = async <A>(task: TaskEither<Tagged, A>): Promise<A> => {
  const outcome = await task()
  if (outcome._tag === 'Right') return outcome.right
  return fail(`expected success, found the failure ${JSON.stringify(outcome.left)}`)
}

/** Runs the task and gives its failure, which must be the one named; anything else breaks the rule. */
export const failure = async <L extends Tagged, Tag extends L['_tag']>(
  task: TaskEither<L, unknown>,
  tag: Tag,
): Promise<Extract<L, { readonly _tag: Tag }>> => {
  const outcome = await task()
  if (outcome._tag === 'Right') return fail(`expected ${tag}, found success: ${JSON.stringify(outcome.right)}`)
  if (outcome.left._tag !== tag) return fail(`expected ${tag}, found ${JSON.stringify(outcome.left)}`)
  return outcome.left as Extract<L, { readonly _tag: Tag }>
}
