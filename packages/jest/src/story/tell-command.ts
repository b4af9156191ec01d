import { allCommands, type AnyCommand } from '@waybill/core'
import { tellFields, tellMoney, tellReference } from './tell-value.js'
import type { Teller } from './teller.js'

const addressed = ['_tag', 'commandId', 'transferId', 'account', 'uetr']

type Opening = { readonly tells: ReadonlyArray<string>; readonly said: string }

const opening = (teller: Teller, command: AnyCommand): Opening => {
  if ('payer' in command)
    return {
      tells: ['payer', 'payee', 'amount'],
      said: `${tellReference(teller, command.payer)} pays ${tellReference(teller, command.payee)} ${tellMoney(command.amount)}`,
    }
  if (command._tag === 'ReportCredited')
    return {
      tells: ['account', 'amount'],
      said: `${tellReference(teller, command.account)} has ${tellMoney(command.amount)}`,
    }
  return { tells: [], said: '' }
}

/** A command or report in one line: its word, what it is about, and what it asks or tells. `silent` names fields that go without saying. */
export const tellCommand = (teller: Teller, command: AnyCommand, silent: ReadonlyArray<string> = []): string => {
  const subject = 'transferId' in command ? command.transferId : command.account
  const { tells, said } = opening(teller, command)
  const schema = allCommands[command._tag].codec.schema
  const fields = command as unknown as Readonly<Record<string, unknown>>
  const rest = tellFields(teller, fields, schema, [...addressed, ...tells, ...silent])
  const told = [...(said === '' ? [] : [said]), ...rest].join(', ')
  return `${command._tag} ${teller.text(subject)}${told === '' ? '' : `: ${told}`}`
}
