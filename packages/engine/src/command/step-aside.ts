import type { Timer } from '@waybill/port'
import { pause } from '../system-timer.js'

/** Another engine was first. Waiting a little, differently each time, keeps two engines from walking in step. */
export const stepAside = (timer: Timer, attempt: number): Promise<void> =>
  pause(timer, timer.spread() * Math.min(2 ** attempt, 50))
