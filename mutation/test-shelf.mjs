// The words of a test file (describe, it, expect, jest) as one shelf in one process: each file puts its tests on it, and
// they are run in order. What the house's tests use of jest, and no more; anything else throws and is seen at once.

import { performance } from 'node:perf_hooks'
import { format as fill } from 'node:util'

/** Names filled in as jest does it for the two forms that are in use: a printf pattern, and `$field` of a row that is an object. */
const named = (name, row) => {
  const args = Array.isArray(row) ? row : [row]
  const [first] = args
  const withFields = name.replaceAll(/\$(\w+)/g, (whole, field) =>
    typeof first === 'object' && first !== null && field in first ? String(first[field]) : whole,
  )
  const taken = (withFields.match(/%[sdifjoOp]/g) ?? []).length
  return fill(withFields.replaceAll('%p', '%j'), ...args.slice(0, taken))
}

const eachOf = (declare) => (rows) => (name, run, timeout) => {
  for (const row of rows) declare(named(name, row), () => (Array.isArray(row) ? run(...row) : run(row)), timeout)
}

const scopeOf = (name, parent) => ({ name, parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] })
const pathOf = (scope) => (scope === undefined ? [] : [...pathOf(scope.parent), scope])

/** An empty shelf, the words that fill it, and `run`, which runs the chosen tests until one fails. */
export const createShelf = ({ prefix, without, expect, mocker }) => {
  const tests = []
  let current = scopeOf('', undefined)

  const describe = (name, body) => {
    current = scopeOf(name, current)
    body()
    current = current.parent
  }
  const it = (name, run) => {
    const title = [...pathOf(current).map((scope) => scope.name), name].filter((part) => part !== '').join(' › ')
    if (without !== undefined && new RegExp(without).test(title)) return
    const same = tests.filter((test) => test.title === title).length
    tests.push({ id: `${prefix}${title}${same === 0 ? '' : ` (${same + 1})`}`, title, scope: current, run })
  }
  const skip = () => undefined
  const words = {
    describe: Object.assign(describe, { each: eachOf(describe), skip: Object.assign(skip, { each: () => skip }) }),
    it: Object.assign(it, { each: eachOf(it), skip: Object.assign(skip, { each: () => skip }) }),
    expect,
    jest: { fn: mocker.fn.bind(mocker), spyOn: mocker.spyOn.bind(mocker), setTimeout: () => undefined },
  }
  words.test = words.it
  for (const hook of ['beforeAll', 'afterAll', 'beforeEach', 'afterEach'])
    words[hook] = (body) => {
      current[hook].push(body)
    }

  /** What each test came to, by id: nothing, or why it failed. `before` and `after` hear of each test that begins and ends; what takes long is run last. */
  const run = async ({ only, stopAtFailure, before, after, costOf }) => {
    const outcomes = []
    const entered = []
    const inOrder = costOf === undefined ? tests : tests.toSorted((left, right) => costOf(left.id) - costOf(right.id))
    const leave = async (scope) => {
      for (const hook of scope.afterAll) await hook()
    }
    for (const test of inOrder) {
      if (only !== undefined && !only.has(test.id)) continue
      before(test.id)
      const began = performance.now()
      let failure
      const path = pathOf(test.scope)
      try {
        for (const scope of path)
          if (!entered.includes(scope)) {
            entered.push(scope)
            for (const hook of scope.beforeAll) await hook()
          }
        for (const scope of path) for (const hook of scope.beforeEach) await hook()
        await test.run()
      } catch (thrown) {
        failure = thrown instanceof Error ? thrown.message : String(thrown)
      }
      try {
        for (const scope of [...path].reverse()) for (const hook of scope.afterEach) await hook()
      } catch (thrown) {
        failure ??= String(thrown)
      }
      mocker.restoreAllMocks()
      after(test.id)
      outcomes.push({ id: test.id, failure, timeSpentMs: performance.now() - began })
      if (failure !== undefined && stopAtFailure) break
    }
    for (const scope of entered.reverse()) await leave(scope).catch(() => undefined)
    return outcomes
  }

  return { words, run }
}
