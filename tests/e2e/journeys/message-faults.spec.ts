// Messages that the platform sends damaged, twofold, late or undated. Each is seen live, after a drop and after a reload.
import type { Page } from '@playwright/test';
import type { Chat } from '../support/chat';
import type { Emulator } from '../support/emulator.mjs';
import { expect, test } from '../support/test';
import type { Watch } from '../support/watch';

/** The texts of rows, without times and states. */
const texts = async (chat: Chat) =>
  (await chat.snapshot()).filter(({ from }) => from !== 'notice').map(({ from, text }) => `${from}: ${text.split('\n')[0]}`);

/** A drop, and the sync that follows: what is shown must not change by it. */
async function afterDrop(page: Page, emulator: Emulator, watch: Watch) {
  const before = await watch.times(page, 'live');
  const synced = async () => (await emulator.log()).filter(line => line.kind === 'http' && line.path.endsWith('/botmessages/rtm')).length;
  const requests = await synced();
  await emulator.drop(1006);
  await expect.poll(() => watch.times(page, 'live')).toBe(before + 1);
  await expect.poll(synced).toBeGreaterThan(requests);
}

for (const [name, fault] of [
  ['dated an hour back, every other one,', { outOfOrderCreatedOn: true }],
  ['without a date', { missingCreatedOn: true }],
  ['without an id', { missingMessageId: true }],
] as const) {
  test(`messages ${name} are all there, once each, also after a drop and a reload`, async ({ chat, page, emulator, watch }) => {
    await chat.begin();
    await emulator.faults({ messages: fault });
    const said = ['apples', 'pears', 'plums', 'cherries'];
    for (const text of said) {
      await chat.say(text);
      await chat.expectEcho(text);
    }
    const once = async () => {
      for (const text of said) {
        await chat.expectOnce('visitor', text);
        await chat.expectOnce('bot', text);
      }
    };
    await once();
    await afterDrop(page, emulator, watch);
    await chat.say('and grapes');
    await chat.expectDelivered('and grapes');
    await once();
    await page.reload();
    await chat.open();
    await chat.expectDelivered('and grapes');
    await once();
  });
}

for (const [name, fault] of [
  ['that is not JSON', { nonJson: true }],
  ['with a component without a payload', { emptyComponent: true }],
  ['of more than 256 KiB', { oversize: true }],
] as const) {
  test(`a frame ${name} ahead of each message keeps none of them away`, async ({ chat, page, emulator, watch }) => {
    await emulator.faults({ messages: fault });
    await chat.begin();
    for (const text of ['one', 'two', 'three']) {
      await chat.say(`number ${text}`);
      await chat.expectDelivered(`number ${text}`);
    }
    expect(await watch.events(page, 'rtm-error')).toEqual([]);
    expect((await watch.events(page, 'rtm-warning')).length, 'warnings for the developer').toBeGreaterThan(0);
    await chat.expectLive();
  });
}

test('a chunk that comes after the end of its stream makes no second bubble', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.faults({ messages: { lateChunk: true } });
  await chat.say('stream');
  await chat.say('what comes after');
  await chat.expectDelivered('what comes after');
  await chat.expectOnce('bot', 'Here is an answer');
  await expect(chat.from('bot').filter({ hasText: 'a chunk that came late' }).filter({ hasNotText: 'Here is an answer' })).toHaveCount(0);
  await expect(chat.from('bot')).toHaveCount(3);
  const ids = (await chat.snapshot()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every item of every message is shown, live and from history', async ({ chat, page, emulator }) => {
  await emulator.faults({ messages: { multiItem: true } });
  await chat.begin();
  await chat.say('several items');
  const answer = chat.from('bot').filter({ hasText: 'You said: several items' });
  const whole = async () => {
    await expect(answer).toContainText('A second item of the same message');
    await expect(answer).toContainText('A third item of the same message');
    await expect(answer).toHaveCount(1);
  };
  await whole();
  await page.reload();
  await chat.open();
  await whole();
});

for (const encoding of ['object', 'string']) {
  test(`templates that travel as ${encoding} can be used, and are the same from history`, async ({ chat, page, emulator }) => {
    await emulator.faults({ encoding });
    await chat.begin();
    await chat.say('show button');
    const row = chat.from('bot').nth(1);
    await expect(row.getByRole('button').first()).toBeEnabled();
    const labels = await row.getByRole('button').allInnerTexts();
    const live = await texts(chat);
    await page.reload();
    await chat.open();
    await expect(chat.from('bot').nth(1).getByRole('button').first()).toBeVisible();
    expect(await chat.from('bot').nth(1).getByRole('button').allInnerTexts()).toEqual(labels);
    expect((await texts(chat)).slice(0, live.length)).toEqual(live);
  });
}

test('a greeting that takes its time is shown when it comes', async ({ chat, emulator }) => {
  await emulator.faults({ greetDelayMs: 1_500 });
  await chat.begin();
  await expect(chat.from('bot')).toHaveCount(1);
});
