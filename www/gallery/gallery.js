// The gallery: every sample in the real window, without a network. The address holds the whole state:
// gallery.html?theme=dark&lang=ar&dir=rtl&markup=commonmark&width=320&from=history#NAME; with `bare` there is the window alone.

import init, { preview } from '../rtm-chat-widget.js';
import { loadSamples, read } from './samples.js';

const find = (id) => document.getElementById(id);
const [switches, search, found, list, device, stage, json, reset, warnings, log] = [
  'switches', 'search', 'found', 'list', 'device', 'stage', 'json', 'reset', 'warnings', 'log',
].map(find);

const query = new URLSearchParams(location.search);
const root = stage.attachShadow({ mode: 'open' });
/** Wait so long after a key press before the JSON is shown anew, in milliseconds. */
const PAUSE = 250;

let samples = [];
let languages = {};
let current;
let shown;
let timer;

/** A new element with properties and children. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function show() {
  clearTimeout(timer);
  const focused = document.activeElement;
  shown?.free();
  warnings.replaceChildren();
  log.replaceChildren();
  const { theme, lang, dir, markup, from, width } = state();
  document.documentElement.dataset.theme = theme;
  device.style.setProperty('inline-size', query.has('bare') ? '100%' : `${width}px`);
  const { frames, page } = read(json.value);
  const options = {
    title: 'Firnbahn',
    language: lang,
    direction: dir,
    theme,
    markup,
    texts: languages[lang],
    page,
    fromHistory: from === 'history',
  };
  shown = preview(root, options, report);
  for (const frame of frames) shown.receive(frame);
  // The window takes the focus when it opens; here it stays with the editor, or the list.
  if (focused && focused !== document.body && focused !== stage) focused.focus({ preventScroll: true });
  else document.activeElement.blur();
  reset.hidden = json.value === current?.text;
  device.dataset.shown = current?.name ?? '';
}

/** What the decoder warns of, what is sent, or what else the session tells. */
function report(kind, text) {
  if (kind === 'warning') {
    warnings.append(make('li', { textContent: text }));
    return;
  }
  let summary = text;
  let whole = text;
  try {
    const frame = JSON.parse(text);
    whole = JSON.stringify(frame, null, 2);
    const { body, renderMsg } = frame.message ?? {};
    summary = [frame.event ?? frame.type, renderMsg, body].filter((part) => typeof part === 'string' && part).join(' · ');
  } catch {
    // Not a frame, but something that the session tells.
  }
  log.append(make('li', {}, make('details', {}, make('summary', { textContent: summary || kind }), make('pre', { textContent: whole, tabIndex: 0 }))));
}

function state() {
  return Object.fromEntries([...new FormData(switches)]);
}

/** Writes the switches into the address. */
function keep() {
  for (const [name, value] of Object.entries(state())) query.set(name, value);
  history.replaceState(null, '', `?${query}${location.hash}`);
}

/** Goes to the sample that the address names. */
function select() {
  const name = decodeURIComponent(location.hash.slice(1));
  current = samples.find((sample) => sample.name === name) ?? samples[0];
  for (const link of list.querySelectorAll('a')) {
    if (link.dataset.name === current.name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  bringIntoSight(list.querySelector('[aria-current]'));
  find('name').textContent = current.name;
  find('shows').textContent = current.shows;
  document.title = `${current.name} · Gallery · rtm-chat`;
  json.value = current.text;
  show();
}

/** Scrolls the list alone, not the page. */
function bringIntoSight(link) {
  const [{ top, bottom }, box] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (top < box.top) list.scrollTop += top - box.top - 8;
  else if (bottom > box.bottom) list.scrollTop += bottom - box.bottom + 8;
}

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const section of list.children) {
    let any = false;
    for (const item of section.querySelectorAll('li')) {
      const fits = words.every((word) => item.dataset.text.includes(word));
      item.hidden = !fits;
      any ||= fits;
      count += fits;
    }
    section.hidden = !any;
  }
  found.textContent = words.length ? `${count} of ${samples.length}` : `${samples.length} samples`;
}

function fillList(groups) {
  const link = ({ name, shows }) => {
    const anchor = make('a', { href: `#${encodeURIComponent(name)}`, textContent: name, title: shows });
    anchor.dataset.name = name;
    const item = make('li', {}, anchor);
    item.dataset.text = `${name} ${shows}`.toLowerCase();
    return item;
  };
  list.replaceChildren(
    ...groups.map(({ group, samples }) => make('section', {}, make('h2', { textContent: group }), make('ul', {}, ...samples.map(link)))),
  );
}

function fillSwitches() {
  const named = new Intl.DisplayNames(['en'], { type: 'language' });
  for (const tag of Object.keys(languages)) switches.elements.lang.append(make('option', { value: tag, textContent: named.of(tag) }));
  const defaults = { theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', width: '400' };
  for (const select of switches.querySelectorAll('select')) {
    const wanted = query.get(select.name) ?? defaults[select.name];
    if ([...select.options].some((option) => option.value === wanted)) select.value = wanted;
  }
}

async function start() {
  document.body.classList.toggle('bare', query.has('bare'));
  const [loaded] = await Promise.all([loadSamples(), init()]);
  languages = loaded.languages;
  samples = loaded.groups.flatMap((group) => group.samples);
  fillList(loaded.groups);
  fillSwitches();
  filter();
  switches.addEventListener('change', () => {
    keep();
    show();
  });
  search.addEventListener('input', filter);
  search.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') list.querySelector('section:not([hidden]) li:not([hidden]) a')?.click();
  });
  json.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  reset.addEventListener('click', () => {
    json.value = current.text;
    json.focus();
    show();
  });
  addEventListener('hashchange', select);
  select();
}

start().catch((error) => {
  device.replaceChildren(make('p', { className: 'failure', textContent: `The gallery cannot be shown. ${error.message}` }));
  throw error;
});
