/** What a specification says that does not hold. */
export const failureOf = (specification: () => unknown): string => {
  try {
    specification()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The specification holds, and was expected not to')
}
