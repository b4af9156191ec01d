// A jest reporter: closes a run with one plain line, and fails a run on CI that leaves obsolete snapshots behind.

const obsoleteSnapshots = (snapshot) => snapshot.unchecked + (snapshot.filesRemoved ?? 0)

export default function closingLine(globalConfig) {
  let failure
  return {
    onRunComplete(_contexts, results) {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, snapshot } = results
      // A test file that could not be read counts as one failed test: it hides at least one.
      const failed = numFailedTests + numRuntimeErrorTestSuites
      const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
      process.stdout.write(`tests: ${numPassedTests} passed, ${failed} failed${skipped}\n`)
      if (globalConfig.ci && obsoleteSnapshots(snapshot) > 0) {
        failure = new Error(
          `${obsoleteSnapshots(snapshot)} obsolete snapshots: no test reads them. Run "npm test -- --updateSnapshot" and commit the removal.`,
        )
        process.stderr.write(`${failure.message}\n`)
      }
    },
    getLastError: () => failure,
  }
}
