// Screenshots of the demo page for people to look at: node tests/e2e/shots.mjs [DIRECTORY]
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { Emulator } from './support/emulator.mjs';

const directory = resolve(process.argv[2] ?? join(import.meta.dirname, '../../target/shots'));
mkdirSync(directory, { recursive: true });

const views = [
  { name: 'wide', width: 1280, height: 800 },
  { name: 'phone', width: 320, height: 640 },
  { name: 'wide-dark', width: 1280, height: 800, query: { theme: 'dark' }, colorScheme: 'dark' },
  { name: 'phone-dark', width: 320, height: 640, query: { theme: 'dark' }, colorScheme: 'dark' },
  { name: 'wide-rtl', width: 1280, height: 800, query: { lang: 'ar', dir: 'rtl' } },
  { name: 'phone-rtl', width: 320, height: 640, query: { lang: 'ar', dir: 'rtl' } },
];

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  executablePath: existsSync(executable) ? executable : undefined,
  args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
});
const emulator = await Emulator.start();

const text = (text, extra = {}) => ({
  type: 'bot_response',
  from: 'bot',
  message: [{ type: 'text', component: { type: 'text', payload: { text } }, cInfo: { body: text } }],
  messageId: `ms-shot-${Math.random().toString(36).slice(2)}`,
  createdOn: new Date().toISOString(),
  ...extra,
});
const template = payload => ({
  ...text(''),
  message: [{ type: 'text', component: { type: 'template', payload: { type: 'template', payload } }, cInfo: { body: JSON.stringify(payload) } }],
});
const agent = { firstName: 'Ada', lastName: 'Byron', type: 'AGENT' };

// Made when it is pushed: the transcript is ordered by time.
const conversation = () => [
  text('Your order *4711* left our house *this morning*.\n* Carrier: Parcel Express\n* Arrives: Tuesday\nFollow it [on the map](https://example.com/track).'),
  template({
    template_type: 'button',
    text: 'What would you like to do?',
    buttons: ['Change the address', 'Return the order', 'Talk to a person'].map(title => ({ type: 'postback', title, payload: title })),
  }),
  { type: 'events', from: 'bot', message: { type: 'agent_connected', author: agent } },
  text('Hello, this is Ada. I have your order in front of me: shall I send it to the new address?', { author: agent, fromAgent: true }),
  template({
    template_type: 'quick_replies',
    text: 'Shall I?',
    quick_replies: ['Yes, please', 'No, thanks', 'Ask me later'].map(title => ({ content_type: 'text', title, payload: title })),
  }),
];

try {
  for (const { name, width, height, query = {}, colorScheme } of views) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-GB', deviceScaleFactor: 2 });
    const page = await context.newPage();
    const shot = async step => {
      await page.screenshot({ path: join(directory, `${name}-${step}.png`), animations: 'disabled' });
    };
    await page.goto(`${emulator.url}/index.html?${new URLSearchParams({ identity: `shots-${name}`, ...query })}`);
    const part = part => page.locator(`rtm-chat [part~="${part}"]`);
    await part('launcher').waitFor();
    await shot('1-closed');
    await part('launcher').click();
    await part('composer').waitFor();
    await page.locator('rtm-chat [data-from="bot"]').first().waitFor();
    await shot('2-open');
    await part('composer').fill('Where is my order?');
    await part('composer').press('Enter');
    await page.locator('rtm-chat [data-from="bot"]').nth(1).waitFor();
    await emulator.push(conversation());
    await page.locator('rtm-chat').getByRole('button', { name: 'Ask me later' }).waitFor();
    await part('composer').fill('Yes, to the new one:\nBaker Street 221b');
    await shot('3-conversation');
    await emulator.push({ type: 'events', from: 'bot', message: { type: 'typing', author: agent } });
    await emulator.faults({ http: { rtmStart: { status: 503 } } });
    await emulator.drop(1006);
    await part('composer').fill('');
    await part('composer').fill('Is this going through?');
    await part('composer').press('Enter');
    await page.locator('rtm-chat [data-from="visitor"]').nth(1).waitFor();
    await part('banner').waitFor();
    await shot('4-reconnecting');
    await emulator.reset();
    await context.close();
  }
} finally {
  await browser.close();
  await emulator.stop();
}
console.log(`Screenshots are in ${directory}.`);
