import type { Bilingual } from '../finding.js'
import type { Integrity } from '../ledger-view.js'
import { say } from '../verdict.js'

type Problem = Extract<Integrity, { readonly _tag: 'BROKEN' }>['problems'][number]

/** What is wrong with a log, in one plain sentence. The exact places and hashes are those of a check of the log. */
export const integrityWords = ({ kind, sequence, stream }: Problem): Bilingual => {
  const story = stream ?? 'its stream'
  const storyZh = stream ?? '同一事件流'
  switch (kind) {
    case 'SequenceGap':
      return say(
        `Right before record ${sequence} something is missing from the log: it was taken out.`,
        `第 ${sequence} 条记录之前有缺失：有记录被删除。`,
      )
    case 'SequenceRepeated':
      return say(
        `At record ${sequence} the log repeats what stood there before.`,
        `从第 ${sequence} 条记录起，日志重复了先前的内容。`,
      )
    case 'SequenceOutOfOrder':
      return say(
        `Record ${sequence} does not stand where it belongs: records were swapped.`,
        `第 ${sequence} 条记录不在应有的位置：记录顺序被调换。`,
      )
    case 'RevisionGap':
      return say(
        `Right before record ${sequence} something is missing from ${story}.`,
        `第 ${sequence} 条记录之前，${storyZh} 有缺失。`,
      )
    case 'RevisionRepeated':
      return say(
        `At record ${sequence} something of ${story} stands a second time.`,
        `第 ${sequence} 条记录处，${storyZh} 的内容重复出现。`,
      )
    case 'RevisionOutOfOrder':
      return say(
        `Record ${sequence} does not stand where it belongs in ${story}.`,
        `第 ${sequence} 条记录不在 ${storyZh} 中应有的位置。`,
      )
    case 'ChainBroken':
      return say(
        `Record ${sequence} does not fit its seal: it was altered, or the one before it in ${story} was.`,
        `第 ${sequence} 条记录与其校验值不符：该条或 ${storyZh} 中的前一条被改动。`,
      )
    case 'DuplicateEventId':
      return say(
        `Record ${sequence} bears the number of another record.`,
        `第 ${sequence} 条记录使用了另一条记录的编号。`,
      )
    case 'ForeignLedger':
      return say(`Record ${sequence} comes from another ledger.`, `第 ${sequence} 条记录来自另一个账本。`)
    case 'AnchorSizeShort':
      return say(
        `The anchor, which is kept apart from the log, vouches for record ${sequence} and more, but they are not there: the end was cut off.`,
        `与日志分开保存的锚点证明应有第 ${sequence} 条及之后的记录，但这些记录已不存在：日志末尾被截断。`,
      )
    case 'AnchorRootDiffers':
      return say(
        'The records do not add up to what the anchor, which is kept apart from the log, vouches for: they were rewritten.',
        '这些记录与分开保存的锚点所证明的内容不符：日志被改写。',
      )
    case 'AnchorLedgerDiffers':
      return say('The anchor beside the log belongs to another ledger.', '与日志同存的锚点属于另一个账本。')
  }
}
