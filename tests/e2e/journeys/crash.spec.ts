// The wasm fails for good: the chat goes on in another instance of it.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import type { Watch } from '../support/watch';

/** From now on, showing a text with this word makes the wasm trap; `times` times, then no more. */
async function trapOn(page: Page, word: string, times: number) {
  await page.evaluate(
    ([word, times]) => {
      // (module (func (export "f") unreachable))
      const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
      const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f as () => void;
      const createTextNode = document.createTextNode.bind(document);
      let left = times as number;
      document.createTextNode = text => {
        if (text.includes(word as string) && left-- > 0) trap();
        return createTextNode(text);
      };
    },
    [word, times],
  );
}

/** The traps themselves are seen by the page; nothing else is. */
function expectOnlyTraps(watch: Watch, count: number) {
  const errors = watch.errors.splice(0).map(({ message }) => message);
  expect(errors).toEqual(Array(count).fill('unreachable'));
}

test('after a trap the chat is open again, with what was typed and what waited to be sent', async ({ chat, page, emulator, watch, context }) => {
  await chat.begin();
  await chat.say('before');
  await chat.expectDelivered('before');
  await trapOn(page, 'fatal', 1);
  await chat.composer.fill('half a thought');
  await emulator.say(chat.identity, 'A fatal message');
  await expect(chat.row('A fatal message')).toBeVisible();
  await expect(chat.composer).toHaveValue('half a thought');
  await chat.expectLive();
  await chat.expectOnce('visitor', 'before');
  await chat.expectOnce('bot', 'A fatal message');
  await expect.poll(async () => (await emulator.state()).sockets, { message: 'sockets that are left' }).toBe(1);

  // What waits to be sent outlives it, too.
  await context.setOffline(true);
  await chat.say('from the tunnel');
  await expect(chat.from('visitor').filter({ hasText: 'from the tunnel' })).toHaveAttribute('data-state', 'queued');
  await trapOn(page, 'fatal', 1);
  await chat.say('fatal as well');
  await context.setOffline(false);
  await chat.expectDelivered('from the tunnel');
  await chat.expectDelivered('fatal as well');

  const errors = await watch.events(page, 'rtm-error');
  expect(errors.map(({ detail }) => detail.code)).toEqual(['crashed', 'crashed']);
  expect(watch.console.filter(({ type, text }) => type === 'error' && text.includes('started anew')).length).toBe(2);
  expectOnlyTraps(watch, 2);
});

test('a chat that fails again and again stays closed until the visitor opens it', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  await trapOn(page, 'fatal', 3);
  await emulator.say(chat.identity, 'A fatal message');
  await expect.poll(async () => (await watch.events(page, 'rtm-error')).length).toBe(3);
  await expect(chat.composer).toBeHidden();
  expect((await watch.events(page, 'rtm-error')).at(-1)!.detail.message).toContain('stays closed');
  await chat.launcher.click();
  await expect(chat.row('A fatal message')).toBeVisible();
  await chat.expectLive();
  expectOnlyTraps(watch, 3);
});

test('a trap in one chat of a page is survived by the others', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  await page.evaluate(() => {
    const first = document.querySelector('rtm-chat') as any;
    const other = Object.assign(document.createElement('rtm-chat') as any, { id: 'other' });
    other.options = { ...first.options, botId: 'st-second', botName: 'Second' };
    document.body.append(other);
    other.open();
  });
  const other = page.locator('#other');
  await expect(other.locator('[data-from="bot"]')).toHaveCount(1);
  await trapOn(page, 'fatal', 1);
  await emulator.say(chat.identity, 'A fatal message');
  await expect(page.locator('rtm-chat:not(#other)').getByText('A fatal message')).toBeVisible();
  await page.evaluate(() => (document.getElementById('other') as any).send('still there'));
  await expect(other.locator('[data-from="bot"]').filter({ hasText: 'still there' })).toHaveCount(1);
  expectOnlyTraps(watch, 1);
});
