import eslint from '@eslint/js'
import tseslint from 'typescript-eslint'

// Shapes we do not write anywhere.
const refusedShapes = [
  { selector: 'ClassDeclaration, ClassExpression', message: 'Write readonly data and functions instead of a class.' },
  { selector: 'TSEnumDeclaration', message: 'Write a union of string literals instead of an enum.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing has one name everywhere.' },
]

// In the pure packages time, chance and the outside world arrive as arguments.
const outsideWorld = [
  ['process', 'The environment belongs to the roots: pass what you need as an argument.'],
  ['console', 'Return a value; the roots print.'],
  ['performance', 'Time arrives inside the command or through the clock port.'],
  ['crypto', 'Ids and hash functions arrive as arguments.'],
  ['setTimeout', 'Waiting belongs to the engine.'],
  ['setInterval', 'Waiting belongs to the engine.'],
  ['globalThis', 'Pass what you need as an argument.'],
].map(([name, message]) => ({ name, message }))

const readingTheClock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time arrives inside the command: name the instant.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Time arrives inside the command: name the instant.' },
]

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', 'tools/consumers/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-unused-vars': ['error', { ignoreRestSiblings: true }] },
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        URL: 'readonly',
        console: 'readonly',
        process: 'readonly',
        structuredClone: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    // One program for the whole house: a program for each package would read every source many times.
    languageOptions: { parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/array-type': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: true,
        },
      ],
      // Codecs compute types from types; these four rules take such steps for slips.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      eqeqeq: 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^fp-ts(/(?!lib/)|$)',
              message: "Write 'fp-ts/lib/Either.js': the short path does not load in Node.",
            },
            { regex: '^fp-ts/lib/\\w+$', message: "Add the '.js' suffix: without it Node cannot load the module." },
            { regex: '^io-ts/', message: "Only the root module 'io-ts' is stable." },
          ],
        },
      ],
      'no-restricted-syntax': ['error', ...refusedShapes],
    },
  },
  {
    files: ['packages/{core,proof,projections,explain}/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...outsideWorld],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time arrives inside the command.' },
        { object: 'Math', property: 'random', message: 'Ids and chance arrive inside the command.' },
      ],
      'no-restricted-syntax': ['error', ...refusedShapes, ...readingTheClock],
    },
  },
  {
    // Tests take apart values that they have just made.
    files: ['**/*.test.ts', 'packages/*/test/**/*.ts', 'tests/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // The types of jest grow only by interfaces of the same name in its own namespaces.
    files: ['packages/jest/src/matchers/jest-matchers.ts'],
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  // Jest reads its configuration from a default export.
  { files: ['jest.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
