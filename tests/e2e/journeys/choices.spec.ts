// Buttons and quick replies.
import { botTemplate, botText, buttons, quickReplies } from '../support/frames';
import type { Emulator } from '../support/emulator.mjs';
import { expect, test } from '../support/test';

/** The messages that visitors sent over their sockets, as the platform received them. */
async function received(emulator: Emulator): Promise<any[]> {
  return (await emulator.log())
    .filter(line => line.kind === 'in')
    .map(line => (typeof line.frame === 'string' ? JSON.parse(line.frame) : line.frame))
    .filter(frame => frame?.resourceid === '/bot.message' && frame.message?.body)
    .map(frame => frame.message);
}

test('a button sends its payload and shows its title, and the row is done with', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(buttons('Which size?', ['Small', 'Large']));
  const row = chat.row('Which size?');
  await expect(row.getByRole('button')).toHaveText(['Small', 'Large']);
  await row.getByRole('button', { name: 'Large' }).click();

  await expect(chat.from('visitor').filter({ hasText: /^\W*Large/ })).toBeVisible();
  await expect(chat.from('visitor').filter({ hasText: 'payload of' })).toHaveCount(0);
  await expect.poll(async () => (await received(emulator)).at(-1)).toMatchObject({ body: 'payload of Large', renderMsg: 'Large' });

  for (const button of await row.getByRole('button').all()) await expect(button).toBeDisabled();
  await row.getByText('Small').click({ force: true });
  await chat.say('one more');
  await chat.expectEcho('one more');
  expect((await received(emulator)).filter(message => String(message.body).startsWith('payload of')).length).toBe(1);
});

test('a button with an address opens it in a new tab and sends nothing', async ({ chat, emulator, context }) => {
  await chat.begin();
  await context.route('https://example.com/**', route => route.fulfill({ body: 'the shop', contentType: 'text/plain' }));
  await emulator.push(
    buttons('Read on', [], { buttons: [{ type: 'web_url', title: 'Our shop', url: 'https://example.com/shop' }] }),
  );
  const link = chat.row('Read on').getByRole('link', { name: /Our shop/ });
  await expect(link).toHaveAttribute('href', 'https://example.com/shop');
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', /noopener/);
  expect(await received(emulator)).toEqual([]);
});

test('quick replies go away once one is chosen', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(quickReplies('Tea or coffee?', ['Tea', 'Coffee']));
  await expect(chat.row('Tea or coffee?')).toBeVisible();
  const tea = chat.host.getByRole('button', { name: 'Tea', exact: true });
  const coffee = chat.host.getByRole('button', { name: 'Coffee', exact: true });
  await expect(tea).toBeVisible();
  await coffee.click();
  await expect(chat.from('visitor').filter({ hasText: 'Coffee' })).toBeVisible();
  await expect(tea).toBeHidden();
  await expect(coffee).toBeHidden();
  await expect.poll(async () => (await received(emulator)).at(-1)).toMatchObject({ body: 'payload of Coffee', renderMsg: 'Coffee' });
  expect((await received(emulator)).length).toBe(1);
});

test('quick replies also go away when the visitor answers in their own words', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(quickReplies('Tea or coffee?', ['Tea', 'Coffee']));
  const tea = chat.host.getByRole('button', { name: 'Tea', exact: true });
  await expect(tea).toBeVisible();
  await chat.say('water, please');
  await expect(tea).toBeHidden();
  await emulator.push(botText('Water it is.'));
  await expect(chat.row('Water it is.')).toBeVisible();
  await expect(tea).toBeHidden();
});

test('choices without a payload, or with a picture, send what they show', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(
    botTemplate({
      template_type: 'quick_replies',
      text: 'Where to?',
      quick_replies: [
        { content_type: 'text', title: 'The lake' },
        { content_type: 'text', title: 'The peak', image_url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' },
      ],
    }),
  );
  await expect(chat.host.getByRole('button', { name: 'The peak' })).toBeVisible();
  await chat.host.getByRole('button', { name: 'The lake' }).click();
  await expect.poll(async () => (await received(emulator)).at(-1)).toMatchObject({ body: 'The lake' });
  await emulator.push(botTemplate({ template_type: 'button', text: 'By what?', buttons: [{ type: 'postback', title: 'By train' }] }));
  await chat.row('By what?').getByRole('button', { name: 'By train' }).click();
  await expect.poll(async () => (await received(emulator)).at(-1)).toMatchObject({ body: 'By train' });
});
