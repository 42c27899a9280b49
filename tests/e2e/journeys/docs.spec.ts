// Every code sample of the documents, run as it stands there: only the platform's address is the emulator's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Chat } from '../support/chat';
import { botTemplate } from '../support/frames';
import type { Emulator } from '../support/emulator.mjs';
import { SAMPLES, samplesOf } from '../support/samples';
import { expect, test } from '../support/test';

const PLATFORMS = ['https://platform.kore.ai', 'http://127.0.0.1:4010'];
/** What is run here or, for modules, by `tests/package`. Commands are no code. */
const KINDS = ['css theme', 'html page', 'http policy', 'js control', 'js server', 'java server', 'python server', 'sh', 'ts module'];

/** Of the emulator's client app; published on purpose. */
const SECRET = 'emulator-secret-of-at-least-sixty-four-bytes-for-hs512-signatures';

const atEmulator = (code: string, emulator: Emulator) =>
  PLATFORMS.reduce((code, platform) => code.replaceAll(platform, emulator.url), code).replaceAll('wss://platform.kore.ai', emulator.url.replace('http', 'ws'));

/** Shows a sample as a page of its own. `/chat-token` answers what the page's server would, unless there is one. */
async function show(page: Page, emulator: Emulator, sample: string, headers: Record<string, string> = {}) {
  // A page that comes from a route has no address of its own, so the browser takes the emulator for another network.
  await page.context().grantPermissions(['local-network-access']);
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><body>${atEmulator(sample, emulator)}</body></html>`;
  await page.route('**/sample.html', route => route.fulfill({ contentType: 'text/html', body, headers }));
  await page.goto('/sample.html');
}

async function answerTokens(page: Page, emulator: Emulator, identity: string) {
  await page.route('**/chat-jwt', async route => {
    const response = await route.fetch({ url: `${emulator.url}/site/jwt`, headers: { 'content-type': 'application/json' }, postData: JSON.stringify({ identity }) });
    await route.fulfill({ response });
  });
  await page.route('**/chat-token', async route => {
    const response = await route.fetch({ url: `${emulator.url}/site/token`, headers: { 'content-type': 'application/json' }, postData: JSON.stringify({ identity }) });
    await route.fulfill({ response });
  });
}

test('every sample is of a kind that is run', () => {
  expect(SAMPLES.length).toBeGreaterThan(10);
  expect(SAMPLES.filter(({ kind }) => !KINDS.includes(kind)).map(({ file, kind }) => `${file}: ${kind}`)).toEqual([]);
  for (const kind of KINDS) expect(samplesOf(kind).length, kind).toBeGreaterThan(0);
});

for (const { file, number, code } of samplesOf('html page')) {
  test(`sample ${number} of ${file} is a page with a chat`, async ({ page, emulator, identity, watch }) => {
    await answerTokens(page, emulator, identity);
    await show(page, emulator, code);
    const chat = new Chat(page, identity);
    if (code.includes('id="track"')) {
      await page.getByRole('button', { name: 'Where is my order?' }).click();
      await chat.expectDelivered('Where is my order?');
      return;
    }
    if (code.includes('<rtm-chat inline')) await expect(chat.composer).toBeVisible();
    else await chat.open();
    await chat.expectGreeting();
    await chat.say('it works');
    await chat.expectEcho('it works');
    if (code.includes('id="seen"')) await expect(page.locator('#seen')).toContainText('it works');
    if (code.includes('[card]')) {
      await chat.say('my card is 4111111111111111');
      await chat.expectEcho('my card is [card]');
      await emulator.push(botTemplate({ template_type: 'weather', city: 'Talboden' }));
      await chat.host.getByRole('button', { name: 'The weather in Talboden' }).click();
      await chat.expectEcho('Tell me about Talboden');
    }
    if (code.includes('for our logs')) {
      await page.unroute('**/chat-token');
      await page.route('**/chat-token', route => route.fulfill({ json: {} }));
      await emulator.drop(1008);
      await expect.poll(() => watch.console.map(({ text }) => text).join()).toContain('for our logs token-malformed');
    }
  });
}

test('the theme of the documents colours the chat', async ({ page, emulator, identity }) => {
  await answerTokens(page, emulator, identity);
  await show(page, emulator, `<style>${samplesOf('css theme')[0].code}</style>${samplesOf('html page')[0].code}`);
  const chat = new Chat(page, identity);
  const colour = () => chat.launcher.evaluate(element => getComputedStyle(element).backgroundColor);
  await expect.poll(colour, { message: 'before the chat is loaded' }).toBe('rgb(10, 102, 64)');
  await chat.open();
  await expect.poll(colour, { message: 'and after' }).toBe('rgb(10, 102, 64)');
});

test('the policy of the documents is enough', async ({ page, emulator, watch }) => {
  const [{ code }] = samplesOf('http policy');
  const policy = atEmulator(code.replace('Content-Security-Policy:', '').trim(), emulator);
  await page.context().grantPermissions(['local-network-access']);
  await page.route('**/blank.html*', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  const chat = new Chat(page, 'strict');
  await chat.begin();
  await chat.say('under the policy');
  await chat.expectEcho('under the policy');
  expect(await watch.violations(page)).toEqual([]);
});

for (const [kind, name, command] of [
  ['js server', 'server.mjs', (file: string) => [process.execPath, file]],
  ['python server', 'server.py', (file: string) => ['python3', file]],
  ['java server', 'ChatToken.java', (file: string) => ['java', file]],
] as const) {
  test(`the ${kind} of the documents gives tokens`, async ({ page, emulator, identity }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rtm-chat-server-'));
    const file = join(folder, name);
    writeFileSync(file, samplesOf(kind)[0].code);
    const port = await freePort();
    const [program, ...args] = command(file);
    const server = spawn(program, args, {
      env: {
        ...process.env,
        KORE_URL: emulator.url,
        KORE_CLIENT_ID: 'cs-emulator',
        KORE_CLIENT_SECRET: SECRET,
        KORE_BOT_ID: 'st-firnbahn',
        KORE_BOT_NAME: 'Support',
        PORT: String(port),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    try {
      await once(server, 'spawn');
      const url = `http://127.0.0.1:${port}/chat-token`;
      await expect.poll(() => fetch(url, { method: 'POST' }).then(({ status }) => status, () => 0), { timeout: 30_000 }).toBe(200);
      const first = await fetch(url, { method: 'POST' });
      const cookie = first.headers.get('set-cookie')!.split(';')[0];
      const again = await fetch(url, { method: 'POST', headers: { cookie } });
      expect((await again.json()).userInfo.userId, 'a visitor is known again by the cookie').toBe((await first.json()).userInfo.userId);
      await page.route('**/chat-token', async route => route.fulfill({ response: await route.fetch({ url }) }));
      await show(page, emulator, samplesOf('html page')[0].code);
      const chat = new Chat(page, identity);
      await chat.open();
      await chat.say('with a token of my own');
      await chat.expectEcho('with a token of my own');
    } finally {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test('the emulator does what its document says', async ({ page, emulator, watch }) => {
  const chat = new Chat(page, 'visitor');
  await chat.begin();
  const [{ code }] = samplesOf('js control');
  expect(code).toContain("post('reset', {})");
  // All but the end, which forgets what is to be seen.
  const run = new Function(`return (async () => {${atEmulator(code, emulator).replace("await post('reset', {});", '')}})();`);
  await run();
  await expect(chat.row('Your order has left.')).toBeVisible();
  await expect.poll(() => watch.times(page, 'waiting'), { message: 'the line is down' }).toBeGreaterThan(0);
  await emulator.reset();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
