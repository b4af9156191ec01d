import { allCommands, observationEvents } from '@waybill/core'

type Word = { readonly word: string; readonly meaning: string }

const meaningFrom = 28
const columns = 100

/** The text in lines that are no longer than what stands beside the words. */
const linesOf = (text: string): ReadonlyArray<string> =>
  text.split(' ').reduce<ReadonlyArray<string>>((lines, next) => {
    const last = lines.at(-1)
    return last === undefined || last.length + 1 + next.length > columns - meaningFrom
      ? [...lines, next]
      : [...lines.slice(0, -1), `${last} ${next}`]
  }, [])

const entry = ({ meaning, word }: Word): string =>
  linesOf(meaning)
    .map((line, index) => `${(index === 0 ? `  ${word}` : '').padEnd(meaningFrom)}${line}`)
    .join('\n')

const listOf = (words: Readonly<Record<string, Word>>): string => Object.values(words).map(entry).join('\n')

/** The page of `waybill do`. */
export const doManual = `waybill do <Command> --in <store> <payload>

  Sends one command, report or observation to an SQLite store and prints the
  receipt, or the rule that refuses it. For scripts, drills and support. The same command
  id always gives the same answer, so sending again is safe.

  <Command>      one of the words below
  <payload>      its fields as a JSON object: written here, a file that holds
                 it, or - for standard input. An observation has an
                 observationId beside its fields, and may have an occurredAt
  --in STORE     an SQLite store; it must exist, but for
  --create       which makes a new one where none is
  --ledger NAME  the ledger to make with --create, or to insist on
  --at TIME      when it is, in a ledger that was made for drills: one whose
                 first command came with --at. Such a ledger takes nothing
                 without it and no time before its last; any other ledger goes
                 by the clock and takes no time that is told
  --json         the receipt as JSON

  Rails are not at hand here: a transfer by rail is recorded, and handed over
  by the engine that has the rail.

Exit status
  0 done, now or before   1 refused by a rule, or could not run   2 wrong usage

Examples
  waybill do OpenAccount --in ledger.db --create '{"commandId":"c1","account":"mei","currency":"CNY"}'
  waybill do InitiateTransfer --in ledger.db transfer.json

Commands and reports
${listOf(allCommands)}

Observations: what was meant, shown, seen or said around the money
${listOf(observationEvents)}
`
