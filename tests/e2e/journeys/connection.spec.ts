// Trains and tunnels.
import { Chat } from '../support/chat';
import { botText } from '../support/frames';
import { expect, test } from '../support/test';
import { word } from '../support/words';

test('a socket that drops is told of after a moment, and what was typed meanwhile is delivered once', async ({ chat, emulator }) => {
  await chat.begin();
  await chat.say('before the tunnel');
  await chat.expectEcho('before the tunnel');

  await emulator.faults({ http: { rtmStart: { status: 503 } } });
  const dropped = Date.now();
  await emulator.drop(1006);
  await expect(chat.text('banner.reconnecting')).toBeVisible();
  expect(Date.now() - dropped, 'milliseconds before anything is said about it').toBeGreaterThan(1_400);
  await expect(chat.text('connection.reconnecting')).toBeVisible();

  await chat.say('inside the tunnel');
  const mine = chat.from('visitor').filter({ hasText: 'inside the tunnel' });
  await expect(mine).toContainText(word('sent.queued'));
  await expect(chat.composer).toBeFocused();

  await emulator.faults({ http: { rtmStart: null } });
  await expect(mine).toContainText(word('sent.sent'), { timeout: 35_000 });
  await chat.expectEcho('inside the tunnel');
  await chat.expectLive();
  await expect(chat.text('banner.reconnecting')).toBeHidden();
  for (const text of ['before the tunnel', 'inside the tunnel']) {
    await chat.expectOnce('visitor', text);
    await chat.expectOnce('bot', text);
  }
});

test('a drop that heals at once is not worth a word', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  await page.evaluate(text => {
    const root = document.querySelector('rtm-chat')!.shadowRoot!;
    (window as any).__alarmed = false;
    const look = () => {
      if (root.textContent!.includes(text)) (window as any).__alarmed = true;
    };
    new MutationObserver(look).observe(root, { childList: true, subtree: true, characterData: true });
  }, word('banner.reconnecting'));
  await emulator.drop(1006);
  await expect.poll(async () => (await watch.events(page, 'rtm-state')).filter(event => event.detail.state === 'live').length).toBe(2);
  await chat.say('still here');
  await chat.expectEcho('still here');
  expect(await page.evaluate(() => (window as any).__alarmed)).toBe(false);
});

test('messages that the bot wrote during a drop are there afterwards', async ({ chat, emulator, page, context, identity }) => {
  await chat.begin();
  await chat.say('first words');
  await chat.expectEcho('first words');

  // The other tab goes on talking while this one cannot get back.
  const other = new Chat(await context.newPage(), identity);
  await page.route('**/rtm/start*', route => route.abort());
  await emulator.drop(1006);
  await other.visit();
  await other.open();
  await other.say('meanwhile elsewhere');
  await other.expectEcho('meanwhile elsewhere');

  await page.unroute('**/rtm/start*');
  await chat.expectEcho('meanwhile elsewhere');
  await chat.expectOnce('visitor', 'meanwhile elsewhere');
  await chat.expectOnce('bot', 'meanwhile elsewhere');
  await chat.expectOnce('visitor', 'first words');
});

test('offline is said in words, and what was written is sent when the network is back', async ({ chat, context, emulator }) => {
  await chat.begin();
  await context.setOffline(true);
  await emulator.drop(1006);
  await expect(chat.text('connection.offline')).toBeVisible();
  await expect(chat.text('banner.offline')).toBeVisible();
  await chat.say('written in the mountains');
  const mine = chat.from('visitor').filter({ hasText: 'written in the mountains' });
  await expect(mine).toContainText(word('sent.queued'));

  await context.setOffline(false);
  await chat.expectLive();
  await expect(mine).toContainText(word('sent.sent'));
  await chat.expectEcho('written in the mountains');
  await chat.expectOnce('visitor', 'written in the mountains');
  await expect(chat.text('banner.offline')).toBeHidden();
});

test('opened offline, the chat says so and begins when the network is back', async ({ chat, context }) => {
  await chat.begin();
  await chat.button('header.close').click();
  await chat.page.reload();
  // The files are fetched before the network goes, so that only the conversation has to wait.
  await chat.launcher.hover();
  await context.setOffline(true);
  await context.setOffline(false);
  await chat.open();
  await chat.expectLive();
});

test('a slow connection is said to be slow, and then forgotten', async ({ chat, emulator }) => {
  await emulator.faults({ http: { rtmStart: { delayMs: 4_000, times: 1 } } });
  await chat.visit();
  await chat.open();
  await expect(chat.text('connection.connecting')).toBeVisible();
  await expect(chat.text('banner.connecting')).toBeVisible();
  await chat.expectLive();
  await expect(chat.text('banner.connecting')).toBeHidden();
  await emulator.push(botText('All well.'));
  await expect(chat.row('All well.')).toBeVisible();
});
