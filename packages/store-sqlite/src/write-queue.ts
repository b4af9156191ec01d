import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadFailure } from '@waybill/port'
import type { FileGuard, FileTrouble } from './file-guard.js'
import type { SqliteDatabase } from './sqlite-driver.js'
import { hasStorageFailed, isBusy, sqliteFault } from './sqlite-fault.js'
import { busyPauseMs, elapsedMs, nextTurn, pauseFor, type Pause } from './waiting.js'
import { createWriteTurn } from './write-turn.js'

/** What a job has found out and whether it wrote, inside the open transaction. */
export type JobResult<L, A> = { readonly verdict: E.Either<L, A>; readonly wrote: boolean }

/** One writer's piece of work. */
export type WriteJob<L, A> = {
  readonly operation: string
  /** Judges and writes, synchronously, inside the open transaction. It may run more than once. */
  readonly act: () => JobResult<L, A>
  /** What to answer when storage failed during the commit, so that nobody knows what is on disk. */
  readonly onUnknownOutcome: (detail: string) => L
}

/** Writers stand in one queue; all that wait when the write lock is had share one transaction and one sync to disk. */
export type WriteQueue = {
  /** The verdict is given out only once what led to it is on disk. */
  readonly submit: <L, A>(job: WriteJob<L, A>) => TaskEither<L | ReadFailure, A>
  /** Takes no more jobs, finishes those that wait if the file is free at this moment, and answers the others `StoreClosed`. */
  readonly close: () => void
}

type WaitingJob = {
  readonly operation: string
  readonly expiresAt: number
  /** True after a transaction failed with several jobs in it: each is then tried by itself, and fails for itself. */
  readonly alone: boolean
  readonly perform: () => boolean
  readonly settle: () => void
  readonly fail: (failure: ReadFailure) => void
  readonly failUnknown: (detail: string) => void
  readonly reject: (defect: unknown) => void
}

const jobsPerTransaction = 256

export const createWriteQueue = (options: {
  readonly db: SqliteDatabase
  readonly location: string
  readonly deadlineMs: number
  /** Asked inside each transaction, before anything is judged. */
  readonly trouble: FileGuard
  /** Called after each commit that wrote something. */
  readonly onCommit: () => void
}): WriteQueue => {
  const { db, location } = options
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollBack = db.prepare('ROLLBACK')
  const turn = createWriteTurn()
  let waiting: Array<WaitingJob> = []
  let running = false
  let closed = false
  let pause: Pause | null = null

  const abandonTransaction = (): void => {
    try {
      rollBack.run()
    } catch {
      // SQLite had rolled back by itself.
    }
  }

  /** What is no fault of the file's is a defect, and is thrown to whoever waits for the job. */
  const answer = (job: WaitingJob, thrown: unknown): void => {
    try {
      job.fail(sqliteFault(thrown, { operation: job.operation, location }))
    } catch (defect) {
      job.reject(defect)
    }
  }

  /** A busy file answers those whose time is over; another fault answers all. */
  const afterFailedBegin = (thrown: unknown): void => {
    const now = elapsedMs()
    const mayTryAgain = isBusy(thrown)
    if (mayTryAgain) turn.refused(now)
    const answered = waiting.filter((job) => !mayTryAgain || job.expiresAt <= now)
    waiting = waiting.filter((job) => !answered.includes(job))
    for (const job of answered) answer(job, thrown)
  }

  /** A file that has lost its name answers all: what is written to it would be lost. */
  const afterTrouble = ({ reason, detail }: FileTrouble): void => {
    abandonTransaction()
    for (const job of waiting)
      job.fail({ _tag: 'StoreUnavailable', operation: job.operation, location, reason, detail })
    waiting = []
  }

  /** True when the write lock is ours and the file is still the one that was opened. */
  const beginTransaction = (): boolean => {
    try {
      begin.run()
    } catch (thrown) {
      afterFailedBegin(thrown)
      return false
    }
    turn.began(elapsedMs())
    const trouble = options.trouble()
    if (trouble === null) return true
    afterTrouble(trouble)
    return false
  }

  const takeGroup = (): ReadonlyArray<WaitingJob> => {
    if (waiting[0]?.alone === true) return waiting.splice(0, 1)
    const firstAlone = waiting.findIndex((job) => job.alone)
    return waiting.splice(0, Math.min(firstAlone === -1 ? waiting.length : firstAlone, jobsPerTransaction))
  }

  /** Judges and writes all of a group in the open transaction, and says whether anything was written. */
  const performAll = (group: ReadonlyArray<WaitingJob>): boolean => {
    let wrote = false
    for (const job of group) wrote = job.perform() || wrote
    return wrote
  }

  const afterFailedAttempt = (group: ReadonlyArray<WaitingJob>, thrown: unknown): void => {
    abandonTransaction()
    if (group.length > 1) {
      waiting.unshift(...group.map((job) => ({ ...job, alone: true })))
      return
    }
    for (const job of group) answer(job, thrown)
  }

  const afterFailedCommit = (group: ReadonlyArray<WaitingJob>, thrown: unknown): void => {
    abandonTransaction()
    for (const job of group) {
      if (hasStorageFailed(thrown)) job.failUnknown(String(thrown))
      else answer(job, thrown)
    }
  }

  const runGroup = (group: ReadonlyArray<WaitingJob>): void => {
    let wrote: boolean
    try {
      wrote = performAll(group)
    } catch (thrown) {
      afterFailedAttempt(group, thrown)
      return
    }
    if (wrote) {
      try {
        commit.run()
      } catch (thrown) {
        afterFailedCommit(group, thrown)
        return
      }
      options.onCommit()
    } else {
      abandonTransaction()
    }
    for (const job of group) job.settle()
  }

  const leaveAloneFor = async (milliseconds: number): Promise<void> => {
    pause = pauseFor(milliseconds)
    await pause.over
    pause = null
  }

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const restMs = turn.restLeftMs(elapsedMs())
      if (restMs > 0) {
        await leaveAloneFor(restMs)
      } else if (beginTransaction()) {
        runGroup(takeGroup())
        turn.ended(elapsedMs())
        await nextTurn()
      } else if (waiting.length > 0) {
        await leaveAloneFor(busyPauseMs())
      }
    }
    running = false
  }

  const enqueue = (job: WaitingJob): void => {
    waiting.push(job)
    if (running) return
    running = true
    // One turn later, so that writers who were ready at the same time share the transaction.
    setImmediate(() => {
      void run()
    })
  }

  return {
    submit:
      <L, A>({ operation, act, onUnknownOutcome }: WriteJob<L, A>): TaskEither<L | ReadFailure, A> =>
      () =>
        new Promise((resolve, reject) => {
          if (closed) {
            resolve(E.left({ _tag: 'StoreClosed', operation }))
            return
          }
          let verdict: E.Either<L, A>
          enqueue({
            operation,
            expiresAt: elapsedMs() + options.deadlineMs,
            alone: false,
            perform: () => {
              const result = act()
              verdict = result.verdict
              return result.wrote
            },
            settle: () => {
              resolve(verdict)
            },
            fail: (failure) => {
              resolve(E.left(failure))
            },
            failUnknown: (detail) => {
              resolve(E.left(onUnknownOutcome(detail)))
            },
            reject,
          })
        }),
    close: () => {
      closed = true
      while (waiting.length > 0 && beginTransaction()) runGroup(takeGroup())
      for (const job of waiting) job.fail({ _tag: 'StoreClosed', operation: job.operation })
      waiting = []
      pause?.end()
    },
  }
}
