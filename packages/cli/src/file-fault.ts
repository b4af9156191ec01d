import type { FileUnavailable } from './failure.js'

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'this user may not open it',
  EPERM: 'this user may not do that',
  EISDIR: 'expected a file, but a directory stands there',
  ENOTDIR: 'a part of the path is no directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the medium can only be read',
  EMFILE: 'this process has too many files open',
}

/** The code that the operating system gave, or null where it is no error of a file. */
export const faultCode = (thrown: unknown): string | null =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : null

/** What an operation on a file threw, as a failure. What is no word of the file system's is our own defect and is thrown again. */
export const fileFault = (path: string, thrown: unknown): FileUnavailable => {
  const code = faultCode(thrown)
  if (code === null) throw thrown
  return { _tag: 'FileUnavailable', path, detail: sentences[code] ?? code }
}
