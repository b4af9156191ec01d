import { expect } from '@jest/globals'
import './matchers/jest-matchers.js'
import { waybillMatchers } from './matchers/waybill-matchers.js'
import { waybillSerializer } from './serializer/waybill-serializer.js'

// One line in a jest configuration brings it all: `setupFilesAfterEnv: ['@waybill/jest/setup']`.
expect.extend(waybillMatchers)
expect.addSnapshotSerializer(waybillSerializer)
