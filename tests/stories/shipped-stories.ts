import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { decodeAnchor, type Anchor } from '@waybill/proof'
import { worldsIn, type Placed } from '../../examples/stories/make/world-list.js'

/** The folder of the stories that are shipped. */
export const storiesFolder = resolve(__dirname, '../../examples/stories')

export const worlds: ReadonlyArray<Placed> = worldsIn(storiesFolder)

/** Worlds whose logs nobody damaged. */
export const wholeWorlds = worlds.filter(({ damaged }) => damaged === undefined)

export const nameOf = ({ folder, world }: Placed): string => `${folder}/${world}`

export const shippedText = (path: string): string => readFileSync(join(storiesFolder, path), 'utf8')

export const shippedLog = (world: Placed): { readonly log: string; readonly anchor: Anchor } => {
  const anchor = decodeAnchor(shippedText(`${nameOf(world)}.ndjson.anchor.json`))
  if (E.isLeft(anchor)) throw new Error(`the anchor of ${nameOf(world)} cannot be read`)
  return { log: shippedText(`${nameOf(world)}.ndjson`), anchor: anchor.right }
}
