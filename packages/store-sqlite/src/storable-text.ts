/**
 * Whether text comes back from SQLite as it went in. Half a surrogate pair would become U+FFFD, so that a search for it
 * would find another text.
 */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/**
 * Where text that does not come back as it went in can only come from our own code, and not from a request, it is a
 * defect and is thrown.
 */
export const assertStorable = (field: string, text: string): void => {
  if (!isStorable(text)) throw new TypeError(`${field}: expected well-formed text without U+0000`)
}
