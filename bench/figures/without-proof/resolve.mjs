// Leads whoever asks for the proof package to the replacement.

const replacement = new URL('./proof.mjs', import.meta.url).href

export const resolve = (specifier, context, next) =>
  specifier === '@waybill/proof' && context.parentURL !== replacement
    ? { url: replacement, format: 'module', shortCircuit: true }
    : next(specifier, context)
