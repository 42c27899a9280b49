// What the visitor wrote and the platform does not have yet: over reloads, among visitors, in bulk.
import { Chat } from '../support/chat';
import type { Emulator } from '../support/emulator.mjs';
import { expect, test } from '../support/test';
import { word } from '../support/words';

/** What the visitor said, as the platform's log has it. */
const said = async (emulator: Emulator, identity: string) =>
  (await emulator.messages(identity)).filter(({ from }) => from === 'visitor').map(({ text }) => text);

/** From now on no connection can be made; what there is ends. */
async function cut(emulator: Emulator) {
  await emulator.faults({ http: { rtmStart: { status: 503 } } });
  await emulator.drop(1006);
}

async function mend(emulator: Emulator, chat: Chat) {
  await emulator.faults({ http: { rtmStart: null } });
  // The back-off may have grown.
  const now = chat.button('banner.now');
  await now.click({ timeout: 2_000 }).catch(() => undefined);
  await expect(chat.text('connection.live')).toBeVisible({ timeout: 35_000 });
}

test('messages that wait for a connection are there again after a reload, and are sent once', async ({ chat, page, emulator, identity }) => {
  await chat.begin();
  await cut(emulator);
  const texts = ['first of the waiting', 'second of the waiting', 'third of the waiting'];
  for (const text of texts) await chat.say(text);
  await expect(chat.from('visitor')).toHaveCount(3);

  await page.reload();
  await chat.open();
  await expect(chat.from('visitor')).toHaveCount(3);
  for (const text of texts) await expect(chat.from('visitor').filter({ hasText: text })).toContainText(word('sent.queued'));
  await chat.say('fourth, after the reload');
  await page.reload();
  await chat.open();
  await expect(chat.from('visitor')).toHaveCount(4);

  await mend(emulator, chat);
  for (const text of [...texts, 'fourth, after the reload']) await chat.expectDelivered(text);
  expect(await said(emulator, identity)).toEqual([...texts, 'fourth, after the reload']);
  // Nothing is left to be sent by the next visit.
  await page.reload();
  await chat.open();
  await chat.expectDelivered('fourth, after the reload');
  expect((await said(emulator, identity)).length).toBe(4);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('of the waiting');
});

test('a message that arrived, but was not acknowledged before a reload, is not sent again', async ({ chat, page, emulator, identity }) => {
  await chat.begin();
  await emulator.faults({ socket: { noAck: true } });
  await chat.say('it did arrive');
  await chat.expectEcho('it did arrive');
  await expect(chat.from('visitor')).toContainText(word('sent.sending'));
  await emulator.faults({ socket: { noAck: null } });
  await page.reload();
  await chat.open();
  await chat.expectDelivered('it did arrive');
  await chat.say('the next one');
  await chat.expectDelivered('the next one');
  expect(await said(emulator, identity)).toEqual(['it did arrive', 'the next one']);
});

test('a message that was lost on its way before a reload is sent after it', async ({ chat, page, emulator, identity }) => {
  await chat.begin();
  await emulator.faults({ socket: { halfOpen: true } });
  await emulator.faults({ socket: { halfOpen: null } });
  await chat.say('it did not arrive');
  await expect(chat.from('visitor')).toContainText(word('sent.sending'));
  await page.reload();
  await chat.open();
  await chat.expectDelivered('it did not arrive');
  expect(await said(emulator, identity)).toEqual(['it did not arrive']);
});

test('a message deleted while it waits is gone for good', async ({ chat, page, emulator, identity }) => {
  await chat.begin();
  await cut(emulator);
  await chat.say('better not said');
  await chat.say('to be said');
  const regretted = chat.from('visitor').filter({ hasText: 'better not said' });
  await regretted.getByRole('button', { name: word('sent.discard') }).click();
  await expect(regretted).toHaveCount(0);
  await page.reload();
  await chat.open();
  await expect(chat.from('visitor')).toHaveCount(1);
  await mend(emulator, chat);
  await chat.expectDelivered('to be said');
  expect(await said(emulator, identity)).toEqual(['to be said']);
});

test('with storage that refuses to be written, messages wait in memory, and the page is told once', async ({ chat, page, emulator, watch, identity }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await chat.begin();
  await chat.say('while all is well');
  await chat.expectDelivered('while all is well');
  await cut(emulator);
  await chat.say('kept in memory');
  await chat.say('and another');
  await mend(emulator, chat);
  for (const text of ['kept in memory', 'and another']) await chat.expectDelivered(text);
  expect(await said(emulator, identity)).toEqual(['while all is well', 'kept in memory', 'and another']);
  expect((await watch.events(page, 'rtm-warning')).filter(({ detail }) => /reload/.test(detail.message)).length).toBe(1);
  expect(await watch.events(page, 'rtm-error')).toEqual([]);
});

test('what one visitor wrote is neither shown nor sent for another in the same tab', async ({ chat, page, emulator, identity }) => {
  await emulator.faults({ http: { rtmStart: { status: 503 } } });
  await chat.visit();
  await chat.open();
  await chat.say('private words');
  await expect(chat.from('visitor')).toContainText(word('sent.queued'));
  await emulator.faults({ http: { rtmStart: null } });

  const second = new Chat(page, `${identity}-second`);
  await second.begin();
  await second.say('words of my own');
  await second.expectDelivered('words of my own');
  await expect(second.row('private words')).toHaveCount(0);
  expect(await said(emulator, second.identity)).toEqual(['words of my own']);
});

test('what one visitor wrote waits until that visitor is back in the tab', async ({ chat, page, emulator, identity }) => {
  await chat.begin();
  await cut(emulator);
  await chat.say('for when I am back');
  await expect(chat.from('visitor')).toContainText(word('sent.queued'));
  await emulator.faults({ http: { rtmStart: null } });
  const second = new Chat(page, `${identity}-second`);
  await second.visit();
  await second.open();
  await second.expectLive();
  await second.say('in between');
  await second.expectDelivered('in between');
  await chat.visit();
  await chat.open();
  await chat.expectDelivered('for when I am back');
  expect(await said(emulator, identity)).toEqual(['for when I am back']);
});

test('after a long absence the missing part is marked, and can be loaded piece by piece', async ({ chat, emulator, identity }) => {
  const MISSED = 500;
  await chat.begin();
  await chat.say('before the absence');
  await chat.expectDelivered('before the absence');
  await cut(emulator);
  const now = Date.now();
  await emulator.remember(
    identity,
    Array.from({ length: MISSED }, (_, n) => ({
      type: 'outgoing' as const,
      text: `Message ${n + 1}`,
      createdOn: new Date(now + n).toISOString(),
    })),
  );
  await mend(emulator, chat);
  await expect(chat.transcript.getByText(`Message ${MISSED}`, { exact: true })).toBeVisible();

  const load = chat.host.getByRole('button', { name: word('gap.load'), exact: true });
  const first = chat.from('visitor').filter({ hasText: 'before the absence' });
  const toTheTop = () =>
    expect
      .poll(async () => {
        await chat.scroll('top');
        return first.isVisible();
      }, { message: 'the message before the absence', intervals: [50] })
      .toBe(true);
  const number = (text: string) => Number(/^Message (\d+)$/m.exec(text)?.[1] ?? NaN);
  const numbers = async () => {
    await toTheTop();
    return (await chat.readToEnd()).map(({ text }) => number(text)).filter(n => n);
  };

  expect(MISSED - (await numbers()).length, 'messages that are not there yet').toBeGreaterThan(100);
  let loads = 0;
  for (; loads < 20; loads++) {
    // The mark stands at the place; what is loaded comes below it.
    await toTheTop();
    if (!(await load.isVisible())) break;
    await expect(chat.text('gap.open')).toBeVisible();
    await load.click();
    await expect(chat.text('gap.loading')).toBeHidden();
  }
  expect(loads).toBeGreaterThan(1);
  expect(await numbers()).toEqual(Array.from({ length: MISSED }, (_, n) => n + 1));
  await chat.say('after the absence');
  await chat.expectDelivered('after the absence');
});

test('a message that is too large is taken back, made shorter and sent', async ({ chat, emulator, identity }) => {
  await chat.begin();
  await chat.say(`enormous ${'x'.repeat(300_000)}`);
  const mine = chat.from('visitor').filter({ hasText: 'enormous' });
  await expect(mine).toContainText(word('sent.tooLarge'));
  // Sent as it is, it would only fail again.
  await expect(mine.getByRole('button', { name: word('sent.retry') })).toHaveCount(0);
  await mine.getByRole('button', { name: word('sent.edit') }).click();
  await expect(chat.composer).toBeFocused();
  await expect(chat.composer).toHaveValue(/^enormous x{1000}/);
  await expect(mine).toHaveCount(0);
  await chat.composer.fill('not so enormous');
  await chat.composer.press('Enter');
  await chat.expectDelivered('not so enormous');
  expect(await said(emulator, identity)).toEqual(['not so enormous']);
});

test('when 500 messages wait, the composer says that no more are taken, keeps what is being written, and all of them arrive', async ({ chat, page, emulator, identity, watch }) => {
  test.setTimeout(90_000);
  await chat.begin();
  await cut(emulator);
  const texts = Array.from({ length: 500 }, (_, n) => `waiting number ${n + 1}`);
  await page.evaluate(texts => {
    const chat = document.querySelector('rtm-chat') as any;
    for (const text of texts) chat.send(text);
  }, texts);
  await expect(chat.text('composer.full')).toBeVisible();
  await chat.composer.fill('number 501');
  await chat.composer.press('Enter');
  await expect(chat.composer).toHaveValue('number 501');
  await expect(chat.host.locator('[part~="send"]')).toHaveAttribute('aria-disabled', 'true');
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).send('number 502, by the page'));
  expect((await watch.events(page, 'rtm-error')).map(({ detail }) => detail.code)).toEqual(['outbox-full']);

  await mend(emulator, chat);
  await expect.poll(async () => (await said(emulator, identity)).length, { timeout: 40_000 }).toBe(500);
  await expect(chat.text('composer.full')).toBeHidden();
  await expect(chat.composer).toHaveValue('number 501');
  await chat.composer.press('Enter');
  await chat.expectDelivered('number 501');
  expect(await said(emulator, identity)).toEqual([...texts, 'number 501']);
});
