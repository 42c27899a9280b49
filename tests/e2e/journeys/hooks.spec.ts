// What the page has to say in what is sent and shown: beforeSend, beforeRender, and views of its own.
import { botTemplate, botText, buttons, chunk, nextId, platformEvent, quickReplies } from '../support/frames';
import { expect, test } from '../support/test';

test('beforeSend changes and stops messages, and those that it thinks about keep their order', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await chat.give(() => ({
    beforeSend: (message: any) => {
      ((window as any).__asked ??= []).push(message);
      if (message.text === 'stop') return false;
      if (message.text === 'Small') return { ...message, payload: 'another size' };
      if (message.text !== 'slow 4111') return message.text.replace(/\d{4}/, '****');
      return new Promise(done => ((window as any).__go = () => done({ text: 'slow ****' })));
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  await chat.say('slow 4111');
  await chat.say('stop');
  await chat.say('fast 4222');
  await page.waitForFunction(() => (window as any).__go);
  await expect(chat.from('visitor')).toHaveCount(0);
  await page.evaluate(() => (window as any).__go());
  await chat.expectEcho('slow ****');
  await chat.expectEcho('fast ****');
  await expect(chat.from('visitor')).toHaveCount(2);
  await expect(chat.from('visitor').first()).toContainText('slow ****');

  await emulator.push(buttons('Which size?', ['Small', 'Large']));
  await chat.button('composer.send').waitFor();
  await chat.host.getByRole('button', { name: 'Small' }).click();
  await chat.expectEcho('another size');
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).send('by the page 4333', { payload: 'words' }));
  await chat.expectEcho('words');
  await expect(chat.from('visitor').last()).toContainText('by the page ****');
  const asked = await page.evaluate(() => (window as any).__asked);
  expect(asked.map(({ text }: any) => text)).toEqual(['slow 4111', 'stop', 'fast 4222', 'Small', 'by the page 4333']);
  expect(asked[3].payload).toBe('payload of Small');
  expect(JSON.stringify(await emulator.log())).not.toMatch(/4111|4222|"stop"/);
  expect(await watch.events(page, 'rtm-error')).toEqual([]);
});

test('beforeSend never sees a secret, and cannot change it', async ({ chat, page, emulator }) => {
  await chat.visit();
  await chat.give(() => ({
    beforeSend: (message: any) => {
      ((window as any).__asked ??= []).push(message);
      return { text: 'changed', payload: 'changed' };
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  await emulator.push(botTemplate({ template_type: 'form_template', heading: 'Log in', formFields: [{ type: 'password', label: 'Password', placeholder: 'Password' }] }));
  await chat.host.getByLabel('Password').fill('hush-hush');
  await chat.host.getByLabel('Password').press('Enter');
  await expect.poll(async () => JSON.stringify(await emulator.log())).toContain('hush-hush');
  const asked = await page.evaluate(() => (window as any).__asked);
  expect(asked).toHaveLength(1);
  expect(asked[0].secret).toBe(true);
  expect(JSON.stringify(asked)).not.toContain('hush');
});

test('a hook that throws, is rejected or never settles is told, and the chat goes on', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await chat.give(() => ({
    beforeSend: ({ text }: any) => {
      if (text === 'throw') throw new Error('the hook broke');
      if (text === 'reject') return Promise.reject('the hook refused');
      return text === 'never' ? new Promise(() => {}) : undefined;
    },
    beforeRender: ({ text }: any) => {
      if (text.includes('to be broken')) throw new Error('it cannot be shown');
      return text.includes('to hang') ? new Promise(() => {}) : true;
    },
    templates: {
      button: () => {
        throw new Error('no view today');
      },
      table: async () => 'too late',
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  for (const text of ['throw', 'reject', 'never', 'and more']) await chat.say(text);
  await emulator.push([
    botText('A message to be broken'),
    botText('A message to hang'),
    botText('A message behind it'),
    buttons('Which size?', ['Small']),
    botTemplate({ template_type: 'table', text: 'Rates', columns: [['Currency', 'left']], elements: [{ Values: ['CHF'] }] }),
  ]);
  await expect(chat.row('A message behind it')).toBeVisible();
  await expect(chat.row('A message to hang')).toHaveCount(0);
  await expect(chat.host.getByRole('button', { name: 'Small' })).toBeVisible();
  await expect(chat.host.getByRole('cell', { name: 'CHF' })).toBeVisible();
  for (const text of ['throw', 'reject', 'never', 'and more']) await chat.expectEcho(text);
  await expect(chat.row('A message to hang')).toBeVisible();
  const rows = (await chat.snapshot()).map(({ text }) => text);
  expect(rows.findIndex(text => text.includes('to hang'))).toBeLessThan(rows.findIndex(text => text.includes('behind it')));
  const errors = (await watch.events(page, 'rtm-error')).map(({ detail }) => detail);
  expect(errors.map(({ code }) => code)).toEqual(errors.map(() => 'hook-failed'));
  const told = errors.map(({ option, message }) => `${option}: ${message}`).join('\n');
  for (const part of ['beforeSend: .*the hook broke', 'beforeSend: .*the hook refused', 'beforeSend: .*5 seconds', 'beforeRender: .*cannot be shown', 'beforeRender: .*5 seconds', 'templates.button: .*no view today', 'templates.table: .*neither a node nor text']) {
    expect(told).toMatch(new RegExp(part));
  }
  expect(errors).toHaveLength(7);
});

test('beforeRender changes messages, replaces them by components, and keeps some from being shown', async ({ chat, page, emulator }) => {
  await chat.visit();
  await chat.give(() => ({
    beforeRender: async ({ text, from, history, streaming }: any) => {
      ((window as any).__asked ??= []).push({ text, from, history, streaming });
      if (text.includes('internal')) return false;
      if (text.includes('menu')) return { components: [{ type: 'template', payload: { template_type: 'button', text: 'The menu', buttons: [{ type: 'postback', title: 'Tea', payload: 'camomile' }] } }] };
      return text.replaceAll('damn', 'mild');
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  await chat.say('a walk');
  await chat.expectEcho('a walk');
  const id = nextId();
  await emulator.push([botText('an internal note'), botText('That *damn* train'), botText('menu'), chunk(id, 'damn this'), chunk(id, ' and that damn', true)]);
  await expect(chat.row('That mild train').locator('strong, b')).toHaveText('mild');
  await expect(chat.row('mild this and that mild')).toBeVisible();
  await chat.host.getByRole('button', { name: 'Tea' }).click();
  await expect(chat.row('an internal note')).toHaveCount(0);
  await chat.expectEcho('camomile');

  await chat.button('header.minimise').click();
  await emulator.push(botText('another internal note'));
  await emulator.push(botText('a damn message'));
  await expect(chat.launcher).toHaveAccessibleName(/\b1\b/);
  // History goes the same way.
  const asked = await page.evaluate(() => (window as any).__asked);
  expect(asked.some(({ streaming }: any) => streaming)).toBe(true);
  await page.evaluate(() => {
    (window as any).__asked = [];
    const host = document.querySelector('rtm-chat')!;
    host.remove();
    setTimeout(() => document.body.append(host));
  });
  await chat.open();
  await expect(chat.row('a mild message').or(chat.row('a walk')).first()).toBeVisible();
  await expect(chat.row('damn')).toHaveCount(0);
  expect((await page.evaluate(() => (window as any).__asked)).some(({ history }: any) => history)).toBe(true);
});

test('a page shows templates by itself, its own and built-in ones, and answers from there', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await chat.give(() => ({
    templates: {
      custom_weather_template: (payload: any, context: any) => {
        const box = document.createElement('button');
        box.textContent = `${payload.city}: ${payload.degrees}° (${context.locale}, ${context.theme})`;
        box.onclick = () => context.send('Tell me more', { payload: `weather ${payload.city}` });
        return box;
      },
      BUTTON: ({ text, actions }: any) => `${text}: ${actions.map(({ title }: any) => title).join(' or ')}`,
      quick_replies: (payload: any, { close }: any) => {
        const fragment = document.createDocumentFragment();
        const end = document.createElement('button');
        end.textContent = 'Enough';
        end.onclick = close;
        fragment.append(payload.text, end);
        return fragment;
      },
      list: () => undefined,
      toString: () => 'not this one',
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  await emulator.push([
    botTemplate({ template_type: 'custom_weather_template', city: 'Bern', degrees: 7 }),
    buttons('Which <b>size</b>?', ['Small', 'Large']),
    quickReplies('More?', ['Yes', 'No']),
    botTemplate({ template_type: 'list', elements: [{ title: 'A row', subtitle: 'as ever' }] }),
    botTemplate({ template_type: 'constructor', text: 'a strange name' }),
  ]);
  await expect(chat.row('Which <b>size</b>?: Small or Large')).toBeVisible();
  await expect(chat.row('A row')).toBeVisible();
  await expect(chat.row('a strange name')).toBeVisible();
  await expect(chat.host.locator('[part~="quick-replies"]')).toHaveCount(0);
  await chat.host.getByRole('button', { name: 'Bern: 7° (en, auto)' }).click();
  await expect(chat.from('visitor').filter({ hasText: 'Tell me more' })).toBeVisible();
  await chat.expectEcho('weather Bern');
  await chat.host.getByRole('button', { name: 'Enough' }).last().click();
  await expect(chat.composer).toBeHidden();
  expect(await watch.events(page, 'rtm-error')).toEqual([]);
});

test('beforeClose decides whether the chat is ended, after asking somebody if need be', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await chat.give(() => ({
    beforeClose: () => {
      const asked = ((window as any).__asked = ((window as any).__asked ?? 0) + 1);
      if (asked === 1) return false;
      if (asked === 2) throw new Error('nobody to ask');
      return new Promise(done => ((window as any).__answer = done));
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  const sockets = async () => (await emulator.state()).sockets;
  await chat.button('header.close').click();
  await expect(chat.composer).toBeVisible();
  expect(await sockets()).toBe(1);
  // A hook that fails keeps nobody in.
  await chat.button('header.close').click();
  await expect(chat.composer).toBeHidden();
  await expect.poll(sockets).toBe(0);
  await expect.poll(async () => (await watch.events(page, 'rtm-error')).map(({ detail }) => detail.option)).toEqual(['beforeClose']);
  await chat.open();
  await expect.poll(sockets).toBe(1);
  await chat.button('header.close').click();
  await page.waitForFunction(() => (window as any).__answer);
  await expect(chat.composer).toBeVisible();
  await page.evaluate(() => (window as any).__answer(true));
  await expect(chat.composer).toBeHidden();
  // Minimising ends nothing, and asks nobody.
  await chat.open();
  await chat.button('header.minimise').click();
  await expect(chat.composer).toBeHidden();
  expect(await page.evaluate(() => (window as any).__asked)).toBe(3);
});

test('a view that ends the chat while it is made ends it cleanly', async ({ chat, page, emulator }) => {
  await chat.visit();
  await chat.give(() => ({
    templates: {
      button: () => {
        document.querySelector('rtm-chat')!.remove();
        return document.createElement('hr');
      },
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  await page.evaluate(() => ((window as any).__host = document.querySelector('rtm-chat')));
  await emulator.push(buttons('Which size?', ['Small']));
  await expect.poll(async () => (await emulator.state()).sockets).toBe(0);
  // And it can be put back.
  await page.evaluate(() => {
    const host = (window as any).__host;
    host.options = { ...host.options, templates: undefined };
    document.body.append(host);
  });
  await chat.open();
  await chat.expectGreeting();
});

for (const [name, option, value] of [
  ['no function', 'beforeSend', '"text"'],
  ['no function', 'beforeRender', '7'],
  ['no object', 'templates', '[1]'],
] as const) {
  test(`the option ${option} with ${name} is refused by name`, async ({ chat, page, watch }) => {
    await chat.visit();
    await page.waitForFunction(() => (document.querySelector('rtm-chat') as any)?.options);
    await page.evaluate(`{ const chat = document.querySelector('rtm-chat'); chat.options = { ...chat.options, ${option}: ${value} }; chat.open(); }`);
    await expect.poll(async () => (await watch.events(page, 'rtm-error')).length).toBe(1);
    expect((await watch.events(page, 'rtm-error'))[0].detail).toMatchObject({ code: 'invalid-option', option });
  });
}

test('the page is told who joins and leaves, when the session begins and ends, and which message failed', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  await emulator.push(platformEvent('agent_connected'));
  await emulator.push(platformEvent('agent_disconnected'));
  await emulator.push({ type: 'session_end', from: 'bot' });
  await expect.poll(async () => (await watch.events(page, 'rtm-session')).map(({ detail }) => detail.state)).toEqual(['started', 'ended']);
  expect((await watch.events(page, 'rtm-agent')).map(({ detail }) => detail)).toEqual([{ state: 'joined', name: 'Ada Byron' }, { state: 'left' }]);

  await emulator.faults({ socket: { noAck: true } });
  await chat.say('will not arrive');
  const sent = async () => (await emulator.log()).find(({ kind, frame }) => kind === 'in' && frame?.message?.body === 'will not arrive')?.frame.id;
  await expect.poll(sent).toBeTruthy();
  await emulator.push({ type: 'ack', ok: false, replyto: await sent() });
  await expect.poll(async () => (await watch.events(page, 'rtm-failed')).length).toBe(1);
  const [{ detail }] = await watch.events(page, 'rtm-failed');
  expect(detail).toMatchObject({ from: 'visitor', text: 'will not arrive' });
  expect(detail.reason).toMatch(/unconfirmed|refused/);
  expect((await watch.events(page, 'rtm-error')).map(({ detail: { code } }) => code)).toEqual(['send-failed']);
});
