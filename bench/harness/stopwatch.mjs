// Measures what is to be measured, and not what lies around it.

/** A stopwatch that can be started and stopped any number of times, and adds up seconds of time and of processor. */
export const stopwatch = () => {
  let nanoseconds = 0n
  let microseconds = 0
  let begun = 0n
  let used = process.cpuUsage()
  return {
    start: () => {
      used = process.cpuUsage()
      begun = process.hrtime.bigint()
    },
    stop: () => {
      nanoseconds += process.hrtime.bigint() - begun
      const { user, system } = process.cpuUsage(used)
      microseconds += user + system
    },
    elapsed: () => ({ seconds: Number(nanoseconds) / 1e9, cpuSeconds: microseconds / 1e6 }),
  }
}
