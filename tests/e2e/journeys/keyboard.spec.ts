// Without a mouse.
import type { Page } from '@playwright/test';
import { botText, buttons, quickReplies } from '../support/frames';
import { expect, test } from '../support/test';
import { word } from '../support/words';

/** The element with the focus, through shadow roots, in words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return [element?.localName, element?.getAttribute('part'), element?.getAttribute('aria-label'), element?.textContent].join(' | ');
  });

/** Presses Tab until the focus is on an element whose description matches. */
async function tabTo(page: Page, what: RegExp, key = 'Tab') {
  for (let i = 0; i < 30; i++) {
    if (what.test(await focused(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`30 × ${key} did not reach ${what}; the focus is on ${await focused(page)}`);
}

test('open, talk, choose and close by keyboard, and the focus comes back to the launcher', async ({ chat, page, emulator }) => {
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await tabTo(page, /launcher/);
  await page.keyboard.press('Enter');
  await expect(chat.composer).toBeFocused();
  await chat.expectGreeting();

  await page.keyboard.type('no mouse here');
  await page.keyboard.press('Enter');
  await chat.expectEcho('no mouse here');
  await expect(chat.composer).toBeFocused();

  await emulator.push(buttons('Which way?', ['Left', 'Right']));
  await expect(chat.row('Which way?')).toBeVisible();
  // Nothing that arrives takes the focus away.
  await expect(chat.composer).toBeFocused();
  await tabTo(page, /button.*(Left|Right)/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(chat.from('visitor').filter({ hasText: /Left|Right/ })).toBeVisible();
  expect(await focused(page), 'the focus after a choice').not.toMatch(/^body/);
  // The bot has answered: chips are offered only below the newest message.
  await chat.expectEcho('payload of');

  await emulator.push(quickReplies('And then?', ['Stop', 'Go on']));
  await expect(chat.host.getByRole('button', { name: 'Stop' })).toBeVisible();
  await chat.composer.focus();
  await tabTo(page, /button.*(Stop|Go on)/, 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect(chat.host.getByRole('button', { name: 'Stop' })).toBeHidden();
  expect(await focused(page), 'the focus after the chip is gone').not.toMatch(/^body/);

  await page.keyboard.press('Escape');
  await expect(chat.composer).toBeHidden();
  await expect(chat.launcher).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chat.composer).toBeFocused();
});

test('the transcript can be reached and scrolled by keyboard', async ({ chat, page, emulator }) => {
  await chat.begin();
  await emulator.push(Array.from({ length: 40 }, (_, i) => botText(`Line number ${i}.`)));
  await expect(chat.row('Line number 39.')).toBeInViewport();
  const isScroller = () =>
    chat.transcript.evaluate(log => {
      const scroller = (window as any).__scroller(log) as HTMLElement;
      return (scroller.getRootNode() as ShadowRoot).activeElement === scroller;
    });
  for (let i = 0; i < 20 && !(await isScroller()); i++) await page.keyboard.press('Shift+Tab');
  expect(await isScroller()).toBe(true);
  const before = (await chat.distances()).toTop;
  await page.keyboard.press('PageUp');
  await expect.poll(async () => (await chat.distances()).toTop).toBeLessThan(before);
});

test('minimise by its button returns the focus to the launcher', async ({ chat }) => {
  await chat.begin();
  await chat.button('header.minimise').click();
  await expect(chat.composer).toBeHidden();
  await expect(chat.launcher).toBeFocused();
  await expect(chat.launcher).toHaveAccessibleName(new RegExp(word('launcher.open')));
});
