// The page's token callback, replaced.
import type { Page } from '@playwright/test';

/**
 * Puts a chat on the page whose callback is the given one, instead of the page's own. The source is the body of a
 * function of `request` and `original`, the page's own callback.
 */
export async function replaceCallback(page: Page, body: string) {
  await page.evaluate(source => {
    const old = document.querySelector('rtm-chat') as any;
    const options = old.options;
    const chat = old.cloneNode(false) as any;
    const reasons = ((window as any).__reasons = [] as string[]);
    const original = options.getAccessToken;
    const callback = new Function('request', 'original', source);
    chat.options = {
      ...options,
      open: false,
      getAccessToken: (request: { reason: string }) => {
        reasons.push(request.reason);
        return callback(request, original);
      },
    };
    old.replaceWith(chat);
  }, body);
}

/** Why that callback was asked, each time. */
export const reasons = (page: Page) => page.evaluate(() => (window as any).__reasons as string[]);
