import { canonicalJson } from '@waybill/core'

type Members = Readonly<Record<string, unknown>>

/** A name of ours begins with one `$`; a member of a state that does so too gets one more. */
const wholeNumber = '$integer'
const entries = '$entries'
const escaped = (name: string): string => (name.startsWith('$') ? `$${name}` : name)
const unescaped = (name: string): string => (name.startsWith('$') ? name.slice(1) : name)

const inJson = (value: unknown): unknown => {
  if (typeof value === 'bigint') return { [wholeNumber]: String(value) }
  if (Array.isArray(value)) return value.map(inJson)
  if (value instanceof Map) return { [entries]: [...value].map(inJson) }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [escaped(name), inJson(member)]))
}

const outOfJson = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(outOfJson)
  if (typeof value !== 'object' || value === null) return value
  const members = value as Members
  if (Object.hasOwn(members, wholeNumber)) return BigInt(members[wholeNumber] as string)
  if (Object.hasOwn(members, entries)) return new Map(outOfJson(members[entries]) as ReadonlyArray<[unknown, unknown]>)
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [unescaped(name), outOfJson(member)]))
}

/** A state of plain values, big integers, lists and maps as RFC 8785 text. The same state has the same text. */
export const textOfState = (state: unknown): string => canonicalJson(inJson(state))

/** The state that has this text. The text is one that `textOfState` gave. */
export const stateOfText = (text: string): unknown => outOfJson(JSON.parse(text))
