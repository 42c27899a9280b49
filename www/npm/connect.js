// `connect`: a session without a window. Its module is loaded by the first call, and nothing of the widget with it.

/* global VERSION -- given by the build: the workspace's version */
export const version = VERSION;

/** Makes a session and begins to connect. Rejects when the options are wrong or the module cannot be loaded. */
export async function connect(options) {
  let module;
  try {
    if (!globalThis.document) throw new Error('there is no page here');
    // A name that bundlers can follow.
    module = await import('./rtm-chat-connect.js');
    await module.default();
  } catch (cause) {
    const message =
      `The session's module cannot be loaded: ${cause.message}. It needs a page, its files delivered with the page's, and ` +
      `'wasm-unsafe-eval' in script-src.`;
    throw Object.assign(new Error(message, { cause }), { code: 'load-failed' });
  }
  return module.connect(options);
}
