import { allCommands, allEvents, isCommandWord } from '@waybill/core'
import { failureReproductions } from '../reproductions/failures.js'
import { rejectionReproductions } from '../reproductions/rejections.js'

/** The folder of the page of a word, or null for a word that has none. */
export const folderOf = (word: string): string | null => {
  if (isCommandWord(word)) return 'commands'
  if (Object.hasOwn(allEvents, word)) return 'events'
  if (Object.hasOwn(rejectionReproductions, word)) return 'rejections'
  return Object.hasOwn(failureReproductions, word) ? 'failures' : null
}

/** A word with a link to its page, seen from another page of a word. */
export const link = (word: string): string => {
  const folder = folderOf(word)
  return folder === null ? word : `[${word}](../${folder}/${word}.md)`
}

/** Links, each word once. */
export const links = (words: ReadonlyArray<string>): string => [...new Set(words)].map(link).join(', ')

const everyWord = [
  ...Object.keys(allCommands),
  ...Object.keys(allEvents),
  ...Object.keys(rejectionReproductions),
  ...Object.keys(failureReproductions),
]

/** Prose in which every word that has a page is a link to it, but for the page's own. */
export const linked = (prose: string, own: string): string =>
  prose.replace(new RegExp(`(?<![\\w\`[/])(${everyWord.join('|')})(?![\\w\`])`, 'g'), (word) =>
    word === own ? word : link(word),
  )
