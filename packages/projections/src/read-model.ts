import * as E from 'fp-ts/lib/Either.js'
import type { Collection, DocumentDamaged } from './collection.js'
import type { Documents } from './documents.js'
import { everyKey, keysWithin, oneKey, type KeyRange } from './key-range.js'
import { collectionsOf, unreadEvents, type Projection, type UnreadEvent } from './projection.js'

type Partition = ReadonlyMap<string, unknown>
type Partitions = ReadonlyMap<string, Partition>

/**
 * What a projection has made of a ledger up to a position, in memory. Taking in an event changes it in
 * place and gives it back: use what is given back, and `snapshot` to keep a state that must stay.
 */
export type ReadModel = {
  readonly projection: string
  readonly version: number
  /** The last position taken in; 0 when nothing was. */
  readonly throughSequence: number
  /** By name of the collection, partition and key. */
  readonly collections: ReadonlyMap<string, Partitions>
  /** Told of every range of keys that a question looks at, where the model holds only a part; null where it is whole. */
  readonly lookedAt: ((range: KeyRange) => void) | null
}

type OwnedReadModel = {
  throughSequence: number
  readonly collections: Map<string, Map<string, Map<string, unknown>>>
}

const owned = (model: ReadModel): OwnedReadModel => model as unknown as OwnedReadModel

/** The part of a key before its last `/`; empty where there is none. */
const partitionOf = (key: string): string => key.slice(0, Math.max(key.lastIndexOf('/'), 0))

/** A read model of nothing. */
export const emptyReadModel = (projection: Projection): ReadModel => ({
  projection: projection.name,
  version: projection.version,
  throughSequence: 0,
  collections: new Map(collectionsOf(projection).map(({ name }) => [name, new Map()])),
  lookedAt: null,
})

const partitionsOf = (model: ReadModel, name: string): Partitions => {
  const partitions = model.collections.get(name)
  if (partitions === undefined) throw new Error(`The read model ${model.projection} holds no collection ${name}`)
  return partitions
}

/** One document, or null. Asking a read model for a collection of another projection is a defect and throws. */
export const documentOf = <D>(model: ReadModel, collection: Collection<D>, key: string): D | null => {
  model.lookedAt?.(oneKey(collection.name, key))
  return (partitionsOf(model, collection.name).get(partitionOf(key))?.get(key) as D | undefined) ?? null
}

const inKeyOrder = <V>(documents: Iterable<readonly [string, V]>): ReadonlyArray<readonly [string, V]> =>
  [...documents].sort(([left], [right]) => (left < right ? -1 : 1))

/** The documents of a partition in the order of their keys. */
export const documentsIn = <D>(model: ReadModel, collection: Collection<D>, partition: string): ReadonlyArray<D> => {
  model.lookedAt?.(keysWithin(collection.name, partition))
  const documents = partitionsOf(model, collection.name).get(partition)
  return documents === undefined ? [] : inKeyOrder(documents).map(([, document]) => document as D)
}

/** All documents of a collection in the order of their keys. */
export const allDocuments = <D>(model: ReadModel, collection: Collection<D>): ReadonlyArray<D> => {
  model.lookedAt?.(everyKey(collection.name))
  const documents = [...partitionsOf(model, collection.name).values()].flatMap((partition) => [...partition])
  return inKeyOrder(documents).map(([, document]) => document as D)
}

/** The positions that the projection counted but could not read. */
export const unreadIn = (model: ReadModel): ReadonlyArray<UnreadEvent> =>
  allDocuments(model, unreadEvents({ name: model.projection }))

/** The read model as a projection changes it. */
export const ownDocuments = (model: ReadModel): Documents => {
  const { collections } = owned(model)
  return {
    get: (collection, key) => documentOf(model, collection, key),
    put: (collection, key, document) => {
      const partitions = collections.get(collection.name)
      const partition = partitionOf(key)
      const documents = partitions?.get(partition)
      if (documents === undefined) partitions?.set(partition, new Map([[key, document]]))
      else documents.set(key, document)
    },
    remove: (collection, key) => {
      const partition = partitionOf(key)
      const partitions = collections.get(collection.name)
      const documents = partitions?.get(partition)
      if (documents?.delete(key) === true && documents.size === 0) partitions?.delete(partition)
    },
  }
}

/** Marks positions up to this one as taken in. */
export const reach = (model: ReadModel, sequence: number): void => {
  owned(model).throughSequence = sequence
}

/** A copy that stays as it is while the original goes on. */
export const snapshot = (model: ReadModel): ReadModel => ({
  ...model,
  collections: new Map(
    [...model.collections].map(([name, partitions]) => [
      name,
      new Map([...partitions].map(([partition, documents]) => [partition, new Map(documents)])),
    ]),
  ),
})

/** A document as a store keeps it: canonical JSON text under a key of a named collection. */
export type StoredDocument = { readonly collection: string; readonly key: string; readonly value: string }

/** Every document of a read model as a store would keep it, by collection and key. */
export const documentsOf = (projection: Projection, model: ReadModel): ReadonlyArray<StoredDocument> =>
  collectionsOf(projection).flatMap((collection) => {
    const documents = [...(model.collections.get(collection.name)?.values() ?? [])].flatMap((partition) => [
      ...partition,
    ])
    return inKeyOrder(documents).map(([key, document]) => ({
      collection: collection.name,
      key,
      value: collection.encode(document as never),
    }))
  })

/**
 * A read model in memory from stored documents: all of them, or only those that a question needs, such as
 * the partition of one account. Documents of other projections are left out.
 */
export const readModelFrom = (
  projection: Projection,
  throughSequence: number,
  documents: Iterable<StoredDocument>,
): E.Either<DocumentDamaged, ReadModel> => {
  const model = emptyReadModel(projection)
  const own = ownDocuments(model)
  const byName = new Map(collectionsOf(projection).map((collection) => [collection.name, collection]))
  for (const { collection: name, key, value } of documents) {
    const collection = byName.get(name)
    if (collection === undefined) continue
    const document = collection.decode(key, value)
    if (E.isLeft(document)) return document
    own.put(collection as Collection<unknown>, key, document.right)
  }
  reach(model, throughSequence)
  return E.right(model)
}
