// The vendor's own SDK (npm `kore-web-sdk`), unchanged, must be able to log in, chat and load history on the emulator.
// Run: EMULATOR_BIN=path/to/emulator node --test tests/e2e/vendor/vendor-sdk.test.mjs
// CHROMIUM names the browser; without it /usr/bin/chromium is used where it exists, else Playwright's own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { after, before, beforeEach, test } from 'node:test';
import { chromium } from '@playwright/test';

const TIMEOUT = 30_000;
const BOT_ID = 'st-b9889c46-218c-58f7-838f-73ae9203488c';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Vendor SDK</title>
<body>
<script src="kore-web-sdk-umd-chat.min.js"></script>
<script>
  const { chatConfig, chatWindow } = KoreChatSDK;
  const options = chatConfig.botOptions;
  options.koreAPIUrl = location.origin + '/api/';
  options.JWTUrl = location.origin + '/site/jwt';
  options.userIdentity = 'vendor@example.org';
  options.botInfo = { name: 'Vendor bot', _id: '${BOT_ID}' };
  options.clientId = 'cs-from-the-page';
  options.clientSecret = 'secret-from-the-page';
  chatConfig.minimizeMode = false;
  window.chat = new chatWindow(chatConfig);
  window.chat.show(chatConfig);
</script>
</html>`;

let emulator;
let origin;
let site;
let browser;

before(async () => {
  const binary = process.env.EMULATOR_BIN;
  assert.ok(binary, 'EMULATOR_BIN must name the emulator program');
  const require = createRequire(import.meta.url);
  const sdk = path.join(path.dirname(require.resolve('kore-web-sdk/package.json')), 'dist/umd/kore-web-sdk-umd-chat.min.js');
  site = await mkdtemp(path.join(tmpdir(), 'vendor-sdk-'));
  await copyFile(sdk, path.join(site, 'kore-web-sdk-umd-chat.min.js'));
  await writeFile(path.join(site, 'index.html'), PAGE);

  emulator = spawn(binary, ['--listen', '127.0.0.1:0', '--pace', 'fast', '--site', site], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  origin = await new Promise((resolve, reject) => {
    emulator.once('error', reject);
    emulator.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
    readline.createInterface({ input: emulator.stdout }).on('line', (line) => {
      const found = line.match(/listening on (http:\/\/\S+)/);
      if (found) resolve(found[1]);
    });
  });

  const system = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({
    executablePath: existsSync(system) ? system : undefined,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});

after(async () => {
  await browser?.close();
  if (emulator && emulator.exitCode === null) {
    const ended = new Promise((resolve) => emulator.once('exit', resolve));
    emulator.kill('SIGTERM');
    await ended;
  }
  if (site) await rm(site, { recursive: true, force: true });
});

beforeEach(() => control('reset'));

async function control(command, body) {
  const response = await fetch(`${origin}/_emulator/${command}`, {
    method: 'POST',
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  assert.equal(response.status, 200, `${command}: ${await response.clone().text()}`);
  return response.json();
}

async function trafficLog() {
  const response = await fetch(`${origin}/_emulator/log`);
  return (await response.text()).trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

async function openChat(t) {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT);
  // The SDK names fonts and images of other hosts; nothing here may depend on them.
  await page.route('**/*', (route) => (route.request().url().startsWith(origin) ? route.continue() : route.abort()));
  await page.goto(origin);
  return page;
}

/** The transcript as the visitor reads it. */
function bubbles(page, side) {
  return page.locator(`.kore-chat-body .${side === 'visitor' ? 'fromCurrentUser' : 'fromOtherUsers'}`);
}

async function say(page, text) {
  const composer = page.locator('.chatInputBox');
  await composer.click();
  await composer.pressSequentially(text);
  await composer.press('Enter');
}

test('the SDK logs in with its form-encoded JWT request and opens the socket', { timeout: 60_000 }, async (t) => {
  // A greeting that overtakes an empty history is lost by the SDK; here it comes after.
  await control('faults', { greetDelayMs: 1500 });
  const page = await openChat(t);
  await bubbles(page, 'bot').filter({ hasText: 'I am the demo bot' }).first().waitFor();

  const log = await trafficLog();
  const request = (end) => log.find((line) => line.kind === 'http' && line.path.endsWith(end) && line.method !== 'OPTIONS');
  assert.equal(request('/site/jwt').status, 200);
  assert.equal(request('/site/jwt').body.clientId, 'cs-from-the-page');
  assert.equal(request('/oAuth/token/jwtgrant').status, 200);
  assert.equal(request('/rtm/start').status, 200);
  assert.equal(request('/botmessages/rtm').status, 200);
  const open = log.find((line) => line.kind === 'open');
  assert.equal(open.user, 'vendor@example.org');
  assert.equal(open.botId, BOT_ID);
});

test('the SDK shows the answer to what the visitor writes', { timeout: 60_000 }, async (t) => {
  await control('faults', { greetDelayMs: 1500 });
  const page = await openChat(t);
  await bubbles(page, 'bot').filter({ hasText: 'I am the demo bot' }).first().waitFor();
  await say(page, 'good morning');
  await bubbles(page, 'visitor').filter({ hasText: 'good morning' }).waitFor();
  await bubbles(page, 'bot').filter({ hasText: 'You said: good morning' }).waitFor();
});

test('the SDK shows history after a reload', { timeout: 60_000 }, async (t) => {
  await control('seed', {
    identity: 'vendor@example.org',
    messages: [
      { type: 'incoming', text: 'what I asked last week' },
      { type: 'outgoing', text: 'what the bot answered last week' },
    ],
  });
  const page = await openChat(t);
  await bubbles(page, 'visitor').filter({ hasText: 'what I asked last week' }).waitFor();
  await bubbles(page, 'bot').filter({ hasText: 'what the bot answered last week' }).waitFor();
  await say(page, 'and today');
  await bubbles(page, 'bot').filter({ hasText: 'You said: and today' }).waitFor();

  await page.reload();
  await bubbles(page, 'visitor').filter({ hasText: 'and today' }).waitFor();
  await bubbles(page, 'bot').filter({ hasText: 'You said: and today' }).waitFor();
  assert.equal(await bubbles(page, 'visitor').filter({ hasText: 'and today' }).count(), 1);
});
