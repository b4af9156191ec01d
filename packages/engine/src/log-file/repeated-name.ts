/** The index behind the closing quote of the string that begins at `from`. */
const endOfString = (json: string, from: number): number => {
  for (let at = from + 1; at < json.length; at += 1) {
    const character = json[at]
    if (character === '\\') at += 1
    else if (character === '"') return at + 1
  }
  return json.length
}

const nameOf = (token: string): string => (token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1))

/**
 * The first name that stands twice in one object of a valid JSON text, or null. JSON.parse takes the last of the two in silence
 * and other readers take the first, so that two readers of one line could see two different events.
 */
export const repeatedNameIn = (json: string): string | null => {
  const open: Array<Set<string> | null> = []
  // A string is a name when it follows the opening brace of an object or a comma in one.
  let nameIsNext = false
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charAt(at)) {
      case '{':
        open.push(new Set())
        nameIsNext = true
        break
      case '[':
        open.push(null)
        nameIsNext = false
        break
      case '}':
      case ']':
        open.pop()
        nameIsNext = false
        break
      case ',':
        nameIsNext = open.at(-1) instanceof Set
        break
      case '"': {
        const end = endOfString(json, at)
        const names = open.at(-1)
        if (nameIsNext && names instanceof Set) {
          const name = nameOf(json.slice(at, end))
          if (names.has(name)) return name
          names.add(name)
          nameIsNext = false
        }
        at = end - 1
        break
      }
      default:
    }
  }
  return null
}
