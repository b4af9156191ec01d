// Changes one place of one file while it is loaded. A place that is not there exactly once is a mistake in the defect.

let planted

export const initialize = (defect) => {
  planted = defect
}

export const load = async (url, context, next) => {
  const loaded = await next(url, context)
  if (!url.endsWith(`/packages/${planted.file}`)) return loaded
  const source = loaded.source.toString()
  const parts = source.split(planted.find)
  if (parts.length !== 2) throw new Error(`${planted.name}: expected once in ${planted.file}: ${planted.find}`)
  return { ...loaded, source: parts.join(planted.replace) }
}
