/** A change to a stored read model: the new text, or null where the document goes. */
export type DocumentWrite = { readonly collection: string; readonly key: string; readonly value: string | null }

/** What a batch of positions changes, and the position that it brings the read model to. Writes and checkpoint belong in one transaction. */
export type ProjectionStep = { readonly throughSequence: number; readonly writes: ReadonlyArray<DocumentWrite> }

/** Documents that have to be looked up first. Look them up and project the same batch again: a few rounds at most. */
export type DocumentsUnread = {
  readonly _tag: 'DocumentsUnread'
  readonly documents: ReadonlyArray<{ readonly collection: string; readonly key: string }>
}
