// Every string of every sample replaced in turn by an attack, and every field spoilt, in the real components under a strict
// CSP with Trusted Types: the gallery's page. HOSTILE=all tries everything in every place, which takes long; otherwise each
// place meets some of it, and each sample meets all attacks.
import type { Page } from '@playwright/test';
import { ATTACKS } from '../support/attacks';
import { names, visit } from '../support/gallery.mjs';
import { expect, test } from '../support/test';

/** Attacks that each string meets. */
const SOME = process.env.HOSTILE === 'all' ? ATTACKS.length : 2;
/** So many messages are looked at together. */
const BATCH = 24;

/** What was found wrong, and how many messages were shown. */
interface Report {
  shown: number;
  faults: string[];
}

/** Runs in the page: shows variants of one sample in windows of their own, opens what opens, and looks for what must not be there. */
async function tryOut({ name, texts, some, batch }: { name: string; texts: string[]; some: number; batch: number }): Promise<Report> {
  const { preview } = await import(new URL('/rtm-chat-widget.js', location.href).href);
  const { loadSamples, read } = await import(new URL('/gallery/samples.js', location.href).href);
  const kept = ((window as any).__samples ??= await loadSamples());
  const sample = kept.groups.flatMap((group: any) => group.samples).find((sample: any) => sample.name === name);
  // Frames stop when a page that was opened covers this one.
  const frame = () => new Promise(done => {
    requestAnimationFrame(done);
    setTimeout(done, 100);
  });
  const opened: string[] = ((window as any).__opened ??= []);
  window.open = url => {
    opened.push(String(url));
    return null;
  };
  const ELEMENTS =
    /^(a|abbr|audio|b|bdi|blockquote|br|button|code|dd|del|details|div|dl|dt|em|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|i|iframe|img|input|label|legend|li|meter|ol|option|p|pre|progress|s|section|select|slot|small|span|strong|sub|summary|sup|table|tbody|td|textarea|tfoot|th|thead|time|tr|u|ul|video|svg|g|path|rect|circle|line|polyline|polygon|text|tspan|title|ellipse|caption|colgroup|col)$/;
  const ADDRESSES = /^(href|src|action|formaction|poster|data|srcset|background|ping|xlink:href|cite|srcdoc)$/;

  type Place = { path: (string | number)[]; value: unknown };
  /** Every field, those inside of JSON that travels as a string too. */
  const places = (value: unknown, path: (string | number)[], found: Place[]): Place[] => {
    if (path.length) found.push({ path, value });
    if (Array.isArray(value)) value.forEach((item, index) => places(item, [...path, index], found));
    else if (value && typeof value === 'object') for (const [key, item] of Object.entries(value)) places(item, [...path, key], found);
    else if (typeof value === 'string' && /^\s*[{[]/.test(value)) {
      try {
        places(JSON.parse(value), [...path, '#json'], found);
      } catch {
        // Only looks like it.
      }
    }
    return found;
  };
  const REMOVED = Symbol('removed');
  /** A copy with one field changed. */
  const changed = (value: any, [key, ...rest]: (string | number)[], to: unknown): any => {
    if (key === '#json') return JSON.stringify(rest.length ? changed(JSON.parse(value), rest, to) : to);
    const copy = Array.isArray(value) ? [...value] : { ...value };
    const next = rest.length ? changed(copy[key], rest, to) : to;
    if (next !== REMOVED) copy[key] = next;
    else if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else delete copy[key];
    return copy;
  };

  const { frames, page } = read(sample.text);
  const sources: any[] = (page ? [page] : frames).map((text: string) => JSON.parse(text));
  const variants: { what: string; text: string }[] = [];
  let turn = 0;
  for (const source of sources) {
    for (const { path, value } of places(source, [], [])) {
      const where = path.join('.');
      // What keeps the variants apart.
      if (where === 'messageId') continue;
      const kinds = [REMOVED, null, 7, {}, [[]], 'x'.repeat(20_000)];
      const spoilt = texts.length ? [] : kinds.filter((_, kind) => some >= kinds.length || (kind + turn) % 3 === 0);
      if (spoilt.length) turn += 1;
      const attacks = typeof value === 'string' && !/^\s*[{[]/.test(value) ? Array.from({ length: some }, (_, index) => texts[(turn + index) % texts.length]) : [];
      for (const to of texts.length ? attacks : spoilt) {
        const copy = changed(source, path, to);
        if (!page && copy && typeof copy === 'object') copy.messageId = `ms-${variants.length}`;
        variants.push({ what: `${where} = ${typeof to === 'symbol' ? 'removed' : JSON.stringify(to)?.slice(0, 80)}`, text: JSON.stringify(copy) });
      }
      if (texts.length && attacks.length) turn += some;
    }
  }
  // The strings of a sample meet every attack, however few they are.
  if (texts.length && turn < texts.length) {
    const strings = sources.flatMap(source => places(source, [], []).filter(({ path, value }) => typeof value === 'string' && !/^\s*[{[]/.test(value) && path.join('.') !== 'messageId').map(place => ({ source, ...place })));
    for (let next = turn; strings.length && next < texts.length; next++) {
      const { source, path } = strings[next % strings.length];
      const copy = changed(source, path, texts[next]);
      if (!page) copy.messageId = `ms-${variants.length}`;
      variants.push({ what: `${path.join('.')} = ${texts[next].slice(0, 80)}`, text: JSON.stringify(copy) });
    }
  }

  const faults: string[] = [];
  const wrong = (root: ShadowRoot): string[] => {
    const found: string[] = [];
    for (const element of root.querySelectorAll('*')) {
      const tag = element.localName;
      if (!ELEMENTS.test(tag)) found.push(`<${tag}>`);
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`${tag} ${name}`);
        if (ADDRESSES.test(name)) {
          const isImage = tag === 'img' && /^data:image\/(png|jpe?g|gif|webp|avif)[;,]/i.test(value);
          if (!isImage && !/^(https?:\/\/|mailto:|tel:|#)/.test(value)) found.push(`${tag} ${name}=${value.slice(0, 60)}`);
        }
        if (name === 'style' && /url|image|expression|import|fixed|absolute|sticky|behavior|binding|src\(|attr\(|element\(|paint\(/i.test(value)) found.push(`${tag} style=${value}`);
      }
      if (tag === 'iframe' && !element.hasAttribute('sandbox')) found.push('iframe without sandbox');
      if (tag === 'a' && element.getAttribute('target') === '_blank' && !/noopener/.test(element.getAttribute('rel') ?? '')) found.push('link with opener');
    }
    const strange = [...document.querySelectorAll('script, style, link, base, meta, iframe')].length - (window as any).__nodes;
    if (strange) found.push(`${strange} nodes in the page`);
    if ((window as any).__hit !== undefined) found.push(`ran: ${(window as any).__hit}`);
    delete (window as any).__hit;
    for (const url of opened.splice(0)) if (!/^https?:\/\//.test(url)) found.push(`opened ${url}`);
    if (!document.querySelector('#stage') || document.title === 'owned') found.push('the page was changed');
    return found;
  };
  (window as any).__nodes ??= document.querySelectorAll('script, style, link, base, meta, iframe').length;

  for (let at = 0; at < variants.length; at += page ? 1 : batch) {
    const part = variants.slice(at, at + (page ? 1 : batch));
    const host = document.createElement('div');
    host.className = 'trial';
    document.body.append(host);
    const root = host.attachShadow({ mode: 'open' });
    const shown = preview(root, { language: 'en', title: 'x', theme: 'light', texts: '', ...(page ? { page: part[0].text } : {}) }, () => undefined);
    if (!page) for (const { text } of part) shown.receive(text);
    shown.receive(JSON.stringify({ type: 'bot_response', from: 'bot', messageId: 'ms-last', message: [{ type: 'text', cInfo: { body: 'The last, harmless.' } }] }));
    await frame();
    await frame();
    const found = wrong(root);
    // What opens is opened, what can be pressed is pressed, except links: they lead out of the page.
    const buttons = [...root.querySelectorAll<HTMLElement>('[role=log] button, [role=log] summary')];
    // Some of each window, others in the next.
    const first = buttons.length ? at % buttons.length : 0;
    for (const button of [...buttons.slice(first), ...buttons.slice(0, first)].slice(0, 10)) {
      if (!button.isConnected) continue;
      button.click();
      if (button.getAttribute('aria-haspopup') === 'dialog') {
        await frame();
        found.push(...wrong(root));
        root.querySelector<HTMLElement>('.dialog button')?.click();
      }
    }
    await frame();
    found.push(...wrong(root));
    if (![...root.querySelectorAll('[part~="message"]')].some(row => row.textContent?.includes('The last, harmless.'))) found.push('the last message is not shown');
    if (found.length) faults.push(`${[...new Set(found)].join(', ')} after one of:\n    ${part.map(({ what }) => what).join('\n    ')}`);
    shown.free();
    host.remove();
  }
  return { shown: variants.length, faults };
}

async function tryAll(page: Page, base: string, texts: string[]): Promise<{ shown: number; faults: Record<string, string[]> }> {
  await visit(page, base, { bare: '' });
  const begin = Date.now();
  let shown = 0;
  const faults: Record<string, string[]> = {};
  for (const name of await names(page)) {
    const report = await page.evaluate(tryOut, { name, texts, some: SOME, batch: BATCH });
    shown += report.shown;
    if (report.faults.length) faults[name] = report.faults.slice(0, 3);
    if (process.env.HOSTILE_TIMES) console.log(name, report.shown, Date.now() - begin);
  }
  return { shown, faults };
}

test('an attack in any string of any payload runs nothing, asks nobody and puts in no node', async ({ page, emulator, watch }) => {
  test.setTimeout(process.env.HOSTILE === 'all' ? 3_600_000 : 300_000);
  expect(new Set(ATTACKS).size).toBe(ATTACKS.length);
  expect(ATTACKS.length).toBeGreaterThanOrEqual(100);
  const asked: string[] = [];
  page.on('request', request => {
    const isOwn = request.url().startsWith(emulator.url) || request.url().startsWith('data:');
    // Pictures, sounds and films may be the bot's; a form's page stands walled off in its frame.
    const isAllowed = ['image', 'media'].includes(request.resourceType()) || (request.isNavigationRequest() && request.frame() !== page.mainFrame());
    if (!isOwn && !isAllowed) asked.push(`${request.resourceType()} ${request.url()}`);
  });
  watch.allowed.push(/./);
  const opened: string[] = [];
  page.context().on('page', other => opened.push(other.url()));
  const { shown, faults } = await tryAll(page, emulator.url, ATTACKS);
  console.log(`hostile: ${ATTACKS.length} attacks, ${shown} messages shown`);
  expect(faults).toEqual({});
  expect(asked).toEqual([]);
  expect(opened.filter(url => !/^https?:/.test(url) && url !== 'about:blank')).toEqual([]);
  expect(watch.dialogs).toEqual([]);
  expect(watch.errors).toEqual([]);
  expect((await watch.violations(page)).filter(text => !/^(img|media|frame)-src/.test(text))).toEqual([]);
});

test('a payload with any field removed, empty, of another type or huge leaves the rest of the conversation whole', async ({ page, emulator, watch }) => {
  test.setTimeout(300_000);
  watch.allowed.push(/./);
  const { shown, faults } = await tryAll(page, emulator.url, []);
  console.log(`spoilt: ${shown} messages shown`);
  expect(faults).toEqual({});
  expect(watch.errors).toEqual([]);
});
