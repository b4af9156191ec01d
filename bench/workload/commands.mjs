// The commands of the workload: a transfer is initiated, confirmed and credited.

import { accountNamed, openingMinorUnits } from './transfers.mjs'

const currency = 'CNY'

const network = { role: 'NETWORK', name: 'HVPS' }

const moneyOf = (minorUnits) => ({ minorUnits: String(minorUnits), currency })

/** What is said beside the sum, so that the events are about as long as real ones. */
const said = { purpose: 'rent', promisedBy: '2031-03-04T12:00:00.000Z', channel: 'mobile' }

export const initiateCommand = ({ transferId, payer, payee, minorUnits, uetr }) => ({
  commandId: `initiate-${transferId}`,
  transferId,
  payer,
  payee,
  amount: moneyOf(minorUnits),
  uetr,
  ...said,
})

export const confirmCommand = ({ transferId }) => ({
  commandId: `confirm-${transferId}`,
  transferId,
  by: { role: 'CUSTOMER' },
  strength: 'STRONG',
})

export const creditCommand = ({ transferId }) => ({ commandId: `credit-${transferId}`, transferId })

export const openCommand = (number) => ({
  commandId: `open-${accountNamed(number)}`,
  account: accountNamed(number),
  currency,
})

/** The report of the network that the opening sum has come in for an account. */
export const openingReport = (number) => {
  const name = `opening-${accountNamed(number)}`
  return {
    transferId: name,
    reportId: name,
    by: network,
    asOf: '2031-03-04T08:00:00.000Z',
    rail: 'hvps',
    payer: { account: '6222021001112223334', institution: 'ICBC' },
    payee: accountNamed(number),
    amount: moneyOf(openingMinorUnits),
    executionRef: name,
  }
}
