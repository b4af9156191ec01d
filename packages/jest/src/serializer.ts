import { waybillSerializer } from './serializer/waybill-serializer.js'

// Jest takes a module with these two names for a serializer: `snapshotSerializers: ['@waybill/jest/serializer']`.

/** Whether this kit tells the value. */
export const test: typeof waybillSerializer.test = waybillSerializer.test

/** The value as prose. */
export const serialize: typeof waybillSerializer.serialize = waybillSerializer.serialize
