import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as ts from 'typescript'

const folder = join(__dirname, '../reproductions')

const dedented = (text: string): string => {
  const lines = text.split('\n')
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(depth)).join('\n')
}

/** The names that a file imports, by the module that gives them. */
const importsOf = (
  file: ts.SourceFile,
): ReadonlyArray<{ readonly from: string; readonly names: ReadonlyArray<string>; readonly whole: string }> =>
  file.statements.filter(ts.isImportDeclaration).map((statement) => {
    const bindings = statement.importClause?.namedBindings
    return {
      from: (statement.moduleSpecifier as ts.StringLiteral).text,
      names:
        bindings === undefined
          ? []
          : ts.isNamespaceImport(bindings)
            ? [bindings.name.text]
            : bindings.elements.map((element) => element.getText(file)),
      whole: statement.getText(file),
    }
  })

const uses = (script: string, name: string): boolean =>
  new RegExp(`(?<![\\w'])(?<!(?<!\\.)\\.)${name}\\b(?!\\s*:)`).test(script)

/** What a script must import of what its file imports. */
const headOf = (file: ts.SourceFile, script: string): ReadonlyArray<string> =>
  importsOf(file).flatMap(({ from, names, whole }) => {
    const used = names.filter((name) => uses(script, name.replace('type ', '')))
    if (used.length === 0) return []
    return whole.includes('* as') ? [whole] : [`import { ${used.join(', ')} } from '${from}'`]
  })

/**
 * The scripts of a file of reproductions by their word, each one whole: with its imports, and with the last answer under
 * the name `answer` instead of returned.
 */
export const scriptsOf = (
  name: 'commands' | 'failures' | 'log-failures' | 'rejections',
): ReadonlyMap<string, string> => {
  const text = readFileSync(join(folder, `${name}.ts`), 'utf8')
  const file = ts.createSourceFile(`${name}.ts`, text, ts.ScriptTarget.ES2023, true)
  const scripts = new Map<string, string>()
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isArrowFunction(node.initializer) &&
      ts.isBlock(node.initializer.body) &&
      ts.isIdentifier(node.name) &&
      /^[A-Z]/.test(node.name.text)
    ) {
      const body = dedented(
        node.initializer.body
          .getFullText(file)
          .replace(/^\s*\{\n/, '')
          .replace(/\}\s*$/, ''),
      ).trim()
      const script = body.replace(/^return /m, 'const answered = await ')
      scripts.set(node.name.text, [...headOf(file, script), '', script].join('\n'))
    } else ts.forEachChild(node, visit)
  }
  visit(file)
  return scripts
}

/** The stage that every script begins on. */
export const stageSource = (): string => readFileSync(join(folder, 'stage.ts'), 'utf8')
