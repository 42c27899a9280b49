// Colours and shapes: the page's own properties, high contrast, and the platform's theme.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { Chat } from '../support/chat';
import { botText, buttons } from '../support/frames';
import { expect, test } from '../support/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const launcherColor = (chat: Chat) => chat.launcher.evaluate(element => getComputedStyle(element).backgroundColor);
const style = (chat: Chat, selector: string, property: string) =>
  chat.host.locator(selector).first().evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);

/** What axe says of the colours in the window. */
async function unreadable(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await (window as any).axe.run('rtm-chat', { runOnly: ['color-contrast'], resultTypes: ['violations'] });
    return violations.flatMap(({ nodes }: any) => nodes.map(({ html, any }: any) => `${html.slice(0, 120)} ${any[0]?.message}`));
  });
}

test('the properties of the page count at once and in both themes, and its scales change spaces and corners', async ({ chat, page, emulator }) => {
  await chat.visit({ theme: 'dark' });
  await expect(chat.launcher).toBeVisible();
  await page.evaluate(() => {
    const properties = { accent: '#0a6640', 'on-accent': '#fffffe', density: '2', roundness: '0', 'font-size': '20px', 'bot-surface': '#123456' };
    for (const [name, value] of Object.entries(properties)) document.querySelector('rtm-chat')!.style.setProperty(`--rtm-${name}`, value);
  });
  expect(await launcherColor(chat)).toBe('rgb(10, 102, 64)');
  await chat.open();
  await chat.expectGreeting();
  await emulator.push(botText('A text'));
  await expect(chat.row('A text')).toBeVisible();
  expect(await style(chat, '.send', 'color')).not.toBe('');
  expect(await style(chat, '[data-from="bot"] .bubble', 'background-color')).toBe('rgb(18, 52, 86)');
  expect(await style(chat, '[data-from="bot"] .bubble', 'padding-left')).toBe('28px');
  expect(await style(chat, '.window', 'border-top-left-radius')).toBe('0px');
  expect(await style(chat, '.meta', 'font-size')).toBe('17px');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`high contrast follows the system, ${scheme}, and is high`, async ({ chat, page, emulator }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await chat.visit({ theme: 'contrast' });
    await expect(chat.launcher).toBeVisible();
    expect(await launcherColor(chat)).toBe(scheme === 'light' ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)');
    await chat.open();
    await chat.expectGreeting();
    await emulator.push([botText('Read [this](https://example.com/)'), buttons('Which size?', ['Small'])]);
    await chat.say('a word');
    await chat.expectEcho('a word');
    expect(await style(chat, '.window', 'background-color')).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)');
    expect(await unreadable(page)).toEqual([]);
    await page.evaluate(AXE);
    const enhanced = await page.evaluate(async () => {
      const { violations } = await (window as any).axe.run('rtm-chat', { rules: { 'color-contrast-enhanced': { enabled: true } }, runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } });
      return violations.flatMap(({ nodes }: any) => nodes.map(({ html, any }: any) => `${html.slice(0, 120)} ${any[0]?.message}`));
    });
    expect(enhanced).toEqual([]);
  });
}

test('the platform\'s theme is put on when asked for, after the visitor came, and the page has the last word', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await chat.give(() => ({ branding: true }));
  await chat.launcher.hover();
  await expect.poll(async () => (await watch.events(page, 'rtm-ready')).length).toBe(1);
  expect(watch.paths().some(path => path.includes('activetheme'))).toBe(false);
  await chat.open();
  await chat.expectGreeting();
  await expect.poll(() => launcherColor(chat)).toBe('rgb(13, 110, 253)');
  expect(watch.paths().filter(path => path.endsWith('/websdkthemes/st-firnbahn/activetheme'))).toHaveLength(1);
  expect(await style(chat, '[data-from="bot"] .bubble', 'background-color')).toBe('rgb(248, 249, 250)');
  expect(await style(chat, '.window', 'font-family')).toContain('Inter');
  // The theme is a light one, whatever the system prefers.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await style(chat, '.window', 'background-color')).toBe('rgb(255, 255, 255)');
  await page.evaluate(() => document.querySelector('rtm-chat')!.style.setProperty('--rtm-accent', '#0a6640'));
  expect(await launcherColor(chat)).toBe('rgb(10, 102, 64)');
  await emulator.drop(1006);
  await chat.say('after a drop');
  await chat.expectEcho('after a drop');
  expect(watch.paths().filter(path => path.includes('activetheme'))).toHaveLength(1);
  // What the chat put on goes with it.
  await page.evaluate(() => document.querySelector('rtm-chat')!.remove());
  expect(await page.evaluate(() => document.documentElement.getAttribute('style'))).toBe(null);
});

for (const [name, faults, told] of [
  ['fails', { theme: '500' }, /500/],
  ['has none that is active', { theme: 'inactive' }, /none that is active/],
  ['answers nonsense', { http: { theme: { garbage: true } } }, /nothing in it/],
  ['is partial', { theme: 'partial' }, undefined],
] as const) {
  test(`a theme endpoint that ${name} leaves the chat as it is`, async ({ chat, page, emulator, watch }) => {
    await emulator.faults(faults);
    await chat.visit();
    await chat.give(() => ({ branding: true, theme: 'light' }));
    const before = await launcherColor(chat);
    await chat.open();
    await chat.expectGreeting();
    await chat.say('all the same');
    await chat.expectEcho('all the same');
    await expect.poll(() => watch.paths().filter(path => path.includes('activetheme')).length).toBe(1);
    if (told) await expect.poll(async () => (await watch.events(page, 'rtm-warning')).map(({ detail }) => detail.message).join()).toMatch(told);
    expect(await launcherColor(chat)).toBe(before);
    expect(await watch.events(page, 'rtm-error')).toEqual([]);
  });
}

test('a theme endpoint that never answers delays nothing', async ({ chat, emulator, watch }) => {
  await emulator.faults({ http: { theme: { delayMs: 60_000 } } });
  await chat.visit();
  await chat.give(() => ({ branding: true }));
  await chat.open();
  await chat.expectGreeting();
  await chat.say('not held up');
  await chat.expectEcho('not held up');
  expect(watch.paths().some(path => path.includes('activetheme'))).toBe(true);
});

test('a theme that nobody could read is made readable and told', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await chat.give(() => ({
    branding: {
      general: { themeType: 'dark', colors: { primary: '#ffe45c', secondary: '#20263a', primary_text: '#39415c', secondary_text: '#ffffff', useColorPaletteOnly: false } },
      header: { bg_color: '#ffe45c', title: { color: '#fff3b0' }, sub_title: { color: '#fff3b0' } },
      body: {
        background: { type: 'color', color: '#1b2030' },
        user_message: { bg_color: '#ffb3c7', color: '#ff8fab' },
        bot_message: { bg_color: '#20263a', color: '#39415c' },
        agent_message: { bg_color: '#ffffff', color: '#eeeeee' },
        buttons: { bg_color: '#cccccc', color: '#ffffff' },
        font: { family: 'x; } * { display: none', size: 'large' },
        bubble_style: 'rectangle',
      },
      chat_bubble: { primary_color: '#fefefe', secondary_color: '#ffffff' },
      footer: 7,
    },
  }));
  await chat.open();
  await chat.expectGreeting();
  await emulator.push([
    botText('Read [this](https://example.com/) and `that`'),
    botText('From a person', { author: { firstName: 'Ada', lastName: 'Byron', type: 'AGENT' }, fromAgent: true }),
    buttons('Which size?', ['Small', 'Large']),
  ]);
  await chat.say('a word');
  await chat.expectEcho('a word');
  expect(await style(chat, '.window', 'background-color')).toBe('rgb(27, 32, 48)');
  expect(await style(chat, '.header', 'background-color')).toBe('rgb(255, 228, 92)');
  expect(await style(chat, '[data-from="visitor"] .bubble', 'background-color')).toBe('rgb(255, 179, 199)');
  expect(await unreadable(page)).toEqual([]);
  const warnings = (await watch.events(page, 'rtm-warning')).map(({ detail }) => detail.message);
  for (const path of ['header.title.color', 'body.user_message.color', 'body.bot_message.color', 'body.agent_message.color', 'body.buttons.color', 'chat_bubble.secondary_color']) {
    expect(warnings.filter(text => text.includes(`${path} has too little contrast`))).toHaveLength(1);
  }
});

test('a theme that is no theme is refused by name', async ({ chat, page, watch }) => {
  await chat.visit();
  await chat.give(() => ({ branding: 'https://example.com/theme.json' }));
  await chat.launcher.click();
  await expect.poll(async () => (await watch.events(page, 'rtm-error')).length).toBe(1);
  expect((await watch.events(page, 'rtm-error'))[0].detail).toMatchObject({ code: 'invalid-option', option: 'branding' });
});
