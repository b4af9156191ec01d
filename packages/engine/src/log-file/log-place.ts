/** A line of a log file, from 1. */
export type LogPlace = { readonly file: string; readonly line: number }

/** The longest line of a log, in bytes without its line break. */
export const longestLine = 1_048_576
