/** Whether a character takes two columns of a terminal: Chinese signs and their punctuation. */
export const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  )

/** How many columns a text takes on a terminal. */
export const displayWidth = (text: string): number =>
  [...text].reduce((width, character) => width + (isWide(character) ? 2 : 1), 0)

export const padEndTo = (text: string, width: number): string =>
  `${text}${' '.repeat(Math.max(0, width - displayWidth(text)))}`

export const padStartTo = (text: string, width: number): string =>
  `${' '.repeat(Math.max(0, width - displayWidth(text)))}${text}`
