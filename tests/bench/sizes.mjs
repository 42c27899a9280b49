// What a page fetches: bytes by file, raw and compressed the same way for everybody.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Records the files that a page fetches from now on. Call `take()` to have those since the last call. */
export function recordFiles(page) {
  let pending = [];
  page.on('response', response => {
    const type = response.request().resourceType();
    const path = new URL(response.url()).pathname;
    // The chat's files only: neither the page itself nor what travels over the chat's API.
    if (!response.ok() || type === 'document' || path === '/favicon.ico') return;
    if (/^\/(api|site|_emulator)\//.test(path)) return;
    pending.push(measure(path, response));
  });
  return {
    async take() {
      const files = await Promise.all(pending);
      pending = [];
      return files;
    },
  };
}

async function measure(path, response) {
  const body = await response.body();
  const wire = (await response.request().sizes().catch(() => null))?.responseBodySize ?? null;
  return {
    path,
    raw: body.length,
    gzip: gzipSync(body, { level: 9 }).length,
    brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
    wire,
    encoding: (await response.allHeaders())['content-encoding'] ?? null,
  };
}

export const total = (files, key) => files.reduce((sum, file) => sum + (file[key] ?? 0), 0);
