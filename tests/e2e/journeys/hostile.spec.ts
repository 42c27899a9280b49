// Text that would rather be a program.
import type { Page } from '@playwright/test';
import { botText, botTemplate } from '../support/frames';
import { expect, test } from '../support/test';

const attacks = [
  '<script>window.__hit = "script"</script>',
  '<img src=x onerror="window.__hit = \'img\'">',
  '<svg onload="window.__hit = \'svg\'"><circle r=1 /></svg>',
  '<iframe srcdoc="<script>parent.__hit = 1</script>"></iframe>',
  '[click me](javascript:window.__hit="markdown")',
  '[click me](  JaVaScRiPt:window.__hit=1)',
  '[click me](data:text/html,<script>opener.__hit=1</script>)',
  '<a href="javascript:window.__hit=\'a\'">click me</a>',
  '<a href="https://example.com" onclick="window.__hit=1" style="position:fixed;inset:0">cover</a>',
  '<style>* { display: none !important }</style>',
  '![x](https://tracker.example/pixel.png "\\" onerror=window.__hit=1")',
  '{{constructor.constructor("window.__hit=1")()}}',
  '<form action="https://evil.example"><input name=a autofocus onfocus="window.__hit=1"></form>',
];

/** What nothing that arrived may have put into the chat. */
const live = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('rtm-chat')!.shadowRoot!;
    const found: string[] = [];
    for (const element of root.querySelectorAll('[role="log"] *')) {
      if (/^(script|iframe|style|object|embed|form|base|meta|link)$/i.test(element.localName)) found.push(element.outerHTML);
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`${element.localName} ${name}`);
        if (/^(href|src|action|formaction|xlink:href)$/i.test(name) && /^\s*(javascript|vbscript|data:text)/i.test(value)) found.push(`${name}=${value}`);
        if (name === 'style' && /position\s*:\s*fixed/i.test(value)) found.push(`style=${value}`);
      }
    }
    return { found, hit: (window as any).__hit ?? (window as any).hacked ?? null };
  });

test('hostile text from the bot is shown, not run', async ({ chat, page, emulator, watch }) => {
  await chat.begin();
  // A picture that the bot asks for is the bot's, as DESIGN.md allows; nothing else may leave.
  watch.allowed.push(/^https:\/\/tracker\.example\/pixel\.png/);
  await page.route(/(tracker|evil)\.example/, route => route.abort());
  for (const [i, attack] of attacks.entries()) await emulator.push(botText(`Number ${i}: ${attack}`));
  await emulator.push(botText('The last one, harmless.'));
  await expect(chat.row('The last one, harmless.')).toBeVisible();
  for (const [i] of attacks.entries()) await expect(chat.row(`Number ${i}:`)).toHaveCount(1);
  await expect(chat.row('Number 0:')).toContainText('window.__hit = "script"');
  expect(await live(page)).toEqual({ found: [], hit: null });

  // Links that survived lead where they say; clicking the text of the others does nothing.
  for (const link of await chat.transcript.getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^(https?|mailto|tel):/);
  }
  const dead = chat.row('Number 4:').getByText('click me');
  if (await dead.count()) await dead.first().click();
  await chat.say('still working');
  await chat.expectEcho('still working');
  expect(await live(page)).toEqual({ found: [], hit: null });
});

test('hostile text from the visitor is shown as it was typed, now and after a reload', async ({ chat, page }) => {
  await chat.begin();
  const typed = attacks.slice(0, 5);
  for (const attack of typed) {
    await chat.say(attack);
    await expect(chat.from('visitor').getByText(attack, { exact: true })).toBeVisible();
  }
  expect(await live(page)).toEqual({ found: [], hit: null });
  await page.reload();
  await chat.open();
  for (const attack of typed) await expect(chat.from('visitor').getByText(attack, { exact: true })).toHaveCount(1);
  expect(await live(page)).toEqual({ found: [], hit: null });
});

test('hostile labels, addresses and payloads of a template do nothing when pressed', async ({ chat, page, emulator, context }) => {
  await chat.begin();
  await emulator.push(
    botTemplate({
      template_type: 'button',
      text: 'Pick <img src=x onerror="window.__hit=1">',
      buttons: [
        { type: 'web_url', title: '<b onclick="window.__hit=1">Open</b>', url: 'javascript:window.__hit=1' },
        { type: 'postback', title: 'Send it', payload: '<script>window.__hit=1</script>' },
      ],
    }),
  );
  const row = chat.row('Pick <img');
  await expect(row).toBeVisible();
  const open = row.getByText('<b onclick="window.__hit=1">Open</b>');
  await expect(open).toBeVisible();
  await open.click({ force: true });
  expect(context.pages().length).toBe(1);
  await expect(page).toHaveURL(/blank\.html/);
  expect(await live(page)).toEqual({ found: [], hit: null });
});

test('the platform\'s own hostile answers do not break the chat', async ({ chat, page, emulator }) => {
  await chat.begin();
  await page.route(url => url.host !== new URL(emulator.url).host, route => route.abort());
  await emulator.faults({ messages: { hostile: true } });
  await chat.say('do your worst');
  await expect.poll(async () => chat.from('bot').count()).toBeGreaterThan(1);
  await emulator.faults({ messages: { hostile: null } });
  await chat.say('and now kindly');
  await chat.expectEcho('and now kindly');
  expect(await live(page)).toEqual({ found: [], hit: null });
});
