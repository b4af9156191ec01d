/** A JSON value; an undefined member counts as absent. */
export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json | undefined }

/** Text in which nothing has to be escaped, and which is well-formed. */
const plainText = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

const writeText = (text: string): string => (plainText.test(text) ? `"${text}"` : JSON.stringify(text))

const write = (value: unknown): string => {
  if (typeof value === 'string') return writeText(value)
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    let members = ''
    for (const key of Object.keys(value).sort()) {
      const member = (value as Readonly<Record<string, unknown>>)[key]
      if (member !== undefined) members += `${members === '' ? '' : ','}${writeText(key)}:${write(member)}`
    }
    return `{${members}}`
  }
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined || (typeof value === 'number' && !Number.isFinite(value)))
    throw new Error(`canonicalJson: ${typeof value} has no JSON form`)
  return text
}

const isNumberOrText = (value: unknown): boolean => typeof value === 'string' || Number.isFinite(value)

/** Whether JSON.stringify writes the value as `write` does: nothing but JSON, and every object's members in their order already. */
const isInOrder = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null)
    return value === null || typeof value === 'boolean' || isNumberOrText(value)
  if (Array.isArray(value)) return value.every(isInOrder)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  let behind: string | null = null
  for (const key of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if ((behind !== null && key < behind) || !isInOrder(member)) return false
    behind = key
  }
  return true
}

/**
 * RFC 8785 (JSON Canonicalization Scheme) text: members in code-unit order of their names, no white
 * space, numbers and strings as ECMAScript writes them. A member that is undefined is left out.
 */
export const canonicalJson = (value: unknown): string => (isInOrder(value) ? JSON.stringify(value) : write(value))
