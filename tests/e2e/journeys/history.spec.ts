// What was said before.
import { expect, test } from '../support/test';
import { numberOf, type Chat } from '../support/chat';

test('after a reload the conversation is there, once and in order', async ({ chat, page }) => {
  await chat.begin();
  for (const text of ['one fish', 'two fish', 'red fish']) {
    await chat.say(text);
    await chat.expectEcho(text);
  }
  const before = (await chat.snapshot()).map(({ from, text }) => [from, /(one|two|red) fish/.exec(text)?.[0] ?? '']);

  await page.reload();
  await chat.open();
  await chat.expectEcho('red fish');
  for (const text of ['one fish', 'two fish', 'red fish']) {
    await chat.expectOnce('visitor', text);
    await chat.expectOnce('bot', text);
  }
  const after = (await chat.snapshot()).map(({ from, text }) => [from, /(one|two|red) fish/.exec(text)?.[0] ?? '']);
  // The greeting, said again or not, is not part of the comparison.
  expect(after.filter(([, text]) => text)).toEqual(before.filter(([, text]) => text));

  await chat.say('blue fish');
  await chat.expectEcho('blue fish');
});

const SEEDED = 200;

/** What one load of older messages did to the row that the reader looks at. */
async function scrollToTopAndWatch(chat: Chat) {
  return chat.transcript.evaluate(async log => {
    const scroller = (window as any).__scroller(log) as HTMLElement;
    const rows = () => [...log.querySelectorAll<HTMLElement>('[part~="message"]')];
    // Right after a frame was painted: what is seen, not what is about to be corrected.
    const frame = () =>
      new Promise(fulfil =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = fulfil;
          port2.postMessage(null);
        }),
      );
    const oldest = () => rows()[0]?.dataset.messageId;

    scroller.scrollTop = 0;
    const first = oldest();
    const edge = scroller.getBoundingClientRect().top;
    const anchor = rows().find(row => row.getBoundingClientRect().bottom > edge)!;
    const id = anchor.dataset.messageId!;
    const before = anchor.getBoundingClientRect().top;
    let moved = 0;
    let grown = false;
    let settled = 0;
    // Every frame until the page of older rows has been there for ten of them, or nothing more comes.
    for (let i = 0; i < 300 && settled < 10; i++) {
      await frame();
      const now = log.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(id)}"]`);
      if (!now) return { moved: Infinity, grown, anchor: id };
      moved = Math.max(moved, Math.abs(now.getBoundingClientRect().top - before));
      if (oldest() !== first) grown = true;
      if (grown) settled++;
    }
    return { moved, grown, anchor: id };
  });
}

test('scrolling back through 200 messages shows each once and in order, and the row being read stays where it is', async ({ chat, emulator, identity }) => {
  await emulator.seed(identity, SEEDED);
  await chat.visit();
  await chat.open();
  await expect(chat.transcript.getByText(`Message ${SEEDED}`, { exact: true })).toBeVisible();

  const seen = new Map<number, string>();
  const read = async () => {
    const rows = (await chat.snapshot()).filter(row => !Number.isNaN(numberOf(row.text)));
    const numbers = rows.map(row => numberOf(row.text));
    expect(numbers, 'in order and without repetition').toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(new Set(rows.map(row => row.id)).size).toBe(rows.length);
    for (const row of rows) {
      const number = numberOf(row.text);
      expect(seen.get(number) ?? row.id, `the id of message ${number}`).toBe(row.id);
      seen.set(number, row.id);
    }
  };

  await read();
  let loads = 0;
  const start = chat.text('history.complete');
  while (!(await start.isVisible()) && loads < 60) {
    const { moved, grown, anchor } = await scrollToTopAndWatch(chat);
    expect(moved, `pixels that ${anchor} moved while older messages came`).toBeLessThanOrEqual(1);
    await read();
    if (!grown) break;
    loads++;
  }
  await chat.scroll('top');
  await expect(start).toBeVisible();
  await read();
  expect(loads, 'loads of older messages').toBeGreaterThan(2);
  expect([...seen.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: SEEDED }, (_, i) => i + 1));
  expect(new Set(seen.values()).size).toBe(SEEDED);

  // And back down again: what left the DOM on the way comes back.
  await chat.button('transcript.jump').click();
  await expect(chat.rows.last()).toBeInViewport();
  await expect(chat.transcript.getByText(`Message ${SEEDED}`, { exact: true })).toHaveCount(1);
  await read();
});

test('choices of an earlier visit are no longer offered', async ({ chat, page }) => {
  await chat.begin();
  await chat.say('show quick_replies');
  await expect(chat.from('bot')).toHaveCount(2);
  await expect(chat.host.locator('[part~="action"]').last()).toBeEnabled();
  const answered = (await chat.snapshot()).filter(row => row.from === 'bot').map(row => row.id);
  await page.reload();
  await chat.open();
  await chat.expectOnce('visitor', 'show quick_replies');
  await chat.expectLive();
  for (const id of answered) {
    const choices = chat.transcript.locator(`[data-message-id="${id}"] [part~="action"]`);
    for (const choice of await choices.all()) await expect(choice).toBeDisabled();
  }
});

test('the days of a conversation are named by the calendar', async ({ chat, page, emulator, identity }) => {
  // The first of a month, in the visitor's time zone.
  await page.clock.install({ time: '2026-03-01T12:00:00Z' });
  await emulator.remember(identity, [
    { type: 'outgoing', text: 'a year ago', createdOn: '2025-03-01T10:00:00.000Z' },
    { type: 'outgoing', text: 'a month and a day ago', createdOn: '2026-01-31T10:00:00.000Z' },
    { type: 'outgoing', text: 'the day before', createdOn: '2026-02-28T23:30:00.000Z' },
    { type: 'outgoing', text: 'this morning', createdOn: '2026-03-01T07:00:00.000Z' },
  ]);
  await emulator.faults({ greetDelayMs: 60_000 });
  await chat.visit({ lang: 'en-GB' });
  await chat.open();
  await expect(chat.row('this morning')).toBeVisible();
  const above = (text: string) => chat.row(text).locator('xpath=preceding-sibling::*[1]');
  await expect(above('a year ago')).toHaveText('1 March 2025');
  await expect(above('a month and a day ago')).toHaveText(/Saturday.*31 January/);
  await expect(above('the day before')).toHaveText('yesterday');
  await expect(above('this morning')).toHaveText('today');
});

test('a file that the visitor sent is named in the conversation, also from history', async ({ chat, page, emulator, identity }) => {
  await chat.begin();
  // Sent by another client of the same visitor, as this one sends no files yet.
  await page.evaluate(async identity => {
    const post = async (path: string, body: unknown, token?: string) => {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `bearer ${token}` } : {}) };
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    };
    const { authorization } = await post('/site/token', { identity });
    const botInfo = { chatBot: 'Firnbahn', taskBotId: 'st-firnbahn' };
    const { url } = await post('/api/rtm/start', { botInfo }, authorization.accessToken);
    const socket = new WebSocket(`${url}&isReconnect=true`);
    await new Promise(fulfil => (socket.onopen = fulfil));
    const file = { fileId: 'f-1', fileName: 'timetable.pdf', fileType: 'attachment', size: 0.1 };
    const answered = new Promise(fulfil => (socket.onmessage = ({ data }) => String(data).includes('"ack"') && fulfil(null)));
    socket.send(JSON.stringify({ clientMessageId: 77, id: 77, resourceid: '/bot.message', message: { body: 'my file', attachments: [file] }, botInfo }));
    await answered;
    socket.close();
  }, identity);
  const mine = chat.from('visitor').filter({ hasText: 'my file' });
  await expect(mine).toContainText('timetable.pdf');
  await page.reload();
  await chat.open();
  await expect(mine).toContainText('timetable.pdf');
  await expect(mine).toHaveCount(1);
});
