import { millisecondsBetween, sameAccount } from '@waybill/core'
import { inSlice, lastTold, type CaseFile, type Told } from '../case-file.js'
import { exhibit } from '../exhibit.js'
import { acceptedConfirmation } from '../reading.js'
import { excluded, holds, possible, say, silent, type CauseRule } from '../verdict.js'
import { sayTime } from '../wording/plain.js'

/** How near two like transfers must be to be taken for one tap too many: a day. */
const nearMs = 24 * 60 * 60 * 1000

/** Other transfers of the same payer to the same payee with the same amount, within a day. */
const twins = (file: CaseFile): ReadonlyArray<Told<'TransferInitiated'>> => {
  const own = lastTold(file, 'TransferInitiated')
  if (own === null) return []
  return inSlice(file.slice, 'TransferInitiated').filter(
    (other) =>
      other.stream !== own.stream &&
      sameAccount(other.event.payer, own.event.payer) &&
      sameAccount(other.event.payee, own.event.payee) &&
      other.event.amount.minorUnits === own.event.amount.minorUnits &&
      other.event.amount.currency === own.event.amount.currency &&
      Math.abs(millisecondsBetween(own.occurredAt, other.occurredAt)) <= nearMs,
  )
}

const submittedTwice: CauseRule = {
  leaf: 'G4',
  judge: (file) => {
    if (file.claim?.kind !== 'TWICE' || file.transfer === null || file.transfer.confirmed === 0n) return silent
    const others = twins(file)
    const own = lastTold(file, 'TransferInitiated')
    if (own === null || others.length === 0) return silent
    const confirmedToo = others.filter(({ stream }) =>
      inSlice(file.slice, 'TransferConfirmed').some((confirmed) => confirmed.stream === stream),
    )
    if (confirmedToo.length === 0) return silent
    return holds({
      evidence: [own, ...confirmedToo].map((recorded) =>
        exhibit(
          file.slice,
          recorded,
          say(
            `A transfer of the same amount to the same payee was recorded and confirmed on ${sayTime(recorded.occurredAt).en}.`,
            `一笔同额同收款方的转账于${sayTime(recorded.occurredAt).zh}被记录并确认。`,
          ),
        ),
      ),
      proof: acceptedConfirmation(file) === null ? 'B' : 'A',
      responsible: { party: 'CUSTOMER' },
    })
  },
}

const accessLog = {
  what: say('who used which device, and how they were authenticated', '使用的设备及身份验证方式'),
  who: 'our access log',
  how: say(
    'read the log-in and device records of the customer around the transfer',
    '调取转账前后该客户的登录与设备记录',
  ),
  by: null,
} as const

/** A claim that the customer did not do it is not decided by the money's way: it stays open until the access records speak. */
const notMine = (leaf: 'H1' | 'H3' | 'H4'): CauseRule => ({
  leaf,
  judge: (file) => {
    if (file.claim?.kind !== 'NOT_MINE' || file.transfer === null) return silent
    const initiated = lastTold(file, 'TransferInitiated')
    if (file.transfer.confirmed === 0n && initiated !== null)
      return excluded(
        exhibit(file.slice, initiated, say('It was never confirmed, so no money left.', '从未确认，资金没有划出。')),
      )
    return possible([], [{ ...accessLog, wouldDecide: ['H1', 'H3', 'H4'] }])
  },
})

export const unauthorised: ReadonlyArray<CauseRule> = [notMine('H1'), notMine('H3')]
export const submittedTwiceByCustomer: ReadonlyArray<CauseRule> = [submittedTwice]
export const claimNotSupported: ReadonlyArray<CauseRule> = [notMine('H4')]
