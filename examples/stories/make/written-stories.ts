import { encodeAnchor } from '@waybill/proof'
import { damaged } from './damaged.js'
import { play, type Script } from './stage.js'
import { answerOf, writtenLog, type WrittenLog } from './tell.js'
import { questionOf, type Placed } from './world-list.js'
import { scripts } from './worlds/index.js'

/** A file of a folder of stories: its path in it, and its text. */
export type StoryFile = { readonly path: string; readonly text: string }

const scriptOf = ({ folder, world }: Placed): Script => {
  const script = scripts[`${folder}/${world}`]
  if (script === undefined) throw new Error(`worlds.json names ${folder}/${world}, which nobody has written`)
  return script()
}

/** The log of a world, played anew or damaged as the list says. */
export const logOfWorld = async (world: Placed, all: ReadonlyArray<Placed>): Promise<WrittenLog> => {
  const { damaged: damage } = world
  if (damage === undefined) return writtenLog(await play(scriptOf(world)), world.anchoredAt)
  const whole = all.find((other) => other.folder === world.folder && other.world === damage.from)
  if (whole === undefined)
    throw new Error(`${world.folder}/${world.world} is made from ${damage.from}, which is not there`)
  const { log, anchor } = await logOfWorld(whole, all)
  return { log: damaged(log, damage.how), anchor }
}

/** The files of one world: log, anchor, finding, and the findings of earlier times. */
export const filesOfWorld = async (world: Placed, all: ReadonlyArray<Placed>): Promise<ReadonlyArray<StoryFile>> => {
  const written = await logOfWorld(world, all)
  const place = `${world.folder}/${world.world}`
  const findingAt = async (path: string, at?: string): Promise<StoryFile> => ({
    path,
    text: `${JSON.stringify(await answerOf(written, questionOf(world, at)), null, 2)}\n`,
  })
  return [
    { path: `${place}.ndjson`, text: written.log },
    { path: `${place}.ndjson.anchor.json`, text: encodeAnchor(written.anchor) },
    await findingAt(`${place}.finding.json`),
    ...(await Promise.all(world.earlier.map(({ at }, index) => findingAt(`${place}.at-${index + 1}.json`, at)))),
  ]
}
