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

const storedForm = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(storedForm)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, storedForm(member)]))
}

const domainForm = (sums: ReadonlySet<string>, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => domainForm(sums, item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'string' && sums.has(name) ? BigInt(member) : domainForm(sums, member),
    ]),
  )
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
  const names = new Set(Object.keys(sums))
  return {
    name,
    encode: (document) => canonicalJson(storedForm(document)),
    decode: (key, text) => {
      const json = parse(text)
      return E.isLeft(json)
        ? E.left({ _tag: 'DocumentDamaged', collection: name, key })
        : E.right(domainForm(names, json.right) as D)
    },
  }
}

const escaped = (part: string): string =>
  /[/%]/.test(part) ? part.replaceAll('%', '%25').replaceAll('/', '%2F') : part

/**
 * A document's key: its parts joined by `/`. All but the last are its partition, so that the documents of
 * one account, one case or one transfer stand side by side.
 */
export const keyOf = (...parts: ReadonlyArray<string>): string => parts.map(escaped).join('/')

/** A number as a part of a key, so that keys sort as their numbers do. */
export const numberPart = (number: number): string => number.toString().padStart(16, '0')
