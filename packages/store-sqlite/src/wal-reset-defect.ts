/**
 * Whether this SQLite has the WAL-reset defect: two processes on one file in write-ahead-log mode can lose
 * committed pages. It came with 3.7.0 and was repaired in 3.51.3 and, in their lines, in 3.50.7 and 3.44.6.
 * A version that cannot be read counts as affected.
 */
export const isWalResetAffected = (version: string): boolean => {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version)
  if (match === null) return true
  const [major = 0, minor = 0, patch = 0] = match.slice(1).map(Number)
  if (major !== 3) return major < 3
  if (minor < 7) return false
  if (minor === 44) return patch < 6
  if (minor === 50) return patch < 7
  if (minor === 51) return patch < 3
  return minor < 51
}
