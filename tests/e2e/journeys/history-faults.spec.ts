// The platform's log does not come as it should.
import { numberOf } from '../support/chat';
import { expect, test } from '../support/test';
import { passTime } from '../support/time';
import { replaceCallback, reasons } from '../support/token';

test('older messages that cannot be loaded are said so, and come when asked again', async ({ chat, emulator, identity }) => {
  await emulator.seed(identity, 60);
  await chat.visit();
  await chat.open();
  await expect(chat.transcript.getByText('Message 60', { exact: true })).toBeVisible();
  await emulator.faults({ http: { history: { status: 500 } } });
  await chat.scroll('top');
  await expect(chat.text('history.failed')).toBeVisible({ timeout: 30_000 });
  await emulator.faults({ http: { history: null } });
  await chat.button('history.retry').click();
  await expect(chat.text('history.failed')).toBeHidden();
  await expect.poll(async () => Math.min(...(await chat.snapshot()).map(row => numberOf(row.text)).filter(n => n))).toBeLessThan(35);
});

test('when history fails altogether, the bot still greets and the chat works', async ({ chat, emulator, identity }) => {
  await emulator.seed(identity, 5);
  await emulator.faults({ http: { history: { status: 500 } } });
  await chat.visit();
  await chat.open();
  await chat.expectLive();
  await chat.say('works without a past');
  await chat.expectEcho('works without a past');
  await expect(chat.text('history.failed')).toBeVisible({ timeout: 30_000 });
  await emulator.faults({ http: { history: null } });
  await chat.button('history.retry').click();
  await expect(chat.transcript.getByText('Message 5', { exact: true })).toBeVisible();
  await chat.expectOnce('visitor', 'works without a past');
});

test('history that answers slowly and empty does not swallow the greeting', async ({ chat, emulator }) => {
  await emulator.faults({ history: { emptySlow: 1_500 } });
  await chat.visit();
  await chat.open();
  await chat.expectGreeting();
  await expect(chat.from('bot')).toHaveCount(1);
});

test('history that comes long after the greeting and the first words stands above them, each once', async ({ chat, emulator, identity }) => {
  await emulator.seed(identity, 6);
  await emulator.faults({ http: { history: { delayMs: 2_500, times: 1 } } });
  await chat.begin();
  await chat.say('said before the past was here');
  await chat.expectEcho('said before the past was here');
  await expect(chat.transcript.getByText('Message 6', { exact: true })).toBeVisible();
  const rows = (await chat.snapshot()).filter(({ from }) => from !== 'notice').map(({ text }) => numberOf(text) || /before the past/.exec(text)?.[0] || 'greeting');
  expect(rows).toEqual([1, 2, 3, 4, 5, 6, 'greeting', 'before the past', 'before the past']);
});

test('history that never answers is asked again, and holds nothing up meanwhile', async ({ chat, page, emulator, identity }) => {
  await emulator.seed(identity, 3);
  await emulator.faults({ http: { history: { hang: true, times: 1 } } });
  await page.clock.install();
  await chat.begin();
  await chat.say('while the log is silent');
  await chat.expectEcho('while the log is silent');
  const third = chat.transcript.getByText('Message 3', { exact: true });
  await expect(third).toBeHidden();
  await passTime(page, () => third.isVisible());
  await chat.expectOnce('visitor', 'while the log is silent');
});

for (const [name, fault] of [
  ['that is no history', { garbage: true, times: 2 }],
  ['that fails twice', { status: 502, times: 2 }],
  ['that asks for a moment', { retryAfter: 1, times: 1 }],
] as const) {
  test(`an answer ${name} is asked for again, and the visitor sees only that it takes a moment`, async ({ chat, page, emulator, identity, watch }) => {
    await emulator.seed(identity, 3);
    await emulator.faults({ http: { history: fault } });
    await chat.begin();
    await expect(chat.transcript.getByText('Message 3', { exact: true })).toBeVisible({ timeout: 15_000 });
    await expect(chat.text('history.failed')).toBeHidden();
    expect(await watch.events(page, 'rtm-error')).toEqual([]);
  });
}

test('a token that ended while the chat was open is renewed when older messages are wanted', async ({ chat, page, emulator, identity }) => {
  await emulator.seed(identity, 60);
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await replaceCallback(page, 'return original(request)');
  await chat.open();
  await expect(chat.transcript.getByText('Message 60', { exact: true })).toBeVisible();
  await emulator.faults({ expireTokens: true });
  await chat.scroll('top');
  await expect.poll(async () => Math.min(...(await chat.snapshot()).map(row => numberOf(row.text)).filter(n => n))).toBeLessThan(35);
  expect((await reasons(page)).length).toBe(2);
  await chat.expectLive();
});

test('a sync whose token is refused once fetches what was missed with the next', async ({ chat, emulator, identity }) => {
  await chat.begin();
  await emulator.faults({ http: { history: { tokenExpired: true, times: 1 } } });
  await emulator.drop(1006);
  await emulator.say(identity, 'said to nobody');
  await expect(chat.from('bot').filter({ hasText: 'said to nobody' })).toBeVisible();
  await chat.expectOnce('bot', 'said to nobody');
});
