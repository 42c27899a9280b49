// Waits that nobody should have to sit through. `page.clock.install()` comes before the page.
import { expect, type Page } from '@playwright/test';

/** Lets the page's clock run ahead, a second at a time, until something is so. */
export async function passTime(page: Page, until: () => Promise<boolean>, limit = 120) {
  let seconds = 0;
  await expect
    .poll(
      async () => {
        if (await until()) return true;
        if (seconds++ < limit) await page.clock.runFor(1_000);
        return until();
      },
      { message: `within ${limit} seconds of the page's clock`, timeout: 30_000, intervals: [50] },
    )
    .toBe(true);
  await page.clock.resume();
  return seconds;
}
