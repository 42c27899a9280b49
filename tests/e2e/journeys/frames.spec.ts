// What the platform sends when it has a bad day, and what it sends piece by piece.
import { botTemplate, botText, chunk, nextId } from '../support/frames';
import { expect, test } from '../support/test';

const deep = () => {
  let nested: unknown = { text: 'deep' };
  for (let i = 0; i < 200; i++) nested = { payload: [nested] };
  return nested;
};

const bad: [string, () => unknown][] = [
  ['text that is no JSON', () => 'this is no JSON {{{'],
  ['half a frame', () => '{"type":"bot_response","message":[{"type":"te'],
  ['an empty text', () => ''],
  ['a number', () => 42],
  ['null', () => null],
  ['an unknown type', () => ({ type: 'pwe_message', body: { a: 1 } })],
  ['a component without a payload', () => ({ ...botText(''), message: [{ type: 'text', component: { type: 'text' } }] })],
  ['an empty component', () => ({ ...botText(''), message: [{ type: 'text', component: {} }] })],
  ['no message at all', () => ({ type: 'bot_response', from: 'bot' })],
  ['an empty list of items', () => ({ ...botText(''), message: [] })],
  ['a button template without buttons', () => botTemplate({ template_type: 'button', text: 'Which?' })],
  ...['list', 'carousel', 'dropdown_template'].map(
    kind => [`a ${kind} without elements`, () => botTemplate({ template_type: kind, text: 'Which?' })] as [string, () => unknown],
  ),
  ['members of the wrong kind', () => ({ type: 'bot_response', from: 7, message: 'text', messageId: [1], createdOn: {} })],
  ['a frame over 256 KiB', () => botText('x'.repeat(300_000))],
  ['nesting 400 deep', () => JSON.stringify({ ...botText(''), message: [{ type: 'text', component: deep() }] })],
];

for (const [name, frame] of bad) {
  test(`${name} does not hold up the good frame behind it`, async ({ chat, page, emulator, watch }) => {
    await chat.begin();
    await emulator.push(frame());
    await emulator.push(botText(`Good, after ${name}.`));
    await expect(chat.row(`Good, after ${name}.`)).toBeVisible();
    await chat.say('and the other way');
    await chat.expectEcho('and the other way');
    expect((await watch.events(page, 'rtm-error')).length).toBe(0);
    await chat.expectLive();
  });
}

test('every item of a message with several is shown', async ({ chat, emulator }) => {
  await chat.begin();
  const item = (text: string) => ({ type: 'text', component: { type: 'text', payload: { text } }, cInfo: { body: text } });
  await emulator.push({ ...botText(''), message: [item('First item.'), { type: 'text', component: {} }, item('Third item.')] });
  await expect(chat.transcript.getByText('First item.')).toBeVisible();
  await expect(chat.transcript.getByText('Third item.')).toBeVisible();
});

test('the same frame twice is one message', async ({ chat, emulator }) => {
  await chat.begin();
  const frame = botText('Said twice.');
  await emulator.push([frame, frame]);
  await emulator.push(frame);
  await emulator.push(botText('Said after it.'));
  await expect(chat.row('Said after it.')).toBeVisible();
  await chat.expectOnce('bot', 'Said twice.');
});

test('a streamed answer grows in one row and is told to the page once', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  const before = (await watch.events(page, 'rtm-message')).length;
  const id = nextId();
  await emulator.push(chunk(id, 'The answer '));
  const row = chat.row('The answer');
  await expect(row).toBeVisible();
  await expect(row).toHaveCount(1);
  await emulator.push(chunk(id, 'is *forty'));
  await expect(row).toContainText('is');
  await emulator.push(chunk(id, '-two*.'));
  await emulator.push(chunk(id, '', true));
  await expect(row).toContainText('The answer is forty-two.');
  await expect(row.locator('strong, b')).toHaveText('forty-two');
  await expect(row).toHaveCount(1);
  await expect.poll(async () => (await watch.events(page, 'rtm-message')).length).toBe(before + 1);
});

test('the bot\'s own streamed answer arrives whole, and is whole after a reload', async ({ chat, page }) => {
  await chat.begin();
  await chat.say('stream');
  // The answer is complete when the bot answers the next message.
  const bot = chat.from('bot');
  await expect.poll(async () => bot.count()).toBeGreaterThan(1);
  await chat.say('what comes after');
  await chat.expectEcho('what comes after');
  const streamed = (await chat.snapshot()).filter(row => row.from === 'bot').at(-2)!;
  expect(streamed.text.length).toBeGreaterThan(40);
  await page.reload();
  await chat.open();
  await chat.expectEcho('what comes after');
  const again = (await chat.snapshot()).filter(row => row.from === 'bot').find(row => row.id === streamed.id);
  expect(again, 'the streamed message under its own id').toBeDefined();
});

test('a bot that cannot be reached says so in its own words', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push({ type: 'botKitUnreachable', from: 'bot', message: 'We are moving house, back at nine.', timestamp: Date.now() });
  await expect(chat.from('notice').filter({ hasText: 'We are moving house, back at nine.' })).toBeVisible();
});
