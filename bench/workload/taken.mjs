// Runs a task that must succeed: a refusal or a failure here is a fault of the benchmark.

const readable = (_key, value) => (typeof value === 'bigint' ? `${value}` : value)

/** What the task gives; throws with what it says where it gives a rejection or a failure. */
export const taken = async (task) => {
  const outcome = await task()
  if (outcome._tag === 'Left')
    throw new Error(`expected an answer, but found ${JSON.stringify(outcome.left, readable)}`)
  return outcome.right
}
