// The same visitor in two tabs.
import { Chat } from '../support/chat';
import { expect, test } from '../support/test';

test('what is said in one tab is in both, with the bot\'s answer, once', async ({ chat, context, identity, page }) => {
  await chat.begin();
  const second = new Chat(await context.newPage(), identity);
  await second.visit();
  await second.open();
  await second.expectLive();

  await page.bringToFront();
  await chat.say('from the first tab');
  await chat.expectEcho('from the first tab');
  await second.page.bringToFront();
  await second.expectEcho('from the first tab');
  await second.say('from the second tab');
  await second.expectEcho('from the second tab');
  await page.bringToFront();
  await chat.expectEcho('from the second tab');

  for (const tab of [chat, second]) {
    for (const text of ['from the first tab', 'from the second tab']) {
      await tab.expectOnce('visitor', text);
      await tab.expectOnce('bot', text);
    }
  }
  const order = async (tab: Chat) =>
    (await tab.snapshot()).flatMap(({ from, text }) => {
      const said = /from the (first|second) tab/.exec(text)?.[1];
      return said ? [`${from} ${said}`] : [];
    });
  const expected = ['visitor first', 'bot first', 'visitor second', 'bot second'];
  expect(await order(chat)).toEqual(expected);
  expect(await order(second)).toEqual(expected);
});
