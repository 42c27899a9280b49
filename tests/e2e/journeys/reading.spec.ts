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

  // Walking up, a good half of the view at a time, meets each of them once and in order.
  const walk = await chat.transcript.evaluate(async log => {
    const scroller = (window as any).__scroller(log) as HTMLElement;
    const frame = () => new Promise(requestAnimationFrame);
    const seen = new Set<number>();
    const wrong: string[] = [];
    let most = 0;
    for (let step = 0; step < 1000 && !seen.has(0); step++) {
      const rows = [...log.querySelectorAll('[part~="message"]')];
      most = Math.max(most, rows.length);
      const numbers = rows.flatMap(row => Number(/Burst number (\d+)\./.exec(row.textContent!)?.[1] ?? NaN)).filter(n => !Number.isNaN(n));
      if (numbers.some((n, i) => i > 0 && n !== numbers[i - 1] + 1)) wrong.push(numbers.join());
      numbers.forEach(n => seen.add(n));
      scroller.scrollTop -= scroller.clientHeight * 0.6;
      await frame();
      await frame();
    }
    return { seen: seen.size, wrong, most };
  });
  expect(walk.wrong).toEqual([]);
  expect(walk.seen).toBe(1000);
  expect(walk.most).toBeLessThan(300);
  await chat.button('transcript.jump').click();
  await expect(chat.row('Burst number 999.')).toBeInViewport();
});
