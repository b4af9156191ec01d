import { fail } from 'node:assert/strict'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc !== 'function') return fail('expected a JavaScript engine whose garbage can be collected at will')
  return () => void Reflect.apply(gc, undefined, [])
}

let collectGarbage: (() => void) | null = null

/** Bytes that this process uses for objects and buffers, garbage included. */
export const usedBytes = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Bytes that this process cannot do without: what is left when the garbage is collected. */
export const heldBytes = (): number => {
  collectGarbage ??= collector()
  collectGarbage()
  return usedBytes()
}
