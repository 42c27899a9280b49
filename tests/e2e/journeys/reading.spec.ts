// Reading further up while the conversation goes on.
import { botText } from '../support/frames';
import { expect, test } from '../support/test';
import { word } from '../support/words';

test('somebody who reads further up is not moved by new messages, and is brought down by the button', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(Array.from({ length: 40 }, (_, i) => botText(`Line number ${i}.`)));
  await expect(chat.row('Line number 39.')).toBeInViewport();
  await chat.scroll(-400);
  await expect.poll(async () => (await chat.distances()).toEnd).toBeGreaterThan(300);

  const reading = chat.row('Line number 30.');
  await expect(reading).toBeInViewport();
  const before = (await reading.boundingBox())!.y;
  await emulator.push([botText('News one.'), botText('News two.')]);

  const jump = chat.host.getByRole('button', { name: word('transcript.newest', { count: 2 }) });
  await expect(jump).toBeVisible();
  expect(Math.abs((await reading.boundingBox())!.y - before)).toBeLessThanOrEqual(1);
  await expect(chat.row('News two.')).not.toBeInViewport();

  await jump.click();
  await expect(chat.row('News two.')).toBeInViewport();
  await expect(jump).toBeHidden();

  await emulator.push(botText('News three.'));
  await expect(chat.row('News three.')).toBeInViewport();
});

test('what the visitor sends is always brought into view', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(Array.from({ length: 40 }, (_, i) => botText(`Line number ${i}.`)));
  await expect(chat.row('Line number 39.')).toBeInViewport();
  await chat.scroll(-400);
  await expect.poll(async () => (await chat.distances()).toEnd).toBeGreaterThan(300);
  await chat.say('my own words');
  await expect(chat.from('visitor').filter({ hasText: 'my own words' })).toBeInViewport();
});

test('a burst of 1,000 messages is in the transcript whole, with a bounded number of rows', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(Array.from({ length: 1000 }, (_, i) => botText(`Burst number ${i}.`)));
  await expect(chat.row('Burst number 999.')).toBeInViewport();
  expect((await chat.snapshot()).length).toBeLessThan(300);

  // Walking up finds each of them once.
  const seen = new Set<number>();
  for (let i = 0; i < 400 && !seen.has(0); i++) {
    const numbers = (await chat.snapshot()).map(row => Number(/Burst number (\d+)\./.exec(row.text)?.[1] ?? -1)).filter(n => n >= 0);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    numbers.forEach(number => seen.add(number));
    const before = await chat.distances();
    await chat.scroll(-Math.max(200, Math.floor(before.toTop > 4_000 ? 400 : 300)));
    await expect.poll(async () => (await chat.snapshot()).length).toBeGreaterThan(0);
  }
  await chat.scroll('top');
  await expect(chat.row('Burst number 0.')).toHaveCount(1);
});
