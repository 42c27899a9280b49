// Where the chat stands on its page.
import { botText } from '../support/frames';
import { expect, test } from '../support/test';

test('a chat in the page is as large as what it stands in, has no launcher, and takes neither focus nor Escape', async ({ chat, page, emulator, watch }) => {
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await page.evaluate(() => {
    const place = document.createElement('div');
    place.id = 'place';
    place.style.cssText = 'margin: 40px 0 0 60px; inline-size: 500px; block-size: 520px';
    const above = document.createElement('input');
    above.id = 'above';
    const chat = document.querySelector('rtm-chat') as any;
    document.body.append(above, place);
    place.append(chat);
    chat.setAttribute('inline', '');
    above.focus();
    chat.options = { ...chat.options, open: true };
  });
  await expect(chat.launcher).toBeHidden();
  await chat.expectGreeting();
  await emulator.push(botText('In the page'));
  await expect(chat.row('In the page')).toBeVisible();
  await chat.settle();
  const boxes = await page.evaluate(() =>
    [document.querySelector('#place')!, document.querySelector('rtm-chat')!.shadowRoot!.querySelector('.window')!].map(element => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].map(Math.round);
    }),
  );
  expect(boxes[1]).toEqual(boxes[0]);
  await expect(page.locator('#above')).toBeFocused();
  await expect(chat.button('header.close')).toBeHidden();
  await chat.say('a word');
  await chat.expectEcho('a word');
  await chat.composer.press('Escape');
  await expect(chat.composer).toBeVisible();
  // On a small screen it does not fill it.
  await page.setViewportSize({ width: 400, height: 700 });
  const window = (await chat.host.locator('[part~="window"]').boundingBox())!;
  expect(Math.round(window.height)).toBe(520);
  // And it is closed by the page.
  await page.evaluate(() => (document.querySelector('rtm-chat') as any).close());
  await expect(chat.composer).toBeHidden();
  expect((await watch.events(page, 'rtm-close')).length).toBe(1);
});

for (const dir of ['ltr', 'rtl'] as const) {
  test(`launcher and window stand where lines begin if the page wants it, ${dir}`, async ({ chat, page }) => {
    await chat.visit({ dir });
    await page.addStyleTag({ content: 'rtm-chat { --rtm-offset-start: 30px; --rtm-offset-inline: auto; --rtm-offset-block: 44px }' });
    await chat.open();
    await chat.settle();
    const launcher = (await chat.launcher.boundingBox())!;
    const window = (await chat.host.locator('[part~="window"]').boundingBox())!;
    for (const box of [launcher, window]) {
      expect(Math.round(dir === 'ltr' ? box.x : 1280 - box.x - box.width)).toBe(30);
    }
    expect(Math.round(800 - launcher.y - launcher.height)).toBe(44);
    expect(Math.round(window.width)).toBe(380);
  });
}
