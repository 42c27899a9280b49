// The page around the chat.
import { Chat } from '../support/chat';
import { botText } from '../support/frames';
import { expect, test } from '../support/test';
import { word } from '../support/words';

test('a page whose styles ruin everything does not ruin the chat, nor the chat the page', async ({ page, identity, emulator }) => {
  const chat = new Chat(page, identity);
  await page.goto(`/index.html?identity=${identity}`);
  const pageStyles = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('body, h1, p, button, a')].map(element => {
        const { font, color, display, margin } = getComputedStyle(element);
        return [element.localName, font, color, display, margin].join();
      }),
    );
  const before = await pageStyles();
  await chat.open();
  await chat.expectGreeting();
  await emulator.push(botText('A bubble with *bold* text.'));
  await expect(chat.row('A bubble with')).toBeVisible();
  expect(await pageStyles()).toEqual(before);

  const launcherOrClose = chat.button('header.close');
  const look = (element: Element) => {
    const { fontFamily, fontSize, fontStyle, textTransform, letterSpacing, color, cursor, boxSizing, float } = getComputedStyle(element);
    return { fontFamily, fontSize: parseFloat(fontSize), fontStyle, textTransform, letterSpacing, color, cursor, boxSizing, float };
  };
  const button = await launcherOrClose.evaluate(look);
  const composer = await chat.composer.evaluate(look);
  const bubble = await chat.row('A bubble with').evaluate(look);
  for (const style of [button, composer, bubble]) {
    expect(style).toMatchObject({ fontStyle: 'normal', textTransform: 'none', letterSpacing: 'normal', float: 'none' });
    expect(style.fontFamily).toMatch(/sans-serif|system-ui/i);
  }
  expect(composer.fontSize).toBeGreaterThanOrEqual(16);
  expect(bubble.fontSize).toBeGreaterThanOrEqual(13);

  // Above everything that the page puts up, and inside the window.
  const box = (await chat.composer.boundingBox())!;
  const top = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.localName, [box.x + box.width / 2, box.y + box.height / 2]);
  expect(top).toBe('rtm-chat');
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(1280);
  expect(box.y + box.height).toBeLessThanOrEqual(800);
  const closeBox = (await launcherOrClose.boundingBox())!;
  expect(Math.min(closeBox.width, closeBox.height)).toBeGreaterThanOrEqual(24);
});

for (const [name, options, option] of [
  ['no address', { botId: 'st-1', getAccessToken: true }, 'apiUrl'],
  ['a bad address', { apiUrl: 'ftp://nowhere', botId: 'st-1', getAccessToken: true }, 'apiUrl'],
  ['no bot', { apiUrl: '/', getAccessToken: true }, 'botId'],
  ['no callback', { apiUrl: 'https://platform.example', botId: 'st-1' }, 'getAccessToken'],
  ['a client secret', { apiUrl: 'https://platform.example', botId: 'st-1', getAccessToken: true, clientSecret: 'hush' }, 'clientSecret'],
  ['parameters that are the session\'s own', { apiUrl: 'https://platform.example', botId: 'st-1', getAccessToken: true, queryParameters: { sid: 'x' } }, 'queryParameters'],
  ['parameters that are no texts', { apiUrl: 'https://platform.example', botId: 'st-1', getAccessToken: true, queryParameters: { a: 1 } }, 'queryParameters'],
  ['a span in seconds', { apiUrl: 'https://platform.example', botId: 'st-1', getAccessToken: true, pingInterval: 30 }, 'pingInterval'],
  ['no wait at all', { apiUrl: 'https://platform.example', botId: 'st-1', getAccessToken: true, backoffBase: 0 }, 'backoffBase'],
  ['half a millisecond', { apiUrl: 'https://platform.example', botId: 'st-1', getAccessToken: true, backoffCap: 1500.5 }, 'backoffCap'],
  ['a page size of nothing', { apiUrl: 'https://platform.example', botId: 'st-1', getAccessToken: true, historyPageSize: 0 }, 'historyPageSize'],
] as const) {
  test(`options with ${name} give one clear error that names ${option}`, async ({ chat, page, watch }) => {
    await chat.visit();
    await expect(chat.launcher).toBeVisible();
    await page.evaluate(given => {
      document.querySelector('rtm-chat')!.remove();
      const chat = document.createElement('rtm-chat') as any;
      const { getAccessToken, ...rest } = given as any;
      chat.options = { ...rest, ...(getAccessToken ? { getAccessToken: async () => 'token' } : {}) };
      document.body.append(chat);
      chat.open();
    }, options);
    await expect.poll(async () => (await watch.events(page, 'rtm-error')).length).toBeGreaterThan(0);
    const errors = await watch.events(page, 'rtm-error');
    expect(errors.length).toBe(1);
    expect(errors[0].detail).toMatchObject({ code: 'invalid-option', option });
    expect(errors[0].detail.message).toContain(option);
    expect(watch.console.filter(({ type, text }) => type === 'error' && text.includes(option)).length).toBe(1);
    expect([JSON.stringify(errors), ...watch.console.map(({ text }) => text)].join()).not.toContain('hush');
  });
}

test('options that were refused are told once, however often the visitor tries, and options that replace them count', async ({ chat, page, watch }) => {
  await chat.visit();
  await page.evaluate(() => {
    const host = document.querySelector('rtm-chat') as any;
    (window as any).__good = host.options;
    host.options = { ...host.options, historyPageSize: 0 };
  });
  await chat.launcher.hover();
  const errors = () => watch.events(page, 'rtm-error');
  await expect.poll(async () => (await errors()).length).toBe(1);
  const failure = chat.host.getByRole('alert').getByText(word('launcher.failed'));
  for (let attempt = 0; attempt < 2; attempt++) {
    await chat.launcher.click();
    await expect(failure).toBeVisible();
  }
  expect((await errors()).length).toBe(1);
  expect(watch.console.filter(({ type }) => type === 'error').length).toBe(1);

  await page.evaluate(() => ((document.querySelector('rtm-chat') as any).options = (window as any).__good));
  await chat.open();
  await chat.expectGreeting();
  expect((await watch.events(page, 'rtm-ready')).length).toBe(1);
});

test('the element can be taken out and put back, and leaves no socket behind', async ({ chat, page, emulator }) => {
  await chat.begin();
  await chat.say('before it went away');
  await chat.expectEcho('before it went away');
  const sockets = async () => (await emulator.state()).sockets;
  expect(await sockets()).toBe(1);
  await page.evaluate(() => {
    (window as any).__kept = document.querySelector('rtm-chat');
    (window as any).__kept.remove();
  });
  await expect.poll(sockets).toBe(0);
  await page.evaluate(() => document.body.append((window as any).__kept));
  await expect(chat.host).toHaveCount(1);
  if (!(await chat.composer.isVisible())) await chat.launcher.click();
  await expect(chat.composer).toBeVisible();
  await chat.expectEcho('before it went away');
  await chat.expectOnce('visitor', 'before it went away');
  await chat.say('after it came back');
  await chat.expectEcho('after it came back');
  expect(await sockets()).toBe(1);
});

test('the page can open, send, listen and close', async ({ chat, page, watch, emulator }) => {
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).open());
  await expect(chat.composer).toBeVisible();
  await chat.expectGreeting();
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).send('Said by the page', { payload: 'internal words' }));
  await expect(chat.from('visitor').filter({ hasText: 'Said by the page' })).toBeVisible();
  await chat.expectEcho('internal words');
  await expect.poll(async () => (await watch.events(page, 'rtm-event')).length).toBeGreaterThan(0);
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).close());
  await expect(chat.composer).toBeHidden();
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).toggle());
  await expect(chat.composer).toBeVisible();
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).destroy());
  await expect(chat.composer).toBeHidden();
  await expect.poll(async () => (await emulator.state()).sockets).toBe(0);
  const kinds = (await watch.events(page)).map(event => event.type);
  expect(kinds.filter(kind => kind === 'rtm-open').length).toBe(2);
  expect(kinds.filter(kind => kind === 'rtm-close').length).toBeGreaterThanOrEqual(1);
});

test('with storage denied the chat works all the same', async ({ chat, page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await chat.begin();
  await chat.say('no storage');
  await chat.expectEcho('no storage');
});

test('two chats on one page are two conversations, and leave nothing on the window', async ({ page, identity, emulator, watch }) => {
  const chat = new Chat(page, identity);
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  const before = await page.evaluate(() => Object.getOwnPropertyNames(window));
  await page.evaluate(() => {
    const first = document.querySelector('rtm-chat') as any;
    const second = document.createElement('rtm-chat') as any;
    second.options = { ...first.options, botId: 'st-second', botName: 'Second' };
    document.body.append(second);
    first.id = 'first';
    second.id = 'second';
  });
  const named = (id: string) => page.locator(`rtm-chat#${id}`);
  for (const id of ['first', 'second']) {
    await page.evaluate(id => (document.getElementById(id) as any).open(), id);
    await expect(named(id).locator('[data-from="bot"]')).toHaveCount(1);
    await page.evaluate(id => (document.getElementById(id) as any).send(`said to the ${id}`), id);
    await expect(named(id).locator('[data-from="bot"]').filter({ hasText: `said to the ${id}` })).toHaveCount(1);
  }
  expect((await emulator.messages(identity)).some(({ text }) => text.includes('the second'))).toBe(false);
  expect((await emulator.messages(identity, 'st-second')).some(({ text }) => text.includes('the first'))).toBe(false);
  // The end of one is not the end of the other.
  await page.evaluate(() => document.getElementById('first')!.remove());
  await page.evaluate(() => (document.getElementById('second') as any).send('still there'));
  await expect(named('second').locator('[data-from="bot"]').filter({ hasText: 'still there' })).toHaveCount(1);
  const added = await page.evaluate(() => Object.getOwnPropertyNames(window));
  expect(added.filter(name => !before.includes(name))).toEqual([]);
  expect(await watch.events(page, 'rtm-error')).toEqual([]);
});

test.describe('on a phone of 320 pixels', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('the chat fills the screen and nothing scrolls sideways', async ({ page, identity, emulator }) => {
    const chat = new Chat(page, identity);
    await page.goto(`/index.html?identity=${identity}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await chat.open();
    await chat.expectGreeting();
    await emulator.push(botText(`A word that is long: ${'Donaudampfschifffahrt'.repeat(12)} and https://example.com/${'path/'.repeat(40)}`));
    await expect(chat.row('A word that is long')).toBeVisible();
    await chat.say(`mine is ${'lang'.repeat(60)}`);
    await chat.expectEcho('mine is');
    const wide = await page.evaluate(() => {
      const found: string[] = [];
      if (document.documentElement.scrollWidth > innerWidth) found.push(`page: ${document.documentElement.scrollWidth}`);
      const root = document.querySelector('rtm-chat')!.shadowRoot!;
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        const style = getComputedStyle(element);
        if (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`${element.className}: ${element.scrollWidth} in ${element.clientWidth}`);
        const box = element.getBoundingClientRect();
        if (box.width && style.visibility === 'visible' && (box.left < -1 || box.right > innerWidth + 1) && style.position !== 'absolute') found.push(`${element.localName}.${element.className}: ${box.left}–${box.right}`);
      }
      return found;
    });
    expect(wide).toEqual([]);
    const composer = (await chat.composer.boundingBox())!;
    expect(composer.y + composer.height).toBeLessThanOrEqual(640);
  });
});
