// The gallery of the demo site: every sample in the real window, without a network.
import type { Page } from '@playwright/test';
import { names, show, visit } from '../support/gallery.mjs';
import { expect, test } from '../support/test';

const EXAMPLE = /^https:\/\/(\w+\.)*example\.(com|org|net)\//;
const stage = (page: Page) => page.locator('#stage');
const transcript = (page: Page) => stage(page).getByRole('log');
const choose = (page: Page, name: string, value: string) => page.locator(`#switches [name="${name}"]`).selectOption(value);

/** What is wrong with what is shown, in a window as narrow as a small phone. */
async function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('#stage')!.shadowRoot!;
    const window = root.querySelector<HTMLElement>('.window')!;
    const log = root.querySelector<HTMLElement>('[role=log]')!;
    const found: string[] = [];
    const isWide = (element: Element) => element.scrollWidth > element.clientWidth;
    if (isWide(document.documentElement) || [window, log, root.querySelector('.scroller')!].some(isWide)) found.push('scrolls sideways');
    // What the visitor sent is shown as it was sent.
    const texts = [...root.querySelectorAll<HTMLElement>('[part~="message"]:not([data-from="visitor"]), .strip')];
    const raw = /.{0,40}([{[]\s*\\?"[^"]*\\?"\s*[:,]|\[object |\bundefined\b|\bNaN\b|\bnull\b).{0,40}/;
    for (const { innerText } of texts) {
      const match = raw.exec(innerText);
      if (match) found.push(`raw: ${match[0]}`);
    }
    return found;
  });
}

test('every sample is shown, in a narrow window and from history too, with nothing raw and nothing too wide', async ({ page, emulator, watch }) => {
  test.setTimeout(180_000);
  watch.allowed.push(EXAMPLE);
  for (const from of ['live', 'history']) {
    await page.setViewportSize({ width: 320, height: 640 });
    await visit(page, emulator.url, { bare: '', theme: 'light', from });
    const all = await names(page);
    expect(all.length).toBeGreaterThan(90);
    const found: Record<string, string[]> = {};
    const silent: string[] = [];
    for (const name of all) {
      await show(page, name);
      const wrong = await faults(page);
      if (wrong.length) found[name] = wrong;
      // Typing, receipts and the like are no messages.
      const rows = await stage(page).locator('[part~="message"]').count();
      if (!rows) silent.push(name);
    }
    expect(found).toEqual({});
    expect(silent.filter(name => !/^(events-|language_|searchResults|wait_for)/.test(name))).toEqual([]);
    expect(await watch.violations(page)).toEqual([]);
  }
});

test('what is changed in the JSON is shown with its warnings, and what an answer would send is logged', async ({ page, emulator }) => {
  await visit(page, emulator.url);
  await show(page, 'button');
  await expect(page.locator('#name')).toHaveText('button');
  const json = page.getByLabel('JSON', { exact: true });
  const payload = {
    template_type: 'button',
    text: 'Which way?',
    buttons: [{ type: 'postback', title: 'Left', payload: 'go_left' }, {}],
  };
  await json.fill(JSON.stringify(payload));
  await expect(transcript(page).getByText('Which way?')).toBeVisible();
  await expect(json).toBeFocused();
  await expect(page.locator('#warnings li')).toContainText(['buttons[1]']);
  await transcript(page).getByRole('button', { name: 'Left' }).click();
  await expect(page.locator('#log summary')).toContainText(['go_left']);
  await expect(stage(page).locator('[data-from="visitor"][data-state="sent"]')).toHaveText(/Left/);

  await choose(page, 'from', 'history');
  await expect(transcript(page).getByRole('button', { name: 'Left' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Back to the sample' }).click();
  await expect(transcript(page).getByText('What would you like to do?')).toBeVisible();
  // Without a launcher a closed window would be gone.
  await stage(page).getByRole('button', { name: 'Close chat' }).click();
  await expect(transcript(page).getByText('What would you like to do?')).toBeVisible();
  await expect(page.locator('#log summary')).toContainText(['closed']);
  await json.fill('{"half": ');
  await expect(page.locator('#warnings li')).toContainText(['not JSON']);
});

test('samples are found and linked, and the switches stand in the address', async ({ page, emulator }) => {
  await visit(page, emulator.url);
  await page.getByLabel('Search samples').fill('donut legend');
  await expect(page.locator('#list li:visible')).toHaveText(['piechart-donut_legend']);
  await page.getByLabel('Search samples').press('Enter');
  await expect(page).toHaveURL(/#piechart-donut_legend$/);
  await choose(page, 'theme', 'dark');
  await choose(page, 'lang', 'ar');
  await choose(page, 'width', '320');
  await page.reload();
  await expect(page.locator('#device[data-shown="piechart-donut_legend"]')).toBeVisible();
  const window = stage(page).locator('.window');
  await expect(window).toHaveAttribute('data-theme', 'dark');
  await expect(window).toHaveAttribute('dir', 'rtl');
  await expect.poll(async () => (await window.boundingBox())?.width).toBe(320);
});

test('a text can be shown in the platform\'s markup and in CommonMark', async ({ page, emulator }) => {
  await visit(page, emulator.url);
  await page.locator('#json').fill(JSON.stringify({ type: 'bot_response', message: [{ type: 'text', cInfo: { body: 'once ~~and~~ again' } }] }));
  const message = stage(page).locator('[part~="message"]').filter({ hasText: 'again' });
  const struck = message.locator('s, del');
  await choose(page, 'markup', 'commonmark');
  await expect(struck).toHaveText('and');
  await choose(page, 'markup', 'kore');
  await expect(struck).toHaveCount(0);
  await expect(message).toBeVisible();
});
