// Loaded before a run without hash chain: `@waybill/proof` is replaced for everybody but the replacement itself.

import { register } from 'node:module'

register('./resolve.mjs', import.meta.url)
