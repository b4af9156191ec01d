import * as E from 'fp-ts/lib/Either.js'
import type { Collection, DocumentDamaged } from './collection.js'
import type { Delivery, SequenceGap } from './delivery.js'
import type { Documents } from './documents.js'
import type { DocumentsUnread, DocumentWrite, ProjectionStep } from './projection-step.js'
import { collectionsOf, type Projection } from './projection.js'
import { takeIn, threwAt, type ProjectionThrew } from './take-in.js'

/** What a look-up gave: the stored text, or null where nothing is stored. */
export type FoundDocument = { readonly collection: string; readonly key: string; readonly value: string | null }

/** Why a batch stopped with nothing to write. */
export type StepFault = SequenceGap | DocumentDamaged | ProjectionThrew

export type StepOutcome = E.Either<StepFault | DocumentsUnread, ProjectionStep>

/**
 * A read model that is kept elsewhere, as a projection works on it: batch after batch, with the documents that it looked at last
 * held in memory. It holds no more than a bounded number of them, however long the ledger is.
 */
export type Workspace = {
  /** Takes a batch in. A position up to `throughSequence`, where the read model stands, changes nothing. */
  readonly take: (throughSequence: number, deliveries: Iterable<Delivery>) => StepOutcome
  /** Goes on with the same batch after the documents that it asked for were looked up. */
  readonly takeWith: (found: ReadonlyArray<FoundDocument>) => StepOutcome
  /** The writes of the last batch were committed: what it changed is what is stored now. */
  readonly committed: () => void
  /** Somebody else has written: nothing that is held counts any more. */
  readonly forget: () => void
}

type Change = {
  readonly collection: Collection<unknown>
  readonly key: string
  readonly document: unknown
  readonly by: Delivery
}

type Batch = {
  readonly throughSequence: number
  readonly deliveries: ReadonlyArray<Delivery>
  readonly reached: number
  /** By collection and key: what the batch made of them. */
  readonly changes: ReadonlyMap<string, ReadonlyMap<string, Change>>
  readonly unread: DocumentsUnread['documents']
  readonly fault: StepFault | null
}

/** Documents by collection and key, the recently used ones: a full generation becomes the older one, and what nobody asked for in the meantime goes. */
const createRecent = (most: number) => {
  let young = new Map<string, Map<string, unknown>>()
  let old = young
  let count = 0

  const keep = (collection: string, key: string, document: unknown): void => {
    const documents = young.get(collection)
    if (documents === undefined) young.set(collection, new Map([[key, document]]))
    else documents.set(key, document)
    count += 1
    if (count < most) return
    old = young
    young = new Map()
    count = 0
  }

  return {
    keep,
    /** The document, null where none is stored, undefined where that is not known. */
    get: (collection: string, key: string): unknown => {
      const kept = young.get(collection)?.get(key)
      if (kept !== undefined) return kept
      const older = old.get(collection)?.get(key)
      if (older !== undefined) keep(collection, key, older)
      return older
    },
    has: (collection: string, key: string): boolean =>
      young.get(collection)?.has(key) === true || old.get(collection)?.has(key) === true,
    forget: (): void => {
      young = new Map()
      old = young
      count = 0
    },
  }
}

const defaultHeld = 4096

/** Not every store gives back other text as it went in. */
const demandStorable = (what: string, text: string): void => {
  if (!text.isWellFormed() || text.includes('\0'))
    throw new TypeError(`${what}: expected well-formed text without U+0000`)
}

/** Makes a workspace. `mostHeld` documents, twice that for a moment, are remembered between batches. */
export const createWorkspace = (projection: Projection, mostHeld = defaultHeld): Workspace => {
  const recent = createRecent(mostHeld)
  const collections = new Map(collectionsOf(projection).map((collection) => [collection.name, collection]))
  let batch: Batch | null = null
  /** What was looked up for the batch, by collection and key. It stays until the batch is over, however much that is. */
  let lookedUp = new Map<string, Map<string, unknown>>()

  const run = (throughSequence: number, deliveries: ReadonlyArray<Delivery>): Batch => {
    const changes = new Map<string, Map<string, Change>>()
    const unread = new Map<string, { readonly collection: string; readonly key: string }>()
    let fault: StepFault | null = null
    let reached = throughSequence
    let current: Delivery | null = null

    const change = <D>(collection: Collection<D>, key: string, document: D | null): void => {
      // Only `takeIn` calls this, over a delivery.
      if (current === null) return
      const one: Change = { collection: collection as Collection<unknown>, key, document, by: current }
      const documents = changes.get(collection.name)
      if (documents === undefined) changes.set(collection.name, new Map([[key, one]]))
      else documents.set(key, one)
    }

    const documents: Documents = {
      get: <D>(collection: Collection<D>, key: string): D | null => {
        const changed = changes.get(collection.name)?.get(key)
        if (changed !== undefined) return changed.document as D | null
        const found = lookedUp.get(collection.name)?.get(key)
        if (found !== undefined) return found as D | null
        const known = recent.get(collection.name, key)
        if (known !== undefined) return known as D | null
        demandStorable('the key of a document', key)
        // What is not looked up yet counts as absent for the rest of the batch.
        unread.set(`${collection.name}\n${key}`, { collection: collection.name, key })
        return null
      },
      put: change,
      remove: (collection, key) => change(collection, key, null),
    }

    for (const delivery of deliveries) {
      if (delivery.sequence <= reached) continue
      const expected = reached + 1
      if (delivery.sequence > expected) {
        fault = { _tag: 'SequenceGap', projection: projection.name, expected, found: delivery.sequence }
        break
      }
      current = delivery
      fault = takeIn(projection, documents, delivery)
      if (fault !== null) break
      reached = delivery.sequence
    }
    return { throughSequence, deliveries, reached, changes, unread: [...unread.values()], fault }
  }

  const writesOf = ({ changes }: Batch): E.Either<ProjectionThrew, ReadonlyArray<DocumentWrite>> => {
    const writes: DocumentWrite[] = []
    for (const [name, documents] of changes)
      for (const { collection, key, document, by } of documents.values()) {
        try {
          const value = document === null ? null : collection.encode(document)
          demandStorable('the key of a document', key)
          if (value !== null) demandStorable('a document', value)
          writes.push({ collection: name, key, value })
        } catch (thrown) {
          return E.left(threwAt(projection, by, thrown))
        }
      }
    return E.right(writes)
  }

  const outcomeOf = (made: Batch): StepOutcome => {
    if (made.unread.length > 0) return E.left({ _tag: 'DocumentsUnread', documents: made.unread })
    if (made.fault !== null) return E.left(made.fault)
    const writes = writesOf(made)
    return E.isLeft(writes) ? writes : E.right({ throughSequence: made.reached, writes: writes.right })
  }

  const note = (name: string, key: string, document: unknown): void => {
    const documents = lookedUp.get(name)
    if (documents === undefined) lookedUp.set(name, new Map([[key, document]]))
    else documents.set(key, document)
  }

  /** Notes what was looked up. Tells whether anything was there: a batch that took it all for absent has to be taken again. */
  const learn = (found: ReadonlyArray<FoundDocument>): E.Either<DocumentDamaged, boolean> => {
    let anyThere = false
    for (const { collection: name, key, value } of found) {
      const collection = collections.get(name)
      if (collection === undefined) throw new Error(`${projection.name} does not declare its collection ${name}`)
      const document = value === null ? null : collection.decode(key, value)
      if (document !== null && E.isLeft(document)) return document
      note(name, key, document === null ? null : document.right)
      anyThere ||= document !== null
    }
    return E.right(anyThere)
  }

  return {
    take: (throughSequence, deliveries) => {
      lookedUp = new Map()
      batch = run(throughSequence, [...deliveries])
      return outcomeOf(batch)
    },
    takeWith: (found) => {
      if (batch === null) throw new Error('documents were looked up for no batch')
      const learnt = learn(found)
      if (E.isLeft(learnt)) return learnt
      batch = learnt.right ? run(batch.throughSequence, batch.deliveries) : { ...batch, unread: [] }
      return outcomeOf(batch)
    },
    committed: () => {
      const changes = batch?.changes ?? new Map<string, ReadonlyMap<string, Change>>()
      for (const [name, documents] of lookedUp)
        for (const [key, document] of documents)
          if (changes.get(name)?.has(key) !== true) recent.keep(name, key, document)
      for (const [name, documents] of changes)
        for (const [key, { document }] of documents) {
          // What was only written, such as an entry or a hop, is not read soon.
          const isRead = lookedUp.get(name)?.has(key) === true || recent.has(name, key)
          if (isRead) recent.keep(name, key, document)
        }
      lookedUp = new Map()
      batch = null
    },
    forget: () => {
      recent.forget()
      lookedUp = new Map()
      batch = null
    },
  }
}
