// Screenshots of every sample of the gallery, and a sheet of them for each mode: node tests/e2e/gallery-shots.mjs [WORDS...]
// Only samples whose names hold one of the words, if there are any. SHOTS_DIR is where they go, SITE_DIR what is looked at.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { Emulator } from './support/emulator.mjs';
import { names, show, visit } from './support/gallery.mjs';

const words = process.argv.slice(2);
const directory = resolve(process.env.SHOTS_DIR ?? join(import.meta.dirname, '../../target/shots'));

const modes = [
  { mode: 'light', width: 400, state: { theme: 'light' } },
  { mode: 'dark', width: 400, state: { theme: 'dark' } },
  { mode: 'narrow', width: 320, state: { theme: 'light' } },
  { mode: 'rtl', width: 400, state: { theme: 'light', lang: 'ar' } },
];
/** Pixels of the window around the transcript, and the tallest picture. */
const AROUND = 150;
const TALLEST = 2400;
const COLUMNS = 12;

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  executablePath: existsSync(executable) ? executable : undefined,
  args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
});
const emulator = await Emulator.start();

/** The window grows to what is in it, so that nothing is out of sight. */
async function fit(page, width) {
  const height = await page.evaluate(() => {
    const root = document.querySelector('#stage').shadowRoot;
    const content = root.querySelector('.rows').getBoundingClientRect().height;
    const strip = root.querySelector('.strip')?.getBoundingClientRect().height ?? 0;
    return Math.ceil(content + strip);
  });
  await page.setViewportSize({ width, height: Math.min(Math.max(height + AROUND, 360), TALLEST) });
}

/** All pictures of a mode on one page. */
async function sheet(context, mode, taken) {
  const page = await context.newPage();
  await page.setViewportSize({ width: COLUMNS * 260, height: 800 });
  await page.setContent('<style>body{display:flex;flex-wrap:wrap;align-items:start;gap:12px;margin:12px;font:12px sans-serif}figure{width:240px;margin:0}img{width:100%;border:1px solid #ccc}</style>');
  for (const { name, path } of taken) {
    const source = `data:image/png;base64,${readFileSync(path).toString('base64')}`;
    await page.evaluate(
      async ([name, source]) => {
        const image = Object.assign(new Image(), { src: source });
        const figure = document.createElement('figure');
        figure.append(name, image);
        document.body.append(figure);
        await image.decode();
      },
      [name, source],
    );
  }
  await page.screenshot({ path: join(directory, `${mode}.png`), fullPage: true });
  await page.close();
}

try {
  for (const { mode, width, state } of modes) {
    const folder = join(directory, mode);
    if (!words.length) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const context = await browser.newContext({ viewport: { width, height: 700 }, locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await visit(page, emulator.url, { bare: '', ...state });
    const chosen = (await names(page)).filter(name => !words.length || words.some(word => name.toLowerCase().includes(word.toLowerCase())));
    const taken = [];
    for (const name of chosen) {
      await show(page, name);
      await fit(page, width);
      await show(page, name);
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      taken.push({ name, path });
    }
    await sheet(context, mode, taken);
    await context.close();
    console.log(`${mode}: ${taken.length} pictures in ${folder}, all of them in ${join(directory, `${mode}.png`)}`);
  }
} finally {
  await browser.close();
  await emulator.stop();
}
