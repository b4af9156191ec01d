import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClaimKind } from '@waybill/core'
import type { Bilingual, Confidence, Leaf, Question, Subject } from '@waybill/explain'
import type { Damage } from './damaged.js'

/** What a finding must say. */
export type Expected = {
  readonly leaf: Leaf
  readonly confidence: Confidence
  readonly secondary?: ReadonlyArray<Leaf>
}

/** One log: the same words of a customer, and what is true in it. */
export type World = {
  readonly world: string
  readonly subject: Subject
  /** The sum in question, in fen; absent where nothing on record states one. */
  readonly fen?: string
  readonly claim: ClaimKind
  readonly story: Bilingual
  /** Up to when the log's anchor vouches for it: its "now". */
  readonly anchoredAt: string
  readonly expected: Expected
  /** The same question asked at earlier times. */
  readonly earlier: ReadonlyArray<Expected & { readonly at: string }>
  /** Whether `npm start` tells it. */
  readonly shown: boolean
  /** A copy of another world's log, damaged; without it the world is played. */
  readonly damaged?: { readonly from: string; readonly how: Damage }
}

export type Story = { readonly folder: string; readonly title: Bilingual; readonly worlds: ReadonlyArray<World> }

/** A world and the folder of its story. */
export type Placed = World & { readonly folder: string }

/** Reads `worlds.json` of a folder of stories. */
export const worldsIn = (folder: string): ReadonlyArray<Placed> => {
  const { stories } = JSON.parse(readFileSync(join(folder, 'worlds.json'), 'utf8')) as {
    readonly stories: ReadonlyArray<Story>
  }
  return stories.flatMap((story) => story.worlds.map((world) => ({ ...world, folder: story.folder })))
}

/** The question of a world, as things stand at the anchor's time or at an earlier one. */
export const questionOf = ({ subject, claim }: World, at?: string): Question => ({
  subject,
  claim: { kind: claim },
  ...(at === undefined ? {} : { happenedBy: at, knownBy: at }),
})
