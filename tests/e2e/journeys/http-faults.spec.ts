// REST calls that fail, as a visitor meets it.
import type { Emulator } from '../support/emulator.mjs';
import { expect, test } from '../support/test';
import { passTime } from '../support/time';
import { word } from '../support/words';

/** The requests to rtm/start so far: how each ended, and when, in milliseconds. */
async function starts(emulator: Emulator) {
  const lines = (await emulator.log()).filter(line => line.kind === 'http' && line.method === 'POST' && line.path.endsWith('/rtm/start'));
  return lines.map(({ status, at, ms }) => ({ status: status as number | null, begun: Date.parse(at) - ms, ended: Date.parse(at) }));
}

test('a platform that fails for a while is asked again, and what was written meanwhile is sent', async ({ chat, page, emulator, watch }) => {
  await emulator.faults({ http: { rtmStart: { status: 503, times: 4 } } });
  await chat.visit();
  await chat.open();
  await chat.say('written before there was a connection');
  await expect(chat.from('visitor')).toContainText(word('sent.queued'));
  await chat.expectDelivered('written before there was a connection');
  await chat.expectLive();
  expect((await starts(emulator)).map(({ status }) => status)).toEqual([503, 503, 503, 503, 200]);
  // It is the chat's own business as long as it may pass.
  expect(await watch.events(page, 'rtm-error')).toEqual([]);
});

test('whatever status a start fails with, the next one is made', async ({ chat, page, emulator, watch }) => {
  await page.clock.install();
  await chat.begin();
  for (const status of [400, 403, 404, 500, 502, 504]) {
    // Long enough for the connection to count as a good one: the next begins without a wait.
    await page.clock.runFor(6_000);
    const before = await watch.times(page, 'live');
    await emulator.faults({ http: { rtmStart: { status, times: 1 } } });
    await emulator.drop(1006);
    await expect.poll(() => watch.times(page, 'live'), `live again after ${status}`).toBe(before + 1);
    await chat.say(`after ${status}`);
    await chat.expectDelivered(`after ${status}`);
  }
});

for (const status of [429, 503]) {
  test(`${status} with Retry-After is not followed by another request too early`, async ({ chat, emulator }) => {
    await emulator.faults({ http: { rtmStart: { status, retryAfter: 3, times: 1 } } });
    await chat.visit();
    await chat.open();
    await chat.expectLive();
    const [first, second, ...more] = await starts(emulator);
    expect(more).toEqual([]);
    expect(first.status).toBe(status);
    expect(second.begun - first.ended).toBeGreaterThanOrEqual(2_990);
  });
}

test('an answer that is a hotel\'s sign-in page is no answer', async ({ chat, emulator }) => {
  await emulator.faults({ http: { rtmStart: { garbage: true, times: 2 } } });
  await chat.begin();
  expect((await starts(emulator)).length).toBe(3);
  await chat.say('past the hotel');
  await chat.expectDelivered('past the hotel');
});

test('a start that is never answered is given up after ten seconds and made again', async ({ chat, page, emulator }) => {
  await emulator.faults({ http: { rtmStart: { hang: true, times: 1 } } });
  await page.clock.install();
  await chat.visit();
  await chat.open();
  await passTime(page, () => chat.text('banner.connecting').isVisible());
  await passTime(page, () => chat.text('connection.live').isVisible());
  await chat.expectGreeting();
  expect((await starts(emulator)).map(({ status }) => status)).toEqual([null, 200]);
});

for (const [name, fault] of [
  ['fails', { theme: '500' }],
  ['is inactive', { theme: 'inactive' }],
  ['is partial', { theme: 'partial' }],
  ['cannot be reached', { http: { theme: { hang: true } } }],
] as const) {
  test(`when the platform's theme ${name}, the launcher is there and the chat works`, async ({ chat, emulator }) => {
    await emulator.faults(fault);
    await chat.begin();
    await chat.say('whatever it looks like');
    await chat.expectDelivered('whatever it looks like');
  });
}
