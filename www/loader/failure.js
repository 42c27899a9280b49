// Why the widget could not be loaded, and what the page's developer can do about it.

function failure(code, message) {
  return Object.assign(new Error(message), { code });
}

/** Finds out what went wrong with the module at `url`. */
export async function explain(error, url) {
  if (!globalThis.WebAssembly) {
    return failure('load-unsupported', 'This browser has no WebAssembly, or has it switched off.');
  }
  if (error instanceof WebAssembly.CompileError) {
    return /unsafe-eval|content security policy/i.test(error.message)
      ? failure('load-csp', "The page's Content-Security-Policy blocks WebAssembly: add 'wasm-unsafe-eval' to script-src.")
      : failure('load-invalid', `The widget's wasm file is damaged or not wasm (${error.message}).`);
  }
  if (url) {
    try {
      const { ok, status, headers } = await fetch(url, { method: 'HEAD' });
      if (!ok) return failure('load-not-found', `${url} answers ${status}: deliver all files of the release beside the script.`);
      const type = headers.get('content-type');
      if (!/javascript/.test(type)) {
        return failure('load-mime', `${url} comes as ${type}: the server must send .js files as text/javascript.`);
      }
    } catch {
      return failure('load-network', `${url} cannot be reached: no network, or connect-src or CORS forbid it.`);
    }
  }
  return failure('load-failed', `The widget could not be loaded (${error.message}).`);
}
