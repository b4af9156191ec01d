// Removes what a build leaves behind.

import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages', import.meta.url))

for (const name of readdirSync(packages)) rmSync(join(packages, name, 'dist'), { recursive: true, force: true })
