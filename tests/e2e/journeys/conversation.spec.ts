// Saying something and being answered.
import { expect, test } from '../support/test';
import { botText } from '../support/frames';
import { word } from '../support/words';

test('a message is shown at once as being sent, then as sent, and the bot answers below it', async ({ chat, page, watch }) => {
  await chat.begin();
  // Every state of the visitor's rows that was ever in the DOM, in order.
  await chat.transcript.evaluate((log, states) => {
    const seen = ((window as any).__states = [] as string[]);
    const look = () => {
      for (const row of log.querySelectorAll('[data-from="visitor"]')) {
        const state = states.find(state => row.textContent!.includes(state));
        if (state && seen.at(-1) !== state) seen.push(state);
      }
    };
    new MutationObserver(look).observe(log, { childList: true, subtree: true, characterData: true });
  }, [word('sent.sending'), word('sent.sent')]);

  await chat.composer.pressSequentially('Where is my order?');
  await chat.composer.press('Enter');
  const mine = chat.from('visitor').filter({ hasText: 'Where is my order?' });
  await expect(mine).toBeVisible();
  await expect(chat.composer).toHaveValue('');
  await expect(chat.composer).toBeFocused();
  await expect(mine).toContainText(word('sent.sent'));
  expect(await page.evaluate(() => (window as any).__states)).toEqual([word('sent.sending'), word('sent.sent')]);
  await chat.expectEcho('Where is my order?');
  await chat.say('Number 4711');
  await chat.expectEcho('Number 4711');

  const rows = (await chat.snapshot()).flatMap(({ from, text }) => {
    const said = /Where is my order\?|Number 4711/.exec(text);
    return said ? [`${from}: ${said[0]}`] : [];
  });
  expect(rows).toEqual(['visitor: Where is my order?', 'bot: Where is my order?', 'visitor: Number 4711', 'bot: Number 4711']);
  await expect.poll(async () => (await watch.events(page, 'rtm-sent')).length).toBe(2);
});

test('a socket at whose other end nobody is left is noticed, and the message gets through after all', async ({ chat, emulator, page, watch }) => {
  await page.clock.install();
  await chat.begin();
  await emulator.faults({ socket: { halfOpen: true } });
  await chat.say('anybody there?');
  const mine = chat.from('visitor').filter({ hasText: 'anybody there?' });
  await expect(mine).toContainText(word('sent.sending'));
  await emulator.faults({ socket: { halfOpen: null } });

  // The time passes that the widget gives an acknowledgement, a ping and a pong.
  const states = async () => (await watch.events(page, 'rtm-state')).map(event => event.detail.state);
  const before = (await states()).length;
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000);
      return (await states()).length;
    }, { timeout: 30_000 })
    .toBeGreaterThan(before);
  await page.clock.resume();

  await chat.expectLive();
  const again = mine.getByRole('button', { name: word('sent.retry') });
  await expect(again.or(mine.getByText(word('sent.sent'), { exact: true })).first()).toBeVisible();
  if (await again.isVisible()) await again.click();
  await expect(mine).toContainText(word('sent.sent'));
  await chat.expectEcho('anybody there?');
  await chat.expectOnce('visitor', 'anybody there?');
});

test('a message that the platform never confirms ends as not sent, and can be sent again', async ({ chat, page }) => {
  await page.clock.install();
  await chat.begin();
  // Swallowed without a trace: neither acknowledged nor in the log.
  await page.evaluate(() => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      if (!String(data).includes('lost on the way') || (window as any).__healed) send.call(this, data);
    };
  });
  await chat.say('lost on the way');
  const mine = chat.from('visitor').filter({ hasText: 'lost on the way' });
  const again = mine.getByRole('button', { name: word('sent.retry') });
  await expect
    .poll(async () => {
      await page.clock.runFor(1_000);
      return again.isVisible();
    }, { timeout: 30_000 })
    .toBe(true);
  await expect(mine).toContainText(word('sent.failed'));
  await page.clock.resume();
  await page.evaluate(() => ((window as any).__healed = true));
  await again.click();
  await expect(mine).toContainText(word('sent.sent'));
  await chat.expectEcho('lost on the way');
  await chat.expectOnce('visitor', 'lost on the way');
});

test('Shift+Enter breaks the line, Enter sends, and nothing is sent of nothing', async ({ chat }) => {
  await chat.begin();
  await chat.composer.press('Enter');
  await chat.composer.fill('   \n ');
  await chat.composer.press('Enter');
  await expect(chat.from('visitor')).toHaveCount(0);

  await chat.composer.fill('');
  await chat.composer.pressSequentially('first line');
  await chat.composer.press('Shift+Enter');
  await chat.composer.pressSequentially('second line');
  await expect(chat.composer).toHaveValue('first line\nsecond line');
  await chat.composer.press('Enter');

  const mine = chat.from('visitor').getByText('first line');
  await expect(mine).toContainText('second line');
  expect(await mine.innerText()).toMatch(/first line\nsecond line/);
  await expect(chat.from('visitor')).toHaveCount(1);
});

test('an input method that is composing does not send', async ({ chat, page }) => {
  await chat.begin();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await chat.composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, composed: true });
  await expect(chat.from('visitor')).toHaveCount(0);
  await cdp.send('Input.insertText', { text: '日本' });
  await expect(chat.composer).toHaveValue('日本');
  await chat.composer.press('Enter');
  await expect(chat.from('visitor').filter({ hasText: '日本' })).toBeVisible();
});

test('the composer grows with its text up to six lines and shrinks when the message left', async ({ chat }) => {
  await chat.begin();
  const height = async () => (await chat.composer.boundingBox())!.height;
  const one = await height();
  await chat.composer.fill('1\n2\n3');
  await expect.poll(height).toBeGreaterThan(one * 1.8);
  await chat.composer.fill('1\n2\n3\n4\n5\n6');
  await expect.poll(height).toBeGreaterThan(one * 3);
  const six = await height();
  await chat.composer.fill(Array.from({ length: 30 }, (_, i) => String(i)).join('\n'));
  await expect.poll(height).toBeLessThanOrEqual(six + 2);
  await chat.composer.press('Enter');
  await expect.poll(height).toBeLessThanOrEqual(one + 1);
});

test('a minimised chat keeps the draft, counts what arrives, and shows it when opened again', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  await chat.composer.fill('half a thought');
  await chat.button('header.minimise').click();
  await expect(chat.composer).toBeHidden();
  await expect(chat.launcher).toBeVisible();

  await emulator.push(botText('Still there?'));
  await expect.poll(async () => (await watch.events(page, 'rtm-unread')).at(-1)?.detail.count).toBe(1);
  await expect(chat.launcher).toContainText('1');

  await chat.open();
  await expect(chat.composer).toHaveValue('half a thought');
  await expect(chat.row('Still there?')).toBeVisible();
  await expect.poll(async () => (await watch.events(page, 'rtm-unread')).at(-1)?.detail.count).toBe(0);
});

test('a closed chat hangs up, and goes on where it was when opened again', async ({ chat, emulator }) => {
  await chat.begin();
  await chat.say('before closing');
  await chat.expectEcho('before closing');
  await chat.composer.fill('half a thought');
  await chat.button('header.close').click();
  await expect(chat.composer).toBeHidden();
  await expect.poll(async () => (await emulator.state()).sockets).toBe(0);
  await chat.open();
  await chat.expectLive();
  await expect(chat.composer).toHaveValue('half a thought');
  await chat.expectOnce('visitor', 'before closing');
  await chat.expectOnce('bot', 'before closing');
  await chat.say('after closing');
  await chat.expectEcho('after closing');
});

test('the bot\'s typing is shown until its answer comes', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push({ type: 'events', from: 'bot', message: { type: 'typing', author: { type: 'BOT' } } });
  const typing = chat.host.locator('[part~="typing"]');
  await expect(typing).toContainText(word('typing.bot'));
  await emulator.push(botText('Here is the answer.'));
  await expect(chat.row('Here is the answer.')).toBeVisible();
  await expect(typing).toBeHidden();
});

test('Kore markdown is shown as formatting', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(botText('*bold words* and _leaning words_ and [our page](https://example.com/orders)\n* first\n* second'));
  const row = chat.row('bold words');
  await expect(row.locator('strong, b')).toHaveText('bold words');
  await expect(row.locator('em, i')).toHaveText('leaning words');
  await expect(row.getByRole('link', { name: 'our page' })).toHaveAttribute('href', 'https://example.com/orders');
  await expect(row.getByRole('link', { name: 'our page' })).toHaveAttribute('rel', /noopener/);
  await expect(row.getByRole('listitem')).toHaveText(['first', 'second']);
});
