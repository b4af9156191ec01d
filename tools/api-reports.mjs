// The public surface of the packages that a backend meets, as text in docs/reference/api: a change of it is a visible
// difference. `npm run api` writes the reports from the built types; with --check it only compares, and says where.

import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const house = fileURLToPath(new URL('..', import.meta.url))
const reports = join(house, 'docs/reference/api')
const check = process.argv.includes('--check')
const scratch = mkdtempSync(join(tmpdir(), 'waybill-api-'))

// The compiler writes the union of all currencies out wherever a codec holds one.
const currencies = /"AED"(?: \| "[A-Z]{3}")+/g

// The order in which it writes the members of a union depends on what it had compiled before, which is nothing of the surface.
const unionOfTexts = /"[^"\n]*"(?: \| "[^"\n]*")+/g
const inOrder = (union) => union.split(' | ').sort().join(' | ')

/** The report of one package, made from what the compiler wrote for it. */
const reportOf = (name) => {
  const folder = join(house, 'packages', name)
  const entry = join(folder, 'dist/esm/index.d.ts')
  if (!existsSync(entry)) throw new Error(`${entry} is not there: npm run build`)
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: [],
  }
  const silent = { default: { logLevel: 'none' } }
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: entry,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: scratch, reportTempFolder: scratch },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
      },
    },
  })
  const { errorCount } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => void (message.handled = message.logLevel !== 'error'),
  })
  if (errorCount > 0) throw new Error(`${name}: API Extractor found ${errorCount} errors`)
  const report = readFileSync(join(scratch, `${name}.api.md`), 'utf8')
  return report.replace(unionOfTexts, inOrder).replace(currencies, 'Currency')
}

/** Where two texts first differ, as a reviewer would point at it. */
const firstDifference = (was, is) => {
  const [before, after] = [was.split('\n'), is.split('\n')]
  const line = after.findIndex((text, index) => text !== before[index])
  const at = line === -1 ? after.length : line
  return `line ${at + 1}\n  - ${before[at] ?? '(nothing)'}\n  + ${after[at] ?? '(nothing)'}`
}

let differing = 0
try {
  mkdirSync(reports, { recursive: true })
  for (const name of ['core', 'engine', 'waybill']) {
    const path = join(reports, `${name}.api.md`)
    const report = reportOf(name)
    const was = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (check && was !== report) {
      differing += 1
      process.stdout.write(`docs/reference/api/${name}.api.md: ${firstDifference(was, report)}\n`)
    }
    if (!check) writeFileSync(path, report)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (differing > 0) {
  process.stdout.write('The public surface differs from its report. If that is meant: npm run build && npm run api\n')
  process.exitCode = 1
} else
  process.stdout.write(check ? 'api: the public surface is as reported\n' : 'docs/reference/api: 3 reports written\n')
