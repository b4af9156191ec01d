/** Which ids a log has shown, and where it showed each of them first. */
export type IdTable = {
  /** Notes an id that is new, and gives null; for one that was there, the sequence at which it was first. */
  readonly note: (id: string, sequence: number) => number | null
  /** Bytes that are held outside the heap. */
  readonly bytes: () => number
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const wordsOfId = 4
const idsPerBlock = 65_536
const bytesPerId = 4 * wordsOfId + 8

type Block = { readonly words: Uint32Array; readonly sequences: Float64Array }

const emptyBlock = (): Block => ({
  words: new Uint32Array(idsPerBlock * wordsOfId),
  sequences: new Float64Array(idsPerBlock),
})

/**
 * A table of the ids of a log of millions. A lower-case UUID, as the engine's ids are, takes 24 bytes and its slots; whatever else
 * stands for an id is kept as its text. No two ids are ever taken for one.
 */
export const createIdTable = (): IdTable => {
  const others = new Map<string, number>()
  const blocks: Block[] = []
  // Slots hold the number of an id, from 1; 0 is a free one. At most two thirds of them are taken.
  let slots = new Uint32Array(1024)
  let count = 0
  const sought = new Uint32Array(wordsOfId)

  const blockOf = (index: number): Block => {
    const place = Math.floor(index / idsPerBlock)
    const block = blocks[place] ?? emptyBlock()
    blocks[place] = block
    return block
  }

  /** The slot where the words stand or would stand. Every word has its part in it, so that ids made to collide only cost time. */
  const firstSlot = (words: Uint32Array, at: number): number => {
    let mixed = 0
    for (let word = 0; word < wordsOfId; word += 1) {
      mixed = Math.imul(mixed ^ (words[at + word] ?? 0), 0x9e3779b1)
      mixed ^= mixed >>> 15
    }
    return (mixed >>> 0) & (slots.length - 1)
  }

  const isSought = ({ words }: Block, at: number): boolean => {
    for (let word = 0; word < wordsOfId; word += 1) if (words[at + word] !== sought[word]) return false
    return true
  }

  const widen = (): void => {
    slots = new Uint32Array(2 * slots.length)
    for (let index = 0; index < count; index += 1) {
      let slot = firstSlot(blockOf(index).words, (index % idsPerBlock) * wordsOfId)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = index + 1
    }
  }

  const noteUuid = (id: string, sequence: number): number | null => {
    sought[0] = Number.parseInt(id.slice(0, 8), 16)
    sought[1] = Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16)
    sought[2] = Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16)
    sought[3] = Number.parseInt(id.slice(28), 16)
    let slot = firstSlot(sought, 0)
    for (let taken = slots[slot] ?? 0; taken !== 0; taken = slots[slot] ?? 0) {
      const index = taken - 1
      const block = blockOf(index)
      const place = index % idsPerBlock
      if (isSought(block, place * wordsOfId)) return block.sequences[place] ?? null
      slot = (slot + 1) & (slots.length - 1)
    }
    const block = blockOf(count)
    const place = count % idsPerBlock
    block.words.set(sought, place * wordsOfId)
    block.sequences[place] = sequence
    count += 1
    slots[slot] = count
    if (3 * count > 2 * slots.length) widen()
    return null
  }

  return {
    note: (id, sequence) => {
      if (uuidForm.test(id)) return noteUuid(id, sequence)
      const first = others.get(id)
      if (first === undefined) others.set(id, sequence)
      return first ?? null
    },
    bytes: () => blocks.length * idsPerBlock * bytesPerId + 4 * slots.length,
  }
}
