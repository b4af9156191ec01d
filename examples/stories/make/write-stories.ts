import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { worldsIn } from './world-list.js'
import { filesOfWorld } from './written-stories.js'

/** Writes every world of a folder of stories anew: `npm run stories`. */
export const writeStories = async (folder: string): Promise<void> => {
  const worlds = worldsIn(folder)
  for (const world of worlds) {
    for (const { path, text } of await filesOfWorld(world, worlds)) {
      writeFileSync(join(folder, path), text)
      process.stdout.write(`${path}\n`)
    }
  }
}
