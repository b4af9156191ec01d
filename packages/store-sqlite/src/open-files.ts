import { statSync } from 'node:fs'

// The operating system keeps file locks per process and drops them all when any handle on the file is closed, so
// that this process must know which files it has open.
const openCounts = new Map<string, number>()

const identity = (path: string): string | null => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}

/** Whether a store of this process has the file open. */
export const isOpenHere = (path: string): boolean => {
  const file = identity(path)
  return file !== null && openCounts.has(file)
}

/** Notes that the file is open in this process. The answer takes the note back, once. */
export const noteOpenFile = (path: string): (() => void) => {
  const file = identity(path)
  if (file === null) return () => undefined
  openCounts.set(file, (openCounts.get(file) ?? 0) + 1)
  let noted = true
  return () => {
    if (!noted) return
    noted = false
    const left = (openCounts.get(file) ?? 1) - 1
    if (left === 0) openCounts.delete(file)
    else openCounts.set(file, left)
  }
}
