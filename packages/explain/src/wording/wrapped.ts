import { displayWidth, isWide } from './display-width.js'

/** Signs that may not begin a line: closing punctuation stays with what it closes. */
const clinging = /^[，。；：、！？）》」』”’,.;:!?)]+$/u
/** Signs that may not end a line. */
const opening = /[（《「『“‘(]$/u

/** The pieces between which a line may be broken: words with the blank after them, and single Chinese signs. */
const piecesOf = (text: string): ReadonlyArray<string> => {
  const pieces: string[] = []
  for (const character of text) {
    const last = pieces.at(-1)
    const joins =
      last !== undefined &&
      (clinging.test(character) ||
        opening.test(last) ||
        !(last.endsWith(' ') || isWide(character) || isWide([...last].at(-1) ?? '')))
    if (joins) pieces[pieces.length - 1] = `${last}${character}`
    else pieces.push(character)
  }
  return pieces
}

/** The text in lines of at most so many columns, the first after `first`, the others after `rest`. A single long word stands alone. */
export const wrapped = (text: string, columns: number, first: string, rest: string = first): ReadonlyArray<string> => {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const piece of piecesOf(text)) {
    if (!empty && displayWidth(line) + displayWidth(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd())
      line = rest
    }
    line += piece
    empty = false
  }
  return [...lines, line.trimEnd()]
}
