import { format } from 'prettier/standalone'
import * as estree from 'prettier/plugins/estree'
import * as markdown from 'prettier/plugins/markdown'
import * as typescript from 'prettier/plugins/typescript'
import * as babel from 'prettier/plugins/babel'

/** A table; a cell's line breaks and bars are kept from breaking it. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const line = (cells: ReadonlyArray<string>): string =>
    `| ${cells.map((cell) => cell.replaceAll('\n', ' ').replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A block of text or code, as it stands. */
export const block = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``

/** A value as JSON, amounts as decimal text of minor units. */
export const json = (value: unknown): string =>
  block('json', JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner), 2))

/** Sections under their headings; one that has nothing to say is left out. */
export const sections = (of: ReadonlyArray<readonly [string, string]>): string =>
  of
    .filter(([, text]) => text !== '')
    .map(([heading, text]) => `## ${heading}\n\n${text}`)
    .join('\n\n')

/** The page as the formatter of this house writes it. */
export const formatted = (page: string): Promise<string> =>
  format(page, {
    parser: 'markdown',
    plugins: [markdown, typescript, estree, babel],
    semi: false,
    singleQuote: true,
    printWidth: 120,
    trailingComma: 'all',
    arrowParens: 'always',
  })
