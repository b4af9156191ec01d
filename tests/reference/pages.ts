import { causePage } from './page/cause-page.js'
import { commandPages } from './page/command-pages.js'
import { eventPages } from './page/event-pages.js'
import { indexPages } from './page/index-pages.js'
import { failurePages, rejectionPages } from './page/refusal-pages.js'
import { shapePage } from './page/shape-page.js'
import { verbPages } from './page/verb-pages.js'

const under = (folder: string, pages: ReadonlyMap<string, string>): ReadonlyArray<readonly [string, string]> =>
  [...pages].map(([word, page]) => [`${folder}/${word}.md`, page])

/** The folders whose pages are all written from the code. */
export const writtenFolders = ['commands', 'events', 'rejections', 'failures', 'verbs'] as const

/** Every page of the reference that is written from the code, by its path below `docs/reference`. */
export const referencePages = async (): Promise<ReadonlyMap<string, string>> => {
  return new Map([
    ...under('commands', await commandPages()),
    ...under('events', await eventPages()),
    ...under('rejections', await rejectionPages()),
    ...under('failures', await failurePages()),
    ...under('verbs', await verbPages()),
    ['shapes.md', shapePage()] as const,
    ['causes.md', causePage()] as const,
    ...indexPages(),
  ])
}
