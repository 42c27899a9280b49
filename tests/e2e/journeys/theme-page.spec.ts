// The demo site's page of properties.
import { expect, test } from '../support/test';

test('properties are changed beside the chat, and their CSS is taken along', async ({ page, chat, watch, emulator, identity }) => {
  await page.goto(`${emulator.url}/theme.html?identity=${identity}`);
  await chat.expectGreeting();
  await chat.say('a word');
  await chat.expectEcho('a word');
  // All that the chat has, without a list of its own.
  const rows = page.locator('.property');
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeGreaterThan(40);
  await expect(page.locator('.property[data-changed]')).toHaveCount(0);
  const bubble = () => chat.from('visitor').locator('.bubble').evaluate(element => getComputedStyle(element).backgroundColor);
  await expect(page.getByLabel('accent', { exact: true })).toHaveValue('#2454e6');
  await page.getByLabel('accent', { exact: true }).fill('#0a6640');
  expect(await bubble()).toBe('rgb(10, 102, 64)');
  await page.getByLabel('roundness').fill('0');
  await page.getByLabel('font', { exact: true }).fill('serif');
  await expect(page.getByLabel('Your CSS')).toHaveValue('rtm-chat {\n  --rtm-accent: #0a6640;\n  --rtm-roundness: 0;\n  --rtm-font: serif;\n}\n');

  // A page that has that CSS looks the same.
  const own = await page.getByLabel('Your CSS').inputValue();
  await page.getByRole('button', { name: 'Back to the defaults' }).click();
  expect(await bubble()).toBe('rgb(36, 84, 230)');
  await expect(page.getByLabel('Your CSS')).toHaveValue('');
  await page.evaluate(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, own);
  expect(await bubble()).toBe('rgb(10, 102, 64)');
  expect(await watch.violations(page)).toEqual([]);
});

test('a theme of the platform is tried out with what the chat says about it', async ({ page, chat, watch, emulator, identity }) => {
  await page.goto(`${emulator.url}/theme.html?identity=${identity}`);
  await chat.expectGreeting();
  const paste = async (text: string) => {
    await page.getByLabel("The platform's theme").fill(text);
    await page.getByLabel("The platform's theme").blur();
  };
  await paste('{"general": {"colors": {"primary": "#ffe45c", "secondary_text": "#ffffff"}}}');
  await expect(page.locator('#warnings')).toContainText('secondary_text has too little contrast');
  await chat.expectGreeting();
  await expect(page.getByLabel('accent', { exact: true })).toHaveValue('#ffe45c');
  await paste('{"general": ');
  await expect(page.locator('#warnings')).toContainText('This is no JSON');
  await page.getByLabel('Theme', { exact: true }).selectOption('contrast');
  await expect(page.getByLabel('accent', { exact: true })).toHaveValue(/#000000|#ffffff/);
  expect(await watch.violations(page)).toEqual([]);
});
