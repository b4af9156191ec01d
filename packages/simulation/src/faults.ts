/** Everything that the simulation lets go wrong, in the words under which it is counted. */
export const faults = [
  'a read fails before it is done',
  'a read fails after it was done',
  'an append fails before it is done',
  'an append is done and its answer is lost',
  'an append is done and its answer comes long after',
  'an append meets others',
  'appends are drawn last for a spell',
  'read models are drawn last for a spell',
  'a look-up of a read model fails before it is done',
  'a look-up of a read model fails after it was done',
  'a commit of a read model fails before it is done',
  'a commit of a read model fails after it was done',
  'a read model is given the same events by two engines',
  'a snapshot cannot be read',
  'a snapshot is not kept',
  'an engine crashes',
  'what a crashed engine was about arrives',
  'what a crashed engine was about does not arrive',
  'a client hears nothing and asks again',
  'a client hears nothing and gives up',
  'a client presses twice',
  'a client asks again much later',
  'an id is used again with another payload',
  'a message of a rail comes twice',
  'a rail answers late',
  'a rail answers twice',
  'a rail never answers',
  'a rail throws',
] as const

export type FaultName = (typeof faults)[number]

/** What becomes of what a rail is given: the first is what was asked for, the others are what it may say and do instead. */
export const fates = [
  'CREDITED',
  'REFUSED',
  'NEVER_RECEIVED',
  'CREDITED_TWICE',
  'REFUSED_THEN_CREDITED',
  'CREDITED_ELSEWHERE',
  'RETURNED',
  'RETURNED_IN_PARTS',
  'RETURNED_LESS_FEES',
  'PARTLY_CREDITED',
] as const

export type Fate = (typeof fates)[number]
