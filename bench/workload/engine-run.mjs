// The workload as an engine is given it.

import { confirmCommand, creditCommand, initiateCommand, openCommand, openingReport } from './commands.mjs'
import { withInFlight } from './in-flight.mjs'
import { taken } from './taken.mjs'
import { transfersOf } from './transfers.mjs'

export const ledger = 'urn:waybill:bench'

/** Commands for each transfer: initiate, confirm, credit. */
export const commandsPerTransfer = 3

/** Events for each transfer: its three, and the reservation and the capture of its funds. */
export const eventsPerTransfer = 5

/** Events for each account before the first transfer: it is opened, and the opening sum instructed, confirmed and credited. */
export const eventsPerAccount = 4

/** Opens the accounts and lets the opening sums come in. */
export const openBook = async (engine, { accounts }) => {
  const numbers = Array.from({ length: accounts }, (_, number) => number)
  await withInFlight(numbers, 64, async (number) => {
    await taken(engine.openAccount(openCommand(number)))
    await taken(engine.report('ReportIncomingCredit', openingReport(number)))
  })
}

/**
 * Initiates, confirms and credits every transfer, each command when the one before it was answered, so many transfers
 * side by side. Gives the number of commands that were not carried out.
 */
export const runTransfers = async (engine, options, inFlight) => {
  let dropped = 0
  const carryOut = async (command) => {
    const answer = await command()
    if (answer._tag === 'Left') dropped += 1
  }
  await withInFlight(transfersOf(options), inFlight, async (transfer) => {
    await carryOut(engine.initiate(initiateCommand(transfer)))
    await carryOut(engine.confirm(confirmCommand(transfer)))
    await carryOut(engine.credit(creditCommand(transfer)))
  })
  return dropped
}
