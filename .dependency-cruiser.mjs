// Who may import whom. Each rule is a sentence; its comment says what to do instead.
//
//   core, proof, port → nothing of ours             projections → core
//   explain → core, projections, proof              engine → core, port, projections, proof, explain
//   store-* → port                                  jest → core, port, projections, proof, explain, engine
//   cli, waybill, examples → everything but the test kit
//   auditor → nothing of ours                       simulation → core, port, explain, engine, store-memory, auditor

// Files that only tests read: they may use the test kit, any store, and Node.
const testCode = '\\.test\\.ts$|/test/|^tests/'

const source = (names) => ({ path: `^packages/(${names})/src/`, pathNot: testCode })

/** `names` may import only `allowed` of our packages. */
const mayImportOnly = (name, names, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: source(names),
  to: { path: '^packages/', pathNot: [`^packages/$1/`, ...(allowed === '' ? [] : [`^packages/(${allowed})/`])] },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    mayImportOnly(
      'core-imports-no-package-of-ours',
      'core|proof|port',
      '',
      'core, proof and port stand on their own. Take what you need as an argument, or move the idea to the package that owns its noun.',
    ),
    mayImportOnly(
      'projections-read-only-the-core',
      'projections',
      'core',
      'A projection folds events of the core. Whatever else it needs arrives as an argument from the engine.',
    ),
    mayImportOnly(
      'explain-reads-and-never-runs',
      'explain',
      'core|projections|proof',
      'An explanation is a second reading of events and projections. Let the engine load them and hand them in.',
    ),
    mayImportOnly(
      'the-engine-knows-no-root',
      'engine',
      'core|port|projections|proof|explain|store-[^/]+',
      'The engine is composed by cli, waybill and examples, never the other way round. Ask for a port instead.',
    ),
    mayImportOnly(
      'the-kit-tests-through-the-engine',
      'jest',
      'core|port|projections|proof|explain|engine|store-[^/]+',
      'The test kit serves users who have no command line. Build on core, port, projections, proof, explain and engine.',
    ),
    mayImportOnly(
      'a-store-knows-only-the-port',
      'store-[^/]+',
      'port|store-[^/]+',
      'A store keeps bytes and revisions and knows nothing about money. Describe what it must do in the port.',
    ),
    mayImportOnly(
      'the-auditor-is-a-stranger',
      'auditor',
      '',
      'The auditor checks the engine, so it must not share its mistakes. Read the exported lines, and write the rule again in its own words.',
    ),
    mayImportOnly(
      'the-simulation-judges-through-the-auditor',
      'simulation',
      'core|port|explain|engine|store-memory|auditor',
      'The simulation drives the engine and lets the auditor judge. A rule belongs into the auditor.',
    ),
    {
      name: 'the-product-knows-no-simulation',
      comment: 'Simulation and auditor are for tests. Nothing that users install may need them.',
      severity: 'error',
      from: { path: '^(packages|examples)/', pathNot: [testCode, '^packages/(auditor|simulation)/'] },
      to: { path: '^packages/(auditor|simulation)/' },
    },
    {
      name: 'stores-are-strangers',
      comment: 'Stores share no code. What they have in common is the contract suite of the test kit; say it there.',
      severity: 'error',
      from: { path: '^packages/(store-[^/]+)/' },
      to: { path: '^packages/store-', pathNot: '^packages/$1/' },
    },
    {
      name: 'only-roots-choose-a-store',
      comment: 'Only cli, waybill, examples and tests name a store. Everyone else takes the port as an argument.',
      severity: 'error',
      from: { path: '^packages/', pathNot: [testCode, '^packages/(cli|waybill|simulation|store-[^/]+)/'] },
      to: { path: '^packages/store-' },
    },
    {
      name: 'only-tests-use-the-kit',
      comment: 'The test kit is for tests. Move what the product needs into the package that owns its noun.',
      severity: 'error',
      from: { path: '^(packages|examples)/', pathNot: [testCode, '^packages/jest/'] },
      to: { path: '^packages/jest/' },
    },
    {
      name: 'the-command-line-is-not-its-own-customer',
      comment: 'waybill wraps the command line. Import the packages that cli is composed of, not the wrapper.',
      severity: 'error',
      from: source('cli'),
      to: { path: '^packages/waybill/' },
    },
    {
      name: 'core-cannot-spell-async',
      comment:
        'core, proof, projections and explain read no clock, disk, network or chance. ' +
        'Return an Either; the engine does the waiting and passes in time, ids and hash functions.',
      severity: 'error',
      from: source('core|proof|projections|explain'),
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-cannot-spell-async',
      comment:
        'core, proof, projections and explain have no Task, IO or Reader. ' +
        'Return an Either; the engine lifts it and passes in what it needs.',
      severity: 'error',
      from: source('core|proof|projections|explain'),
      to: { path: 'node_modules/fp-ts/(lib|es6)/(\\w*(Task|IO|Reader)\\w*|Console|Date|Random)\\.js$' },
    },
    {
      name: 'decisions-never-see-json',
      comment: 'Policies and decisions work on domain values. Decode at the edge, in the codec beside the event.',
      severity: 'error',
      from: { path: '^packages/core/src/[^/]+/(decide|policy|evolve)', pathNot: testCode },
      to: { path: '\\.codec\\.ts$|/src/codec/|node_modules/io-ts/' },
    },
    {
      name: 'enter-by-the-front-door',
      comment:
        'Import another package by its name, never by a path inside it. ' +
        'If a name is missing there, add it to that package’s index.ts.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: '^packages/engine/(test/|.*\\.test\\.ts$)' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$', '/package\\.json$'],
      },
    },
    {
      name: 'enter-by-the-front-door',
      comment:
        'Import another package by its name. Tests of the engine may also read the table of every state in core’s test/, ' +
        'so that what the core decides and what the engine stores are tried on the same cells.',
      severity: 'error',
      from: { path: '^packages/engine/(test/|.*\\.test\\.ts$)' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: ['^packages/engine/', '^packages/core/test/', '^packages/[^/]+/src/index\\.ts$', '/package\\.json$'],
      },
    },
    {
      name: 'enter-by-the-front-door',
      comment: 'Examples and product tests import packages by name, as users do.',
      severity: 'error',
      from: { path: '^(examples|tests)/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^packages/[^/]+/src/index\\.ts$', '/package\\.json$'] },
    },
    {
      name: 'every-import-is-declared',
      comment:
        'Add the package to the dependencies of the package.json beside src: users install only what stands there.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: testCode },
      // An optional peer counts as declared; the tool takes `peerDependenciesMeta` for a list of packages that it does not know.
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'every-import-resolves',
      comment: 'Nothing stands at that path. Check the spelling and the .js suffix, or run `npm ci`.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other hide a third idea. Give that idea a file and let both import it.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nobody imports this file and it imports nobody. Export it from index.ts, use it, or delete it.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^packages/[^/]+/(src|test)/',
        pathNot: ['/src/index\\.ts$', '\\.test\\.ts$', '\\.d\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    // Imports of types are imports: who knows a type knows its owner.
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@waybill/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
      mainFields: ['main', 'types'],
    },
  },
}
