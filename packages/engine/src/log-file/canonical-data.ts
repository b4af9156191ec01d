import { canonicalJson } from '@waybill/core'

export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The RFC 8785 text of parsed JSON, or null where it has none: a number beyond all doubles, a nesting beyond the stack. */
export const canonicalTextOf = (value: unknown): string | null => {
  try {
    return canonicalJson(value)
  } catch {
    return null
  }
}

/** Whether the text is the RFC 8785 text of an object, so that it can be written into a line and found again as it was. */
export const isCanonicalObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) && canonicalJson(value) === text
  } catch {
    return false
  }
}
