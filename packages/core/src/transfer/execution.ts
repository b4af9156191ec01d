import { sameAccount } from '../ledger/account-id.js'
import type { Execution, Telling } from './state.js'

/** An execution as a message tells of it. Without a reference of the rail, account and amount tell which one is meant. */
export type ToldExecution = Omit<Execution, 'toldBy' | 'kept' | 'postedTo'>

const sameTelling = (left: Telling | null, right: Telling | null): boolean =>
  left !== null &&
  right !== null &&
  left.reportId === right.reportId &&
  left.by.role === right.by.role &&
  left.by.name === right.by.name

const looksLike = (known: ToldExecution, told: ToldExecution): boolean =>
  sameAccount(known.account, told.account) && known.minorUnits === told.minorUnits

/**
 * The execution that a message is about, when it is known. A reference that is known decides; without one on
 * either side the same account and amount count as the same execution, until a second reference shows two.
 */
export const knownAs = (executions: ReadonlyArray<Execution>, told: ToldExecution): Execution | undefined => {
  const { executionRef } = told
  if (executionRef === null) return executions.find((known) => looksLike(known, told))
  return (
    executions.find((known) => known.executionRef === executionRef) ??
    executions.find((known) => known.executionRef === null && looksLike(known, told))
  )
}

/** One execution more; what one message told in two events is one execution. */
export const withExecution = (executions: ReadonlyArray<Execution>, execution: Execution): ReadonlyArray<Execution> => {
  const same = executions.findIndex(({ toldBy }) => sameTelling(toldBy, execution.toldBy))
  if (same < 0) return [...executions, execution]
  return executions.map((known, index) =>
    index === same
      ? { ...known, minorUnits: known.minorUnits + execution.minorUnits, kept: known.kept + execution.kept }
      : known,
  )
}

/** A known execution without a reference takes the one that a further message gives it. */
export const boundTo = (executions: ReadonlyArray<Execution>, told: ToldExecution): ReadonlyArray<Execution> => {
  const meant = knownAs(executions, told)
  if (meant?.executionRef !== null) return executions
  return executions.map((known) => (known === meant ? { ...known, executionRef: told.executionRef } : known))
}
