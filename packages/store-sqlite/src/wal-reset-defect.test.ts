import { isWalResetAffected } from './wal-reset-defect.js'

describe('The WAL-reset defect', () => {
  it.each(['3.7.0', '3.44.5', '3.45.1', '3.49.2', '3.50.4', '3.50.6', '3.51.0', '3.51.2', '2.8.17', 'unknown', ''])(
    'is in SQLite %s',
    (version) => {
      expect(isWalResetAffected(version)).toBe(true)
    },
  )

  it.each(['3.6.23', '3.44.6', '3.44.9', '3.50.7', '3.51.3', '3.52.0', '3.53.0', '4.0.0'])(
    'is not in SQLite %s',
    (version) => {
      expect(isWalResetAffected(version)).toBe(false)
    },
  )
})
