import type { Finding } from '@waybill/explain'

/** Findings as `--json` prints them: the full form, two spaces of indent, a newline at the end. The same finding gives the same bytes. */
export const findingJson = (findings: Finding | ReadonlyArray<Finding>): string =>
  `${JSON.stringify(findings, null, 2)}\n`
