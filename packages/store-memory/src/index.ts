export { createMemoryStore, type MemoryStore } from './memory-store.js'
export { createMemoryReadModelStore } from './memory-read-model-store.js'
