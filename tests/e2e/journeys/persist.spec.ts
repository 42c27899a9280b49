// What a chat takes along from one page of a site to the next, if the page wants it.
import { Chat } from '../support/chat';
import type { Emulator } from '../support/emulator.mjs';
import { expect, test } from '../support/test';

const persist = () => ({ persist: true });
/** Of each socket that was opened, whether it goes on with a conversation. */
const goesOn = async (emulator: Emulator) => (await emulator.log()).filter(line => line.kind === 'open').map(line => line.isReconnect);
/** What the tab's storage holds of pages. */
const kept = (chat: Chat) =>
  chat.page.evaluate(() => Object.keys(sessionStorage).filter(key => key.startsWith('rtm-chat')).map(key => `${key} ${sessionStorage[key]}`));

/** A page of the site where the visitor has opened the chat. */
async function firstPage(chat: Chat) {
  await chat.visit();
  await chat.give(persist);
  await chat.open();
  await chat.expectLive();
  await chat.expectGreeting();
}

/** The next page of the site. */
async function nextPage(chat: Chat) {
  await chat.visit();
  await chat.give(persist);
}

test('an open chat is open on the next page, with the draft, and goes on with the conversation', async ({ chat, emulator }) => {
  await firstPage(chat);
  await chat.say('before the link');
  await chat.expectDelivered('before the link');
  const greetings = await chat.from('bot').count();
  await chat.composer.fill('half a sent');
  await nextPage(chat);
  await expect(chat.composer).toHaveValue('half a sent');
  await chat.expectDelivered('before the link');
  expect(await goesOn(emulator)).toEqual([false, true]);
  // The bot does not greet again.
  expect(await chat.from('bot').count()).toBe(greetings);
  await chat.composer.press('End');
  await chat.composer.pressSequentially('ence');
  await chat.composer.press('Enter');
  await chat.expectDelivered('half a sentence');
  await nextPage(chat);
  await chat.expectDelivered('half a sentence');
  await expect(chat.composer).toHaveValue('');
});

test('who reads further up reads there on the next page', async ({ chat, emulator, identity }) => {
  await emulator.seed(identity, 15);
  await firstPage(chat);
  await chat.scroll(-300);
  await expect.poll(async () => (await chat.distances()).toEnd).toBeGreaterThan(250);
  /** Which rows are in sight, and where. */
  const inSight = () =>
    chat.transcript.evaluate(log =>
      [...log.querySelectorAll<HTMLElement>('[part~="message"]')]
        .map(row => `${row.innerText.slice(0, 40)} ${Math.round(row.getBoundingClientRect().top - log.getBoundingClientRect().top)}`)
        .filter(line => Number(line.split(' ').at(-1)) >= 0),
    );
  const before = (await inSight())[0];
  await nextPage(chat);
  await expect.poll(async () => (await inSight())[0]).toBe(before);
  // And it stays there when more is said.
  await emulator.push(Array.from({ length: 3 }, (_, i) => ({ type: 'bot_response', messageId: `ms-late-${i}`, message: [{ type: 'text', cInfo: { body: `Late ${i}` } }] })));
  await expect(chat.row('Late 2')).toBeAttached();
  expect((await inSight())[0]).toBe(before);
});

test('a chat that was closed is closed on the next page, and loads nothing', async ({ chat, page }) => {
  await firstPage(chat);
  await chat.composer.fill('for later');
  await chat.button('header.close').click();
  await expect(chat.composer).toBeHidden();
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await nextPage(chat);
  await expect(chat.launcher).toBeVisible();
  expect(asked.filter(url => /\.wasm|\/api\//.test(url))).toEqual([]);
  await chat.open();
  await expect(chat.composer).toHaveValue('for later');
});

test('nothing is kept before the visitor has done something in the chat', async ({ chat, page }) => {
  await chat.visit();
  await chat.give(() => ({ persist: true, open: true }));
  await chat.expectLive();
  await chat.expectGreeting();
  await page.reload();
  expect(await kept(chat)).toEqual([]);
  await chat.give(() => ({ persist: true, open: true }));
  await chat.expectLive();
  await chat.composer.fill('something');
  await chat.composer.press('End');
  await page.reload();
  expect((await kept(chat)).join()).toContain('something');
});

test('nothing is kept unless the page wants it', async ({ chat, page }) => {
  await chat.begin();
  await chat.composer.fill('something');
  await page.reload();
  await expect(chat.launcher).toBeVisible();
  expect(await kept(chat)).toEqual([]);
  await expect(chat.composer).toBeHidden();
});

test('what one visitor wrote is not put back for another, whom the bot greets', async ({ chat, page, emulator, identity }) => {
  await firstPage(chat);
  await chat.composer.fill('for my eyes');
  const other = new Chat(page, `${identity}-other`);
  await nextPage(other);
  await other.expectLive();
  await other.expectGreeting();
  await expect(other.composer).toHaveValue('');
  expect(await goesOn(emulator)).toEqual([false, false]);
  await page.reload();
  expect((await kept(other)).join()).not.toContain('for my eyes');
});

test('who signs out leaves nothing', async ({ chat, page, emulator }) => {
  await firstPage(chat);
  await chat.composer.fill('for my eyes');
  await emulator.faults({ socket: { noAck: true } });
  await chat.say('not acknowledged');
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).endSession());
  expect(await kept(chat)).toEqual([]);
  await nextPage(chat);
  expect(await kept(chat)).toEqual([]);
  await expect(chat.launcher).toBeVisible();
  await expect(chat.composer).toBeHidden();
});

test('a storage that the browser denies or that is full does not keep the chat from working', async ({ chat, page }) => {
  await page.addInitScript(() => {
    if (location.search.includes('theme=dark')) Object.defineProperty(window, 'sessionStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
    else Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  for (const theme of ['dark', 'light'] as const) {
    await chat.visit({ theme });
    await chat.give(persist);
    await chat.open();
    await chat.expectLive();
    await chat.say(`with the ${theme} one`);
    await chat.expectDelivered(`with the ${theme} one`);
  }
});

test('what is no record is no reason to fail', async ({ chat, page }) => {
  await chat.visit();
  const botId = await page.evaluate(() => (document.querySelector('rtm-chat') as any).options.botId ?? document.querySelector('rtm-chat')!.getAttribute('bot-id'));
  await page.evaluate(botId => sessionStorage.setItem(`rtm-chat:page:${botId}`, '1{nonsense'), botId);
  await chat.give(persist);
  await chat.expectLive();
  await chat.say('goes on');
  await chat.expectDelivered('goes on');
});

test('a chat that is taken out of the page and put into it again is as it was', async ({ chat, page }) => {
  await firstPage(chat);
  await chat.composer.fill('in between');
  await page.evaluate(() => {
    const element = document.querySelector('rtm-chat')!;
    element.remove();
    setTimeout(() => document.body.append(element));
  });
  await expect(chat.composer).toHaveValue('in between');
});
