// Sockets that end, fall silent, stutter or are refused.
import { Chat } from '../support/chat';
import { expect, test } from '../support/test';
import { passTime } from '../support/time';
import { word } from '../support/words';

test('after every close code that may pass, the chat goes on by itself', async ({ chat, page, emulator, watch }) => {
  await page.clock.install();
  await chat.begin();
  for (const code of [1000, 1001, 1002, 1005, 1006, 1007, 1011, 1012, 4000]) {
    // Long enough for the connection to count as a good one: the next begins without a wait.
    await page.clock.runFor(6_000);
    const before = await watch.times(page, 'live');
    await emulator.drop(code);
    await expect.poll(() => watch.times(page, 'live'), `live again after ${code}`).toBe(before + 1);
    await chat.say(`after ${code}`);
    await chat.expectDelivered(`after ${code}`);
  }
  await expect(chat.text('banner.reconnecting')).toBeHidden();
  expect(await watch.events(page, 'rtm-error')).toEqual([]);
});

test('after closing and opening again, a drop is still healed', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  for (let round = 0; round < 3; round++) {
    await chat.button('header.close').click();
    await expect.poll(async () => (await emulator.state()).sockets).toBe(0);
    await chat.open();
    await chat.expectLive();
    const before = await watch.times(page, 'live');
    await emulator.drop(1006);
    await expect.poll(() => watch.times(page, 'live')).toBe(before + 1);
    await chat.say(`round ${round}`);
    await chat.expectDelivered(`round ${round}`);
  }
});

test('however often the chat was opened, the network\'s return leads to one connection', async ({ chat, context, emulator }) => {
  await chat.begin();
  for (let round = 0; round < 10; round++) {
    await chat.button('header.close').click();
    await expect(chat.composer).toBeHidden();
    await chat.open();
  }
  await chat.expectLive();
  const opened = async () => (await emulator.log()).filter(line => line.kind === 'open').length;
  const before = await opened();
  await context.setOffline(true);
  await expect(chat.text('connection.offline')).toBeVisible();
  await context.setOffline(false);
  await chat.expectLive();
  await chat.say('one connection');
  await chat.expectDelivered('one connection');
  expect(await opened()).toBe(before + 1);
  expect((await emulator.state()).sockets).toBe(1);
});

test('upgrades that are refused are tried again', async ({ chat, emulator }) => {
  await emulator.faults({ socket: { refuse: 3 } });
  await chat.begin();
  await chat.say('the fourth time');
  await chat.expectDelivered('the fourth time');
});

test('sockets that end as soon as they open are not opened in a storm', async ({ chat, page, emulator, watch }) => {
  await page.clock.install();
  await chat.begin();
  await chat.say('before the bad minute');
  await chat.expectDelivered('before the bad minute');
  await emulator.faults({ socket: { acceptThenDrop: 1011 } });
  const opened = async () => (await emulator.log()).filter(line => line.kind === 'open').length;
  const before = await opened();
  await emulator.drop(1011);
  await expect.poll(async () => (await opened()) - before).toBeGreaterThan(2);
  // Two minutes of the visitor's, at ever longer intervals: half of 30 seconds on average in the end.
  await page.clock.runFor(120_000);
  expect((await opened()) - before).toBeLessThan(30);
  await expect(chat.text('banner.reconnecting')).toBeVisible();
  // At the beginning of a long wait: the chat is not back by itself before the button is pressed.
  let seen = 0;
  const begun = async () => {
    await page.clock.runFor(1_000);
    const states = (await watch.events(page, 'rtm-state')).map(({ detail }) => detail);
    const isNew = states.length > seen;
    seen = states.length;
    return isNew && states.at(-1).state === 'waiting' ? states.at(-1).retryIn : 0;
  };
  await expect.poll(begun, { intervals: [10] }).toBeGreaterThan(10_000);
  await emulator.faults({ socket: { acceptThenDrop: null } });
  await page.clock.resume();
  await chat.button('banner.now').click();
  await chat.expectLive();
  await chat.say('after the bad minute');
  await chat.expectDelivered('after the bad minute');
});

test('a line that breaks every few frames still carries the conversation, each message once and in order', async ({ chat, emulator, identity }) => {
  await chat.begin();
  await emulator.faults({ socket: { dropAfterFrames: { frames: 9, code: 1006 } } });
  const texts = ['first of six', 'second of six', 'third of six', 'fourth of six', 'fifth of six', 'sixth of six'];
  for (const text of texts) await chat.say(text);
  for (const text of texts) await expect(chat.from('visitor').filter({ hasText: text })).toHaveAttribute('data-state', 'sent', { timeout: 35_000 });
  await emulator.faults({ socket: { dropAfterFrames: null } });
  for (const text of texts) await chat.expectDelivered(text);
  const said = (await emulator.messages(identity)).filter(({ from }) => from === 'visitor').map(({ text }) => text);
  expect(said).toEqual(texts);
  const shown = (await chat.snapshot()).filter(({ from }) => from === 'visitor').map(({ text }) => /\w+ of six/.exec(text)![0]);
  expect(shown).toEqual(texts);
});

test('an answer that breaks off in the middle of its stream is whole after all, in one row', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.faults({ socket: { dropMidStream: 1006 } });
  await chat.say('stream');
  const answer = chat.from('bot').filter({ hasText: 'Here is an answer' });
  await expect(answer).toContainText('the documentation');
  await expect(answer).toHaveCount(1);
  await emulator.faults({ socket: { dropMidStream: null } });
  await chat.say('what comes after');
  await chat.expectDelivered('what comes after');
  await expect(answer).toHaveCount(1);
  expect((await answer.innerText()).match(/A numbered list/g)).toHaveLength(1);
});

test('a socket that fell silent is noticed though the visitor writes nothing, and what the bot said meanwhile is fetched', async ({ chat, page, emulator, identity, watch }) => {
  await page.clock.install();
  await chat.begin();
  await emulator.faults({ socket: { halfOpen: true } });
  await emulator.faults({ socket: { halfOpen: null } });
  await emulator.say(identity, 'said into the void');
  await passTime(page, async () => (await watch.times(page, 'live')) > 1);
  await expect(chat.from('bot').filter({ hasText: 'said into the void' })).toBeVisible();
  await chat.expectOnce('bot', 'said into the void');
  await chat.say('back again');
  await chat.expectDelivered('back again');
});

test('a platform that answers no ping costs a connection now and then, but no message', async ({ chat, page, emulator, watch }) => {
  await page.clock.install();
  await chat.begin();
  await emulator.faults({ socket: { noPong: true } });
  await passTime(page, async () => (await watch.times(page, 'live')) > 1);
  await chat.expectLive();
  await chat.say('without a pong');
  await chat.expectDelivered('without a pong');
});

test('a message that is never acknowledged is looked up, and not sent twice', async ({ chat, page, emulator, identity }) => {
  await page.clock.install();
  await chat.begin();
  await emulator.faults({ socket: { noAck: true } });
  await chat.say('no answer came');
  await chat.expectEcho('no answer came');
  const mine = chat.from('visitor').filter({ hasText: 'no answer came' });
  await expect(mine).toContainText(word('sent.sending'));
  await passTime(page, async () => (await mine.getAttribute('data-state')) === 'sent');
  await chat.expectOnce('visitor', 'no answer came');
  // The same when the socket ends before the acknowledgement.
  await chat.say('nor this time');
  await chat.expectEcho('nor this time');
  await emulator.drop(1006);
  await chat.expectDelivered('nor this time');
  const said = (await emulator.messages(identity)).filter(({ from }) => from === 'visitor').map(({ text }) => text);
  expect(said).toEqual(['no answer came', 'nor this time']);
});

test('messages that arrive twice are shown once, now and after a reload', async ({ chat, page, emulator }) => {
  await chat.begin();
  await emulator.faults({ socket: { duplicate: true } });
  await chat.say('burst 5');
  await expect(chat.row('Message 5 of 5')).toBeVisible();
  await chat.say('and an echo');
  await chat.expectDelivered('and an echo');
  for (let n = 1; n <= 5; n++) await chat.expectOnce('bot', `Message ${n} of 5`);
  await page.reload();
  await chat.open();
  await chat.expectDelivered('and an echo');
  for (let n = 1; n <= 5; n++) await chat.expectOnce('bot', `Message ${n} of 5`);
});

test('a message that is too large for the platform fails for itself, and is not sent again by anything but the visitor', async ({ chat, emulator, identity }) => {
  await chat.begin();
  await chat.say('a small one');
  await chat.expectDelivered('a small one');
  await chat.say(`enormous ${'x'.repeat(300_000)}`);
  const mine = chat.from('visitor').filter({ hasText: 'enormous' });
  await expect(mine).toContainText(word('sent.tooLarge'));
  await chat.expectLive();
  await chat.say('another small one');
  await chat.expectDelivered('another small one');
  const closes = (await emulator.log()).filter(line => line.kind === 'close' && line.code === 1009);
  expect(closes.length).toBe(1);
  const said = (await emulator.messages(identity)).filter(({ from }) => from === 'visitor').map(({ text }) => text);
  expect(said).toEqual(['a small one', 'another small one']);
});
