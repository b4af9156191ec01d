// Loaded before a run with a planted defect: one built file is read with one place of it changed. Nothing is written.
// The defect comes as JSON in WAYBILL_PLANTED.

import { register } from 'node:module'

register('./plant-loader.mjs', import.meta.url, { data: JSON.parse(process.env.WAYBILL_PLANTED) })
