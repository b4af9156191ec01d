import type { Step } from './stage.js'

/** The engine does what is due by then: expiries, inquiries, overdue outcomes. */
export const dueWork = (at: string): Step => ({
  at,
  act: async ({ engine, must }) => {
    await must(engine.runDue())
  },
})
