import { canonicalJson } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'

/** The names, at any depth, under which a document holds whole minor units. */
type SumName<D> =
  D extends ReadonlyArray<infer Item>
    ? SumName<Item>
    : D extends object
      ? { [K in keyof D & string]-?: bigint extends D[K] ? K : SumName<D[K]> }[keyof D & string]
      : never

/** A stored document that is not JSON text. The read model has to be built again from the log. */
export type DocumentDamaged = { readonly _tag: 'DocumentDamaged'; readonly collection: string; readonly key: string }

/** Documents of one kind under one name, and their stored form: RFC 8785 JSON text with sums as decimal text. */
export type Collection<D> = {
  readonly name: string
  readonly encode: (document: D) => string
  readonly decode: (key: string, text: string) => E.Either<DocumentDamaged, D>
}

/** RFC 8785 text of a document, sums as decimal text: in one walk, because every stored document passes here. */
const canonicalText = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (typeof value !== 'object' || value === null) return canonicalJson(value)
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  let text = ''
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalText(member)}`
  }
  return `{${text}}`
}

type Sums = Readonly<Partial<Record<string, true>>>

/** Turns the sums of a document that was just parsed back into numbers, in place. */
const withSums = (sums: Sums, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  // The members of a list are its items.
  const members = value as Record<string, unknown>
  for (const name of Object.keys(members)) {
    const member = members[name]
    if (typeof member !== 'string') withSums(sums, member)
    else if (sums[name] === true) members[name] = BigInt(member)
  }
  return value
}

const parse = (text: string): E.Either<null, unknown> => {
  try {
    return E.right(JSON.parse(text))
  } catch {
    return E.left(null)
  }
}

/** Declares a collection. Every name that holds minor units is listed, or the declaration does not compile. */
export const collection = <D>(name: string, sums: Readonly<Record<SumName<D>, true>>): Collection<D> => {
  const listed: Sums = sums
  return {
    name,
    encode: canonicalText,
    decode: (key, text) => {
      const json = parse(text)
      return E.isLeft(json)
        ? E.left({ _tag: 'DocumentDamaged', collection: name, key })
        : E.right(withSums(listed, json.right) as D)
    },
  }
}

const escaped = (part: string): string =>
  part.includes('/') || part.includes('%') ? part.replaceAll('%', '%25').replaceAll('/', '%2F') : part

/**
 * A document's key: its parts joined by `/`. All but the last are its partition, so that the documents of
 * one account, one case or one transfer stand side by side.
 */
export const keyOf = (first: string, ...others: ReadonlyArray<string>): string => {
  let key = escaped(first)
  for (const part of others) key += `/${escaped(part)}`
  return key
}

/** A number as a part of a key, so that keys sort as their numbers do. */
export const numberPart = (number: number): string => number.toString().padStart(16, '0')
