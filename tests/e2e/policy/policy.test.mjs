// Every sample of tests/payloads in the delivered widget, on a page with the strictest policy that DESIGN.md promises and with
// Trusted Types: nothing is reported, and nobody else is asked for anything.
// CHROMEDRIVER and GECKODRIVER name the drivers, CHROMIUM_SETTINGS and FIREFOX_SETTINGS the files with what they start.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { Emulator, siteDir } from '../support/emulator.mjs';
import { Browser } from '../support/webdriver.mjs';

const PAYLOADS = resolve(import.meta.dirname, '../../payloads');
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self' ws:",
  "img-src 'self' data:",
  "media-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Strict</title>
<script src="strict.js"></script>
<script src="rtm-chat.js" async></script>
<rtm-chat bot-name="Strict" bot-id="st-strict"></rtm-chat>
<script src="site/chat.js" type="module"></script>
</html>`;

const SCRIPT = `
window.reports = [];
window.odd = [];
addEventListener('securitypolicyviolation', event => reports.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber + ' ' + event.sample));
addEventListener('rtm-error', ({ detail }) => odd.push(detail.message));
addEventListener('error', ({ message }) => odd.push(message));
// Waits for a condition, looking once a frame.
window.until = async (what, condition) => {
  for (const end = Date.now() + 20_000; ; await new Promise(requestAnimationFrame)) {
    const found = condition();
    if (found) return found;
    if (Date.now() > end) throw new Error('waited in vain: ' + what + '; ' + JSON.stringify({ reports, odd }));
  }
};
window.root = () => document.querySelector('rtm-chat').shadowRoot;
`;

let emulator;
let site;
let frames;

before(async () => {
  site = await mkdtemp(join(tmpdir(), 'rtm-chat-policy-'));
  await cp(siteDir(), site, { recursive: true });
  await writeFile(join(site, 'strict.html'), PAGE);
  await writeFile(join(site, 'strict.js'), SCRIPT);
  process.env.SITE_DIR = site;
  emulator = await Emulator.start();
  const names = (await readdir(PAYLOADS)).filter(name => name.endsWith('.json'));
  frames = await Promise.all(
    names.map(async name => {
      // What a bot shows may be anywhere; here it is on the page's own origin, which is all that the policy lets through.
      const text = (await readFile(join(PAYLOADS, name), 'utf8')).replaceAll(/https:\/\/(\w+\.)*example\.(com|org|net)/g, emulator.url);
      return { name, frame: JSON.parse(text) };
    }),
  );
});

after(async () => {
  await emulator?.stop();
  await rm(site, { recursive: true, force: true });
});

for (const [name, variable] of [['Chromium', 'CHROMEDRIVER'], ['Firefox', 'GECKODRIVER']]) {
  test(`no template of any sample violates the policy, in ${name}`, { timeout: 180_000 }, async () => {
    const driver = process.env[variable];
    assert.ok(driver, `${variable} must name the driver`);
    const settings = process.env[`${name.toUpperCase()}_SETTINGS`];
    assert.ok(settings, `${name.toUpperCase()}_SETTINGS must name the file with the browser's settings`);
    await emulator.reset();
    const browser = await Browser.start(driver, JSON.parse(await readFile(settings, 'utf8')));
    try {
      await browser.visit(`${emulator.url}/strict.html?identity=${name}`);
      await browser.run(async () => {
        const chat = await until('the element', () => document.querySelector('rtm-chat')?.options && document.querySelector('rtm-chat'));
        chat.options = {
          ...chat.options,
          branding: true,
          beforeSend: async ({ text }) => text,
          beforeRender: async () => true,
          templates: {
            clockTemplate: () => undefined,
            custom_weather_template: payload => {
              const box = document.createElement('p');
              box.textContent = Object.keys(payload).join();
              return box;
            },
          },
        };
        await chat.open();
        await until('the greeting', () => root().querySelector('[data-from="bot"]'));
      });
      // A message may hold several templates; some are chunks of one message.
      for (const { name, frame } of frames) {
        // Said now, so that it stands at the end.
        await emulator.push({ ...frame, createdOn: new Date().toISOString(), timestamp: Date.now() });
        const shown = await browser.run(async id => {
          // What is sent from it may push it out of the rendered rows.
          const row = await until(`the message ${id}`, () => root().querySelector(`[data-message-id="${CSS.escape(id)}"]`));
          const log = root().querySelector('[role=log]');
          for (const details of row.querySelectorAll('details')) details.open = true;
          // What opens is opened, what can be pressed is pressed; links lead out of the page.
          for (const button of [...row.querySelectorAll('button')].slice(0, 12)) {
            if (!button.isConnected) continue;
            button.click();
            await new Promise(requestAnimationFrame);
            const close = root().querySelector('[role=dialog] [role=dialog] button, .dialog button');
            close?.click();
          }
          for (const input of row.querySelectorAll('input')) input.dispatchEvent(new Event('input', { bubbles: true }));
          log.scrollTop = log.scrollHeight;
          return row.textContent.length + row.querySelectorAll('*').length;
        }, frame.messageId ?? frame.message?.[0]?.messageId ?? '').catch(error => {
          // One that says nothing has no row.
          if (name === 'wait_for_response.json') return 1;
          throw new Error(`${name}: ${error.message}`);
        });
        assert.ok(shown > 0, name);
      }
      const { reports, odd, control, others } = await browser.run(async () => {
        const chat = document.querySelector('rtm-chat');
        await chat.send('under a strict policy');
        await until('the answer', () => [...root().querySelectorAll('[data-from="bot"]')].some(row => row.textContent.includes('under a strict policy')));
        const reports = [...window.reports];
        // The policy is in force: what it forbids is refused.
        let control = '';
        try {
          document.createElement('div').innerHTML = '<i></i>';
        } catch (error) {
          control = error.name;
        }
        await until('a report of that', () => window.reports.length > reports.length);
        const others = performance.getEntriesByType('resource').map(({ name }) => name).filter(url => /^https?:/.test(url) && !url.startsWith(location.origin));
        return { reports, odd: window.odd, control, others };
      });
      assert.equal(control, 'TypeError');
      assert.deepEqual(reports, []);
      assert.deepEqual(others, []);
      assert.deepEqual(odd, []);
      console.log(`${name}: ${frames.length} samples shown`);
    } finally {
      await browser.stop();
    }
  });
}
