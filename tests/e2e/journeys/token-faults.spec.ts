// Tokens that end, are refused, or never come.
import { expect, test } from '../support/test';
import { passTime } from '../support/time';
import { reasons, replaceCallback } from '../support/token';

test('when the token has expired, the page is asked for another, and the chat goes on', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await replaceCallback(page, 'return original(request)');
  await chat.open();
  await chat.expectGreeting();
  await chat.say('with the first token');
  await chat.expectEcho('with the first token');
  expect(await reasons(page)).toEqual(['start']);

  await emulator.faults({ expireTokens: true });
  await emulator.drop(1006);
  await chat.say('with the second token');
  await chat.expectEcho('with the second token');
  await chat.expectOnce('visitor', 'with the second token');
  const asked = await reasons(page);
  expect(asked.length).toBe(2);
  expect(['expired', 'rejected']).toContain(asked[1]);
  expect((await watch.events(page, 'rtm-error')).length).toBe(0);
});

test('when the page gives no token, the visitor gets a sentence and a retry, the developer a reason', async ({ chat, page, watch }) => {
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await replaceCallback(
    page,
    `if (!window.__healthy) throw new Error('the session service is down; token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzZWNyZXQifQ.c2lnbmF0dXJl');
     return original(request)`,
  );
  await chat.launcher.click();
  await expect(chat.text('banner.unavailable')).toBeVisible({ timeout: 30_000 });
  await expect(chat.host.getByText('session service')).toHaveCount(0);

  // Once for each call that failed; with the last the chat gave up.
  const codes = async () => (await watch.events(page, 'rtm-error')).map(({ detail }) => detail.code);
  await expect.poll(codes).toEqual(Array(4).fill('token-callback-failed'));
  const errors = await watch.events(page, 'rtm-error');
  expect(errors[0].detail.message).toContain('the session service is down');
  const said = watch.console.filter(({ type }) => type === 'error').map(({ text }) => text);
  expect(said.some(text => text.includes('the session service is down'))).toBe(true);
  // Neither carries what looks like a token, though the callback's own error did.
  expect([...said, JSON.stringify(errors)].filter(text => text.includes('eyJ'))).toEqual([]);

  await page.evaluate(() => ((window as any).__healthy = true));
  await chat.button('banner.retry').click();
  await chat.expectLive();
  await chat.expectGreeting();
  await expect(chat.text('banner.unavailable')).toBeHidden();
  await chat.say('works now');
  await chat.expectEcho('works now');
});

test('a platform that refuses every token is given up with a reason, and not hammered', async ({ chat, page, emulator, watch }) => {
  await emulator.faults({ http: { rtmStart: { tokenExpired: true } } });
  await chat.visit();
  await chat.launcher.click();
  await expect(chat.text('banner.unauthorized')).toBeVisible({ timeout: 30_000 });
  expect((await watch.events(page, 'rtm-error')).map(event => event.detail.code)).toEqual(['unauthorized']);
  expect(watch.paths().filter(path => path === '/site/token').length).toBeLessThanOrEqual(4);
  await emulator.faults({ http: { rtmStart: null } });
  await chat.button('banner.retry').click();
  await chat.expectGreeting();
});

test('close code 1008 after a fresh token stops with a sentence', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.faults({ socket: { acceptThenDrop: 1008 } });
  await emulator.drop(1008);
  await expect(chat.text('banner.refused')).toBeVisible({ timeout: 30_000 });
  await emulator.faults({ socket: { acceptThenDrop: null } });
  await chat.button('banner.retry').click();
  await chat.expectLive();
});

test('a token that is refused once is replaced without a word', async ({ chat, page, emulator, watch }) => {
  await emulator.faults({ http: { rtmStart: { tokenExpired: true, times: 1 } } });
  await chat.begin();
  await chat.say('with the second token');
  await chat.expectDelivered('with the second token');
  expect(watch.paths().filter(path => path === '/site/token').length).toBe(2);
  expect(await watch.events(page, 'rtm-error')).toEqual([]);
});

for (const [name, endpoint, jwt] of [
  ['token service', 'siteToken', false],
  ['JWT service', 'siteJwt', true],
] as const) {
  test(`when the site's ${name} is down, the launcher stays, and so does a way to try again`, async ({ chat, emulator }) => {
    await emulator.faults({ http: { [endpoint]: { status: 500 } } });
    await chat.visit({ jwt });
    await chat.launcher.click();
    await expect(chat.text('banner.unavailable')).toBeVisible();
    await expect(chat.composer).toBeVisible();
    await emulator.faults({ http: { [endpoint]: null } });
    await chat.button('banner.retry').click();
    await chat.expectLive();
    await chat.expectGreeting();
  });
}

test('a token service that is slow is waited for', async ({ chat, emulator }) => {
  await emulator.faults({ http: { siteToken: { delayMs: 2_500, times: 1 } } });
  await chat.visit();
  await chat.open();
  await expect(chat.text('banner.connecting')).toBeVisible();
  await chat.expectLive();
  await expect(chat.text('banner.connecting')).toBeHidden();
});

test('a callback that never settles is given up after half a minute with an error of its own, and called again', async ({ chat, page, watch }) => {
  await page.clock.install();
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await replaceCallback(page, 'return window.__healthy ? original(request) : new Promise(() => {})');
  await chat.open();
  const codes = async () => (await watch.events(page, 'rtm-error')).map(({ detail }) => detail.code);
  const seconds = await passTime(page, async () => (await codes()).length > 0);
  expect(seconds).toBeGreaterThanOrEqual(25);
  expect(await codes()).toEqual(['token-timeout']);
  await expect(chat.text('banner.connecting')).toBeVisible();
  await page.evaluate(() => ((window as any).__healthy = true));
  await passTime(page, () => chat.text('connection.live').isVisible());
  await chat.expectGreeting();
});

for (const [name, body] of [
  ['nothing', 'return undefined'],
  ['a number', 'return 42'],
  ['an object without a token', 'return { token: "abc" }'],
  ['an empty token', 'return ""'],
] as const) {
  test(`a callback that gives ${name} gets an error that says so, and the visitor a retry`, async ({ chat, page, watch }) => {
    await chat.visit();
    await expect(chat.launcher).toBeVisible();
    await replaceCallback(page, body);
    await chat.launcher.click();
    await expect(chat.text('banner.unavailable')).toBeVisible();
    await expect(chat.button('banner.retry')).toBeVisible();
    const errors = await watch.events(page, 'rtm-error');
    expect(errors.map(event => event.detail.code)).toEqual(['token-malformed']);
    expect(errors[0].detail.message).toMatch(/token/i);
    expect(await reasons(page)).toEqual(['start']);
  });
}

test('a callback that gives tokens whose end is over gets an error that says so', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await replaceCallback(page, "return { accessToken: 'long-gone', expiresDate: '2020-01-01T00:00:00.000Z' }");
  await chat.launcher.click();
  await expect(chat.text('banner.unavailable')).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await watch.events(page, 'rtm-error')).at(-1)?.detail.code).toBe('token-expired');
  expect((await reasons(page)).length).toBeLessThanOrEqual(4);
  expect((await emulator.log()).filter(line => line.path?.endsWith('/rtm/start')).length).toBeLessThanOrEqual(4);
});

test('a grant that fails for a moment is asked for again', async ({ chat, emulator }) => {
  await emulator.faults({ http: { jwtgrant: { status: 500, times: 2 } } });
  await chat.begin({ jwt: true });
  await emulator.faults({ http: { jwtgrant: { garbage: true, times: 1 } }, expireTokens: true });
  await emulator.drop(1006);
  await chat.say('with the next grant');
  await chat.expectDelivered('with the next grant');
});

test('a grant that is refused for good is given up with a reason, and not hammered', async ({ chat, emulator, watch }) => {
  await emulator.faults({ http: { jwtgrant: { status: 401 } } });
  await chat.visit({ jwt: true });
  await chat.launcher.click();
  await expect(chat.text('banner.unauthorized')).toBeVisible({ timeout: 30_000 });
  expect(watch.paths().filter(path => path.endsWith('/oAuth/token/jwtgrant')).length).toBeLessThanOrEqual(4);
  await emulator.faults({ http: { jwtgrant: null } });
  await chat.button('banner.retry').click();
  await chat.expectLive();
});
