/** Fresh random identifiers: lower-case version-4 UUIDs. */
export type IdSource = { readonly next: () => string }
