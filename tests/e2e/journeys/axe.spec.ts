// axe-core over every sample of the gallery.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { names, show, visit } from '../support/gallery.mjs';
import { expect, test } from '../support/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EXAMPLE = /^https:\/\/(\w+\.)*example\.(com|org|net)\//;

/** What axe has against what is shown. */
async function judged(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const root = document.querySelector('#stage')!.shadowRoot!;
    for (const details of root.querySelectorAll('details')) details.open = true;
    for (const fold of root.querySelectorAll<HTMLElement>('[data-fold]')) fold.dataset.fold = 'open';
    // Forms in frames are other pages.
    const { violations } = await (window as any).axe.run('#device', { resultTypes: ['violations'], iframes: false });
    const where = ({ html, any }: any) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`;
    return violations.map(({ id, nodes }: any) => `${id}: ${nodes.map(where).join(' | ')}`);
  });
}

for (const [mode, state] of Object.entries({
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  'in high contrast': { theme: 'contrast' },
  'right to left': { theme: 'light', lang: 'ar' },
})) {
  test(`axe finds nothing in any sample, ${mode}`, async ({ page, emulator, watch }) => {
    test.setTimeout(180_000);
    watch.allowed.push(EXAMPLE);
    await page.setViewportSize({ width: 400, height: 1200 });
    await visit(page, emulator.url, { bare: '', ...state });
    await page.evaluate(AXE);
    const found: Record<string, string[]> = {};
    for (const name of await names(page)) {
      await show(page, name);
      const violations = await judged(page);
      if (violations.length) found[name] = violations;
    }
    expect(found).toEqual({});
    // It does look into the window.
    await page.evaluate(() => {
      const root = document.querySelector('#stage')!.shadowRoot!;
      root.querySelector('.rows')!.append(document.createElement('button'));
    });
    expect(await judged(page)).toEqual([expect.stringContaining('button-name')]);
  });
}
