/**
 * Text with U+0000 or half a surrogate pair does not come back from SQLite as it went in. Where such text
 * can only come from our own code, and not from a request, it is a defect and is thrown.
 */
export const assertStorable = (field: string, text: string): void => {
  if (!text.isWellFormed() || text.includes('\0'))
    throw new TypeError(`${field}: expected well-formed text without U+0000`)
}
