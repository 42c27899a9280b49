// Under the strictest policy that DESIGN.md promises.
import { botText, buttons, quickReplies } from '../support/frames';
import { expect, test } from '../support/test';

test('a whole journey under a strict CSP and Trusted Types violates neither', async ({ chat, page, emulator, watch }) => {
  const socket = emulator.url.replace('http', 'ws');
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `connect-src 'self' ${socket}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  // A page that comes from a route has no address of its own, so the browser takes the emulator for another network.
  await page.context().grantPermissions(['local-network-access']);
  await page.route('**/blank.html*', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });

  await chat.begin();
  await chat.say('under a strict policy');
  await chat.expectEcho('under a strict policy');
  await emulator.push([
    botText('*bold* [a link](https://example.com) <script>window.__hit = 1</script>\n* item'),
    buttons('Which size?', ['Small', 'Large']),
    quickReplies('Tea or coffee?', ['Tea', 'Coffee']),
  ]);
  await chat.host.getByRole('button', { name: 'Coffee' }).click();
  await expect(chat.from('visitor').filter({ hasText: 'Coffee' })).toBeVisible();
  await emulator.drop(1006);
  await chat.say('after a drop');
  await chat.expectEcho('after a drop');
  await chat.button('header.close').click();
  await chat.open();
  // The policy was in force: what it forbids is refused.
  const refused = await page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<i></i>';
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toBe(true);
  const violations = (await watch.violations(page)).filter(text => !text.includes('<i></i>'));
  expect(violations).toEqual([]);
  // The styles are in force too.
  expect(await chat.launcher.evaluate(element => getComputedStyle(element).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)');
});
