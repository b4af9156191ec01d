import type { Script } from '../stage.js'
import { lostTransferA } from './lost-transfer-a.js'
import { lostTransferB } from './lost-transfer-b.js'
import { lostTransferF1 } from './lost-transfer-f1.js'
import { lostTransferU1 } from './lost-transfer-u1.js'
import { notCreditedD } from './not-credited-d.js'
import { walletAnomaliesA } from './wallet-anomalies-a.js'
import { wrongTopUpE } from './wrong-top-up-e.js'
import { wrongTransferA } from './wrong-transfer-a.js'

/** Every world that is played, by folder and name. */
export const scripts: Readonly<Record<string, () => Script>> = {
  's0-wrong-transfer/a': wrongTransferA,
  's1-lost-transfer/a': lostTransferA,
  's1-lost-transfer/a-late-answer': () => lostTransferA({ answeredAt: '2026-02-16T01:20:00.000Z' }),
  's1-lost-transfer/b': lostTransferB,
  's1-lost-transfer/f1': lostTransferF1,
  's1-lost-transfer/u1': lostTransferU1,
  's2-wallet-anomalies/a': walletAnomaliesA,
  's3-not-credited/d': notCreditedD,
  's4-wrong-top-up/e': wrongTopUpE,
}
