import type { Recorded } from '@waybill/core'
import { subjectIn, type Subject, type SubjectKind } from '@waybill/explain'
import { nearestTo } from './nearest.js'

/** What an id may name, in order of precedence: a transfer, else an account, else a case or dispute, else a customer. */
export const subjectKinds: ReadonlyArray<SubjectKind> = ['transfer', 'account', 'case', 'customer']

/** A look for what an id names, among events as they come. */
export type SubjectLookup = {
  readonly take: (recorded: Recorded) => void
  /** What the id names; null where the ledger knows nothing of that name. */
  readonly subject: () => Subject | null
}

/** Begins to look for what an id names. */
export const beginSubjectLookup = (id: string, among: ReadonlyArray<SubjectKind> = subjectKinds): SubjectLookup => {
  const found = new Set<SubjectKind>()
  return {
    take: (recorded) => {
      for (const kind of among) if (subjectIn(recorded, kind) === id) found.add(kind)
    },
    subject: () => {
      const kind = among.find((one) => found.has(one))
      return kind === undefined ? null : { kind, id }
    },
  }
}

/** A look for the ids that are most like one that nobody knows. */
export type NearestLookup = {
  readonly take: (recorded: Recorded) => void
  readonly nearest: () => ReadonlyArray<string>
}

const mostNearest = 5

/** Begins to look for the ids that are nearest to an unknown one. It remembers a few of them, however many there are. */
export const beginNearestLookup = (id: string, among: ReadonlyArray<SubjectKind> = subjectKinds): NearestLookup => {
  let nearest: ReadonlyArray<string> = []
  let last: string | undefined
  return {
    take: (recorded) => {
      for (const kind of among) {
        const known = subjectIn(recorded, kind)
        if (known === undefined || known === last || nearest.includes(known)) continue
        last = known
        nearest = nearestTo(id, [...nearest, known], mostNearest)
      }
    },
    nearest: () => nearest,
  }
}
