// Checks what users receive: packs every package, lints the tarballs, unpacks them into an empty project, and uses
// them from there: as an ECMAScript module, as CommonJS, in jest, in TypeScript with its library types checked, in a
// browser's bundle, and as a command. Each consumer moves money and prints a finding. Sizes stay within their budgets, and
// the notices of those whose code is shipped as ours are shipped with it.

import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { execFileSync, spawnSync } from 'node:child_process'
import { build } from 'esbuild'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { bytesOf, installComplaints, installedWith } from './installed-tree.mjs'

const house = fileURLToPath(new URL('..', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'waybill-packed-'))
const modules = join(project, 'node_modules')
const manifests = readdirSync(join(house, 'packages'))
  .map((folder) => join(house, 'packages', folder, 'package.json'))
  .filter(existsSync)
  .map((path) => JSON.parse(readFileSync(path, 'utf8')))
  .filter(({ private: isOurs }) => isOurs !== true)
const names = manifests.map(({ name }) => name)

const budgets = JSON.parse(readFileSync(new URL('size-budgets.json', import.meta.url), 'utf8'))

let passed = 0
let failed = 0

/** Runs one check; it fails by returning complaints or by throwing. */
const check = async (title, complaints) => {
  const found = await Promise.resolve()
    .then(complaints)
    .catch((error) => [error.stdout?.toString().trim(), error.stderr?.toString().trim() || error.message])
  const said = (found ?? []).filter(Boolean)
  if (said.length === 0) passed += 1
  else failed += 1
  process.stdout.write(`${said.length === 0 ? 'ok    ' : 'FAILED'} ${title}\n`)
  for (const line of said) process.stdout.write(`       ${line.replaceAll('\n', '\n       ')}\n`)
}

const run = (command, args, cwd = project) => execFileSync(command, args, { cwd, stdio: 'pipe', encoding: 'utf8' })

const pack = () =>
  JSON.parse(
    run(
      'npm',
      ['pack', ...names.flatMap((name) => ['--workspace', name]), '--json', '--silent', '--pack-destination', project],
      house,
    ),
  ).map(({ name, filename, files }) => ({
    name,
    tarball: join(project, filename),
    files: files.map(({ path }) => path),
  }))

const unpack = ({ name, tarball }) => {
  const target = join(modules, name)
  mkdirSync(target, { recursive: true })
  run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'])
}

// Strangers' packages are the ones that the house was tested with.
const furnish = () => {
  const strangers = manifests.flatMap(({ dependencies = {}, peerDependencies = {} }) => [
    ...Object.keys(dependencies),
    ...Object.keys(peerDependencies),
  ])
  for (const stranger of new Set([...strangers, '@types'])) {
    if (names.includes(stranger)) continue
    mkdirSync(dirname(join(modules, stranger)), { recursive: true })
    symlinkSync(join(house, 'node_modules', stranger), join(modules, stranger))
  }
}

const manifestComplaints = async ({ name, tarball }) => {
  const bytes = readFileSync(tarball)
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
  })
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .map((message) => `${name}: ${formatMessage(message, pkg)}`)
}

const typeComplaints = async ({ tarball }) => {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))))
  return analysis.types === false ? ['no types'] : analysis.problems.map((problem) => JSON.stringify(problem))
}

const everyTarball = [
  'LICENSE',
  'README.md',
  'dist/esm/index.js',
  'dist/cjs/index.js',
  'dist/cjs/package.json',
  'src/index.ts',
]
const further = { waybill: ['bin/waybill.js', 'dist/command-line.js', 'dist/command-line.notices.txt'] }

const contentComplaints = ({ files, name }) => [
  ...[...everyTarball, ...(further[name] ?? [])]
    .filter((path) => !files.includes(path))
    .map((path) => `misses ${path}`),
  ...files.filter((path) => /\.test\.|tsbuildinfo|__snapshots__/.test(path)).map((path) => `should not hold ${path}`),
]

/** Every package whose code is in the one file of the command line, by the marks that stand before each part of it. */
const noticeComplaints = (folder) => {
  const read = (path) => readFileSync(join(folder, path), 'utf8')
  const marks = read('dist/command-line.js').matchAll(/^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)
  const strangers = [...new Set([...marks].map(([, name]) => name))]
  const notices = read('dist/command-line.notices.txt')
  const licenceOf = (name) => {
    const installed = join(house, 'node_modules', name)
    const file = readdirSync(installed).find((entry) => /^licen[cs]e/i.test(entry))
    return readFileSync(join(installed, file), 'utf8').trim()
  }
  return [
    ...(strangers.includes('fp-ts') ? [] : ['the marks of the modules are not where they were looked for']),
    ...strangers
      .filter((name) => !notices.includes(`\n${name} `) || !notices.includes(licenceOf(name)))
      .map((name) => `dist/command-line.js holds code of ${name}, and the notices do not have its licence`),
  ]
}

const asTypeScript = (suffix, module, moduleResolution) => {
  const file = join(project, `consumer.${suffix}`)
  const lines = names.map((name, index) => `import * as package${index} from '${name}'`)
  writeFileSync(
    file,
    `${lines.join('\n')}\nexport const all = [${names.map((_, index) => `package${index}`).join(', ')}]\n`,
  )
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    'false',
    '--target',
    'es2023',
    '--lib',
    'es2023',
    '--types',
    'node',
  ]
  run(process.execPath, [tsc, ...options, '--module', module, '--moduleResolution', moduleResolution, file])
}

/** A project of its own beside the others, which finds the packages where any project would. */
const consumer = (name) => {
  const folder = join(project, name)
  cpSync(join(house, 'tools/consumers', name), folder, { recursive: true })
  return folder
}

const expected = 'The CNY 19.90 is with the payee, account bo'

/** A complaint unless the finding was printed. */
const printsFinding = (printed) =>
  printed.includes(expected) ? [] : [`expected «${expected}», but it printed:`, printed]

const within = (what, bytes, budget) => [
  ...(bytes <= budget ? [] : [`${what}: ${bytes} bytes, and the budget is ${budget} (tools/size-budgets.json)`]),
]

const said = []

/** Remembers a figure that is printed at the end, whether or not it is within its budget. */
const figure = (what, bytes) => {
  said.push(`${what}: ${(bytes / 1000).toFixed(0)} kB`)
  return bytes
}

const browserBundle = async (name) => {
  const stdin = { contents: `export * from '${name}'`, resolveDir: project }
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  })
  return Buffer.from(outputFiles[0].contents)
}

try {
  const packages = pack()
  packages.forEach(unpack)
  furnish()
  for (const one of packages) {
    await check(`${one.name}: the tarball holds what it should and no more`, () => contentComplaints(one))
    await check(`${one.name}: its manifest is in order`, () => manifestComplaints(one))
    await check(`${one.name}: its types say what its code does`, () => typeComplaints(one))
  }
  const loadable = names.filter((name) => name !== '@waybill/jest')
  await check('every package loads as an ECMAScript module', () => {
    const script = loadable.map((name) => `await import('${name}')`).join('\n')
    run(process.execPath, ['--input-type=module', '--eval', script])
  })
  await check('every package loads as CommonJS', () => {
    run(process.execPath, ['--input-type=commonjs', '--eval', loadable.map((name) => `require('${name}')`).join('\n')])
  })
  await check('a jest user reads every package, the test kit included', () => {
    const lines = names.map((name) => `expect(require('${name}')).toBeDefined()`)
    writeFileSync(join(project, 'consumer.test.js'), `test('every package', () => {\n${lines.join('\n')}\n})\n`)
    const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
    run(process.execPath, [jest, '--ci', '--rootDir', project, '--config', '{"testEnvironment":"node"}'])
  })
  await check('a TypeScript user reads every package from an ECMAScript module', () =>
    asTypeScript('mts', 'nodenext', 'nodenext'),
  )
  await check('a TypeScript user reads every package from CommonJS', () => asTypeScript('cts', 'nodenext', 'nodenext'))
  await check('a TypeScript user reads every package through a bundler', () => asTypeScript('ts', 'esnext', 'bundler'))
  await check('an ECMAScript module moves money and prints a finding', () =>
    printsFinding(run(process.execPath, ['main.mjs'], consumer('esm'))),
  )
  await check('a CommonJS module moves money in an SQLite store and prints a finding', () =>
    printsFinding(run(process.execPath, ['main.cjs'], consumer('commonjs'))),
  )
  for (const [name, modules, flags] of [
    ['jest', 'CommonJS', []],
    ['jest-esm', 'ECMAScript modules', ['--experimental-vm-modules']],
  ])
    await check(`a jest user of ${modules} moves money, prints a finding, and leaves no handle open`, () => {
      const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
      const config = JSON.stringify({
        testEnvironment: 'node',
        testMatch: ['**/*.test.?(m)js'],
        setupFilesAfterEnv: ['@waybill/jest/setup'],
        snapshotSerializers: ['@waybill/jest/serializer'],
      })
      const folder = consumer(name)
      const args = ['--ci', '--silent=false', '--detectOpenHandles', '--rootDir', folder, '--config', config]
      const options = { cwd: folder, encoding: 'utf8', timeout: 120_000 }
      const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, jest, ...args], options)
      if (status !== 0) return [`jest ended with ${status}:`, stdout, stderr]
      if (stderr.includes('open handle')) return [stderr]
      return printsFinding(stdout)
    })
  await check('a TypeScript user, every library type checked, moves money and prints a finding', () => {
    const folder = consumer('typescript')
    run(process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', folder], folder)
    return printsFinding(run(process.execPath, ['out/main.js'], folder))
  })
  const ourFolders = packages.map(({ name }) => join(modules, name))
  await check('nothing that users install fetches or compiles when it is installed', () =>
    installComplaints(installedWith(ourFolders)),
  )
  await check('waybill, with all that it brings, stays within its size', () => {
    const tree = installedWith([join(modules, 'waybill')])
    const ours = tree.filter((folder) => folder.startsWith(modules))
    const sum = (folders) => folders.reduce((bytes, folder) => bytes + bytesOf(folder), 0)
    return [
      ...within('our packages', figure('installed with waybill, ours', sum(ours)), budgets.installed.ours),
      ...within('everything', figure('installed with waybill, everything', sum(tree)), budgets.installed.total),
    ]
  })
  for (const name of ['@waybill/core', '@waybill/proof', '@waybill/projections', '@waybill/explain'])
    await check(`${name} is bundled for a browser`, async () => {
      const bundle = await browserBundle(name)
      if (name !== '@waybill/core') return []
      const { gzip, minified } = budgets.coreInBrowser
      return [
        ...within('minified', figure('core in a browser, minified', bundle.length), minified),
        ...within('minified and gzip', figure('core in a browser, gzip', gzipSync(bundle).length), gzip),
      ]
    })
  const command = join(modules, 'waybill/bin/waybill.js')
  await check('the command runs from the tarball', () => {
    const version = run(process.execPath, [command, '--version']).trim()
    const expected = manifests.find(({ name }) => name === 'waybill').version
    return version.includes(expected) ? [] : [`\`waybill --version\` says ${version}, the package is ${expected}`]
  })
  await check('the command from the tarball opens an account in an SQLite store, and reads it again', () => {
    const account = JSON.stringify({ commandId: 'c1', account: 'bo', currency: 'CNY' })
    run(process.execPath, [command, 'do', 'OpenAccount', '--in', 'command.db', '--create', account])
    const balance = run(process.execPath, [command, 'balance', 'bo', '--in', 'command.db'])
    return balance.includes('Account bo, CNY') ? [] : [balance]
  })
  await check('the notices of everybody whose code is in the command line are shipped with it', () =>
    noticeComplaints(join(modules, 'waybill')),
  )
} finally {
  rmSync(project, { recursive: true, force: true })
}

for (const line of said) process.stdout.write(`${line}\n`)
process.stdout.write(`packed: ${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
