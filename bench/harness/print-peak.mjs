// Loaded before a program: when it ends, its peak memory stands in the last line of standard error.

import { writeSync } from 'node:fs'

process.on('exit', () => {
  writeSync(2, `\npeak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`)
})
