import * as E from 'fp-ts/lib/Either.js'
import type { Course } from './course.js'
import { differencesFrom } from './field-differences.js'
import type { Matter } from './matter.js'

/** An id that was used for something else is a failure that says in what: one id has one decision for ever. */
export const refuseOtherUse =
  (matter: Matter, fieldNames: ReadonlyArray<string>): Course['onOtherUse'] =>
  (stored) =>
    Promise.resolve(
      E.left({
        _tag: 'CommandIdReused',
        commandId: matter.commandId,
        command: matter.word,
        firstCommand: stored.first.metadata['command'] ?? '',
        firstStream: stored.first.stream,
        differences: differencesFrom(stored, matter, fieldNames),
      }),
    )
