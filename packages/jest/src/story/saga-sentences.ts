import type { SagaEvent } from '@waybill/core'
import { sentence, type Sentence } from './sentence.js'
import { tellList } from './tell-value.js'

export const sagaSentences = {
  CommandClaimed: sentence(
    'CommandClaimed',
    ['commandId', 'command', 'subject'],
    ({ command, commandId, subject }, teller) =>
      `${command} ${teller.text(commandId)} about ${teller.text(subject)} was taken`,
  ),
  CommandDecided: sentence(
    'CommandDecided',
    ['events'],
    ({ events }, teller) =>
      `decided by ${tellList(events.map(({ revision, stream }) => `${teller.text(stream)} ${revision}`))}`,
  ),
} as const satisfies { readonly [W in SagaEvent['_tag']]: Sentence }
