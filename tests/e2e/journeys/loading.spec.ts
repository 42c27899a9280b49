// The loader and what it loads: from elsewhere, twice, and when something is in the way.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chat } from '../support/chat';
import { Emulator } from '../support/emulator.mjs';
import { expect, test } from '../support/test';
import { word } from '../support/words';

const SITE = process.env.SITE_DIR ?? join(import.meta.dirname, '../../../target/site-dist');
const GLUE = /\/rtm-chat-widget-\w+\.js/;
const WASM = /\.wasm$/;

for (const [what, address, answer, says] of [
  ['the module is not there', GLUE, { status: 404, body: 'not found' }, '404'],
  ['the module is a page', GLUE, { status: 200, contentType: 'text/html', body: '<p>Welcome</p>' }, 'text/html'],
  ['the wasm is not there', WASM, { status: 404, body: 'not found' }, '404'],
  ['the wasm is something else', WASM, { status: 200, contentType: 'application/wasm', body: 'hello' }, 'WebAssembly'],
  ['the network drops the wasm', WASM, undefined, 'Failed to fetch'],
] as const) {
  test(`when ${what}, page and visitor are told, and another try succeeds`, async ({ chat, page, watch }) => {
    await page.route(address, route => (answer ? route.fulfill(answer) : route.abort()));
    await chat.visit();
    await chat.launcher.click();
    await expect(chat.host.getByRole('alert').getByText(word('launcher.failed'))).toBeVisible();
    const errors = await watch.events(page, 'rtm-error');
    expect(errors.map(({ detail }) => detail.code)).toEqual(['load-failed']);
    expect(errors[0].detail.message).toContain(says);
    expect(errors[0].detail.message).toContain('docs/troubleshooting.md');
    expect(watch.console.some(({ type, text }) => type === 'error' && text.includes(errors[0].detail.message))).toBe(true);
    await page.unroute(address);
    await chat.host.getByRole('button', { name: word('launcher.retry') }).click();
    await expect(chat.composer).toBeFocused();
    await chat.expectGreeting();
  });
}

test('a wasm of the wrong type is taken all the same', async ({ chat, page }) => {
  await page.route(WASM, async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await chat.begin();
  await chat.say('bytes are bytes');
  await chat.expectEcho('bytes are bytes');
});

test('a policy that forbids wasm is named', async ({ chat, page, watch }) => {
  await page.route('**/blank.html*', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': "script-src 'self'" } });
  });
  await chat.visit();
  await chat.launcher.click();
  await expect(chat.host.getByRole('alert').getByText(word('launcher.failed'))).toBeVisible();
  const [{ detail }] = await watch.events(page, 'rtm-error');
  expect(detail).toMatchObject({ code: 'load-failed', message: expect.stringContaining("'wasm-unsafe-eval'") });
});

test('in a browser without WebAssembly the visitor is told', async ({ chat, page, watch }) => {
  await page.addInitScript(() => delete (window as any).WebAssembly);
  await chat.visit();
  await chat.launcher.click();
  await expect(chat.host.getByRole('alert').getByText(word('launcher.failed'))).toBeVisible();
  const [{ detail }] = await watch.events(page, 'rtm-error');
  expect(detail).toMatchObject({ code: 'load-failed', message: expect.stringContaining('WebAssembly') });
});

test('the module and its wasm are asked for at the same time', async ({ chat, page }) => {
  let release = () => {};
  const held = new Promise<void>(fulfil => (release = fulfil));
  await page.route(GLUE, async route => {
    await held;
    await route.continue();
  });
  await chat.visit();
  const asked = page.waitForRequest(WASM);
  await chat.launcher.click();
  await asked;
  release();
  await expect(chat.composer).toBeFocused();
});

test('the script works from another origin, with its integrity checked', async ({ page, identity, emulator, watch }) => {
  const cdn = await Emulator.start();
  watch.allowed.push(new RegExp(`^${cdn.url}/(rtm-chat|locale/)`));
  try {
    const hash = createHash('sha384').update(readFileSync(join(SITE, 'rtm-chat.js'))).digest('base64');
    await page.context().grantPermissions(['local-network-access']);
    await page.route('**/blank.html*', async route => {
      const response = await route.fetch();
      const tag = /<script[^>]*src="[^"]*rtm-chat\.js"[^>]*>/;
      const html = await response.text();
      expect(html).toMatch(tag);
      const elsewhere = `<script src="${cdn.url}/rtm-chat.js" integrity="sha384-${hash}" crossorigin="anonymous" async>`;
      await route.fulfill({ response, body: html.replace(tag, elsewhere) });
    });
    const chat = new Chat(page, identity);
    await chat.begin();
    await chat.say('from elsewhere');
    await chat.expectEcho('from elsewhere');
    expect(watch.requests.filter(({ url }) => url.startsWith(emulator.url) && /rtm-chat/.test(url))).toEqual([]);
  } finally {
    await cdn.stop();
  }
});

test('a second script is no harm, and one of another version is told', async ({ chat, page, watch }) => {
  await chat.begin();
  const load = (url: string) => page.addScriptTag({ url });
  await load('/rtm-chat.js?again');
  expect(watch.console.filter(({ type }) => type === 'warning')).toEqual([]);
  await page.route('**/rtm-chat.js?other', async route => {
    const response = await route.fetch();
    const script = await response.text();
    expect(script).toContain('"0.1.0"');
    await route.fulfill({ response, body: script.replace('"0.1.0"', '"9.9.9"') });
  });
  await load('/rtm-chat.js?other');
  await expect.poll(() => watch.console.filter(({ type, text }) => type === 'warning' && text.includes('9.9.9')).length).toBe(1);
  await chat.say('still one chat');
  await chat.expectEcho('still one chat');
});
