// The vendor's JavaScript SDK (npm kore-web-sdk), as its README starts it: node tests/bench/bench.mjs --against tests/bench/adapters/kore-web-sdk.mjs
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const bundle = join(import.meta.dirname, '../../../node_modules/kore-web-sdk/dist/umd/kore-web-sdk-umd-chat.min.js');

export const name = 'kore-web-sdk 10';

export const root = null;
export const launcher = '.kore-chat-window .minimized, .kore-chat-window';
export const composer = '.chatInputBox';
export const message = '.chat-container > li';

export const open = () => document.querySelector('.kore-chat-window .minimized')?.click();
export const close = () => document.querySelector('.kore-chat-window .minimize-btn')?.click();

export const url = (emulatorUrl, { identity, open }) =>
  `${origin}/?${new URLSearchParams({ emulator: emulatorUrl, identity, open: open ? '1' : '' })}`;

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>kore-web-sdk</title></head><body><script src="sdk.js"></script><script>
  const query = new URLSearchParams(location.search);
  const { chatConfig, chatWindow } = KoreChatSDK;
  chatConfig.minimizeMode = !query.get('open');
  Object.assign(chatConfig.botOptions, {
    JWTUrl: query.get('emulator') + '/site/jwt',
    koreAPIUrl: query.get('emulator') + '/api/',
    userIdentity: query.get('identity'),
    botInfo: { name: 'Bench', _id: 'st-bench' },
    clientId: 'cs-emulator',
    clientSecret: 'unused',
  });
  new chatWindow().show(chatConfig);
</script></body></html>`;

let server;
let origin;

/** Serves the page and the SDK, compressed as a good host would. */
export async function start() {
  const sdk = brotliCompressSync(readFileSync(bundle));
  server = createServer((request, response) => {
    if (request.url.startsWith('/sdk.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'br' }).end(sdk);
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    }
  });
  await new Promise(fulfil => server.listen(0, '127.0.0.1', fulfil));
  origin = `http://127.0.0.1:${server.address().port}`;
}

export async function stop() {
  server.closeAllConnections();
  server.close();
}
