// Somebody comes to the page for the first time.
import { expect, test } from '../support/test';
import { word } from '../support/words';

test('before the visitor shows interest, only the loader is fetched and nothing is stored', async ({ chat, page, watch, emulator }) => {
  await page.goto(chat.address(), { waitUntil: 'networkidle' });
  await expect(chat.launcher).toBeVisible();
  await expect(chat.composer).toBeHidden();

  expect(watch.paths().filter(path => /^\/(api\/|site\/(token|jwt)$)/.test(path)), 'calls to the platform').toEqual([]);
  expect(watch.requests.filter(({ method }) => method === 'WEBSOCKET')).toEqual([]);
  expect(watch.paths().filter(path => path.endsWith('.wasm')), 'WebAssembly').toEqual([]);
  const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  expect(stored).toEqual([0, 0, '']);
  const asked = await emulator.log();
  expect(asked.filter(line => JSON.stringify(line).includes('rtm/start'))).toEqual([]);
});

test('the launcher opens a chat with a title, a greeting and the focus in the composer', async ({ chat, page, watch }) => {
  await chat.visit();
  await expect(chat.launcher).toHaveAccessibleName(word('launcher.open'));
  await chat.launcher.click();

  await expect(chat.composer).toBeFocused();
  await expect(chat.composer).toHaveAccessibleName(word('composer.label'));
  await expect(chat.host.getByRole('heading').first()).toBeVisible();
  await expect(chat.transcript).toBeVisible();
  await chat.expectLive();
  await expect(chat.from('bot')).toHaveCount(1);
  await expect(chat.from('bot')).toBeVisible();
  await expect(chat.from('visitor')).toHaveCount(0);

  const kinds = (await watch.events(page)).map(event => event.type);
  expect(kinds).toContain('rtm-ready');
  expect(kinds).toContain('rtm-open');
  expect(kinds).toContain('rtm-message');
  expect(kinds).not.toContain('rtm-error');
});

test('until something was said, the transcript says how to begin', async ({ chat, emulator }) => {
  await emulator.faults({ greetDelayMs: 2_000 });
  await chat.visit();
  await chat.open();
  await expect(chat.text('transcript.empty.title')).toBeVisible();
  await expect(chat.text('transcript.empty.text')).toBeVisible();
  await chat.expectGreeting();
  await expect(chat.text('transcript.empty.title')).toBeHidden();
});

test('a chat can be signed in with a JWT instead of an access token', async ({ chat, watch }) => {
  await chat.begin({ jwt: true });
  await chat.say('hello with a JWT');
  await chat.expectEcho('hello with a JWT');
  expect(watch.paths()).toContain('/site/jwt');
  expect(watch.paths().some(path => path.endsWith('/oAuth/token/jwtgrant'))).toBe(true);
});

test('a language is one file, fetched at the first interest, and English is none', async ({ chat, watch }) => {
  const files = () => watch.paths().filter(path => path.includes('/locale/'));
  await chat.visit({ lang: 'ar-EG' });
  // The launcher is named before anything is loaded, and has all of its words afterwards.
  await expect(chat.launcher).toHaveAccessibleName(word('launcher.open', {}, 'ar'));
  expect(files()).toEqual([]);
  await chat.launcher.hover();
  await expect.poll(async () => files().length).toBe(1);
  await chat.launcher.click();
  await expect(chat.composer).toBeFocused();
  await expect(chat.composer).toHaveAccessibleName(word('composer.label', {}, 'ar'));
  await expect(chat.launcher).toHaveAccessibleName(word('launcher.close', {}, 'ar'));
  expect(files().length).toBe(1);

  await chat.visit({ lang: 'en-GB' });
  await chat.launcher.click();
  await expect(chat.composer).toHaveAccessibleName(word('composer.label'));
  expect(files().length).toBe(1);
});

for (const [name, answer] of [
  ['is not there', { status: 404, body: 'not found' }],
  ['is of another release', { status: 200, contentType: 'application/json', body: '{"composer.label":"الرسالة"}' }],
] as const) {
  test(`when the language's file ${name}, the chat speaks English and warns`, async ({ chat, page, watch }) => {
    await page.route('**/locale/*', route => route.fulfill(answer));
    await chat.visit({ lang: 'ar' });
    await chat.launcher.click();
    await expect(chat.composer).toHaveAccessibleName(word('composer.label'));
    const warnings = await watch.events(page, 'rtm-warning');
    expect(warnings.length).toBe(1);
    expect(warnings[0].detail.message).toContain('"ar"');
    expect(watch.console.filter(({ type, text }) => type === 'warning' && text.includes('"ar"')).length).toBe(1);
    await chat.expectGreeting();
  });
}

test('the chat speaks the page\'s language, and Arabic runs from right to left', async ({ chat }) => {
  await chat.visit({ lang: 'ar' });
  await chat.launcher.click();
  await expect(chat.composer).toBeFocused();
  expect(await chat.transcript.evaluate(element => getComputedStyle(element).direction)).toBe('rtl');
  await expect(chat.composer).not.toHaveAccessibleName(word('composer.label'));
  await chat.expectGreeting();
  await chat.say('مرحبا');
  await chat.expectEcho('مرحبا');
  // The visitor's bubble stands at the line's end: on the left.
  const [log, row] = await Promise.all([
    chat.transcript.boundingBox(),
    chat.from('visitor').getByText('مرحبا').boundingBox(),
  ]);
  expect(row!.x + row!.width / 2).toBeLessThan(log!.x + log!.width / 2);
});
