import { allCommands } from '@waybill/core'

const list = Object.values(allCommands)
  .map(({ word, meaning }) => `  ${word.padEnd(24)}${meaning}`)
  .join('\n')

/** The page of `waybill do`. */
export const doManual = `waybill do <Command> --in <store> <payload>

  Sends one command or report to an SQLite store and prints the receipt, or
  the rule that refuses it. For scripts, drills and support. The same command
  id always gives the same answer, so sending again is safe.

  <Command>      one of the words below
  <payload>      its fields as a JSON object: written here, a file that holds
                 it, or - for standard input
  --in STORE     an SQLite store; it must exist, but for
  --create       which makes a new one where none is
  --ledger NAME  the ledger to make with --create, or to insist on
  --json         the receipt as JSON

  Rails are not at hand here: a transfer by rail is recorded, and handed over
  by the engine that has the rail.

Exit status
  0 done, now or before   1 refused by a rule, or could not run   2 wrong usage

Examples
  waybill do OpenAccount --in ledger.db --create '{"commandId":"c1","account":"mei","currency":"CNY"}'
  waybill do InitiateTransfer --in ledger.db transfer.json

Commands and reports
${list}
`
