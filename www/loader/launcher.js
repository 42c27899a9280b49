// The launcher: the button that opens the chat, and the sentence above it when the chat cannot be loaded.

import { directionOf } from './direction.js';

const BUBBLE = 'M4 4h16v13h-8l-5 4v-4H4z';
const CHEVRON = 'M5 9l7 7 7-7';

/** A new element with attributes and children, in SVG's namespace if need be. */
function build(name, attributes, ...children) {
  const namespace = /svg|path/.test(name) ? '2000/svg' : '1999/xhtml';
  const node = document.createElementNS('http://www.w3.org/' + namespace, name);
  set(node, attributes);
  node.append(...children);
  return node;
}

function set(node, attributes) {
  for (const name in attributes) node.setAttribute(name, attributes[name]);
}

/** The launcher of an element, to be put into its root. `press` is called for a click, `intent` when one seems near. */
export function makeLauncher(host, press, intent) {
  const icon = build('path');
  // The button's label stands for all that is in it.
  const badge = build('span', { class: 'launcher-badge' });
  const svg = build('svg', { viewBox: '0 0 24 24' }, icon);
  const button = build('button', { class: 'launcher-button', part: 'launcher' }, svg, badge);
  const failure = build('div', { role: 'alert' });
  const box = build('div', { class: 'launcher' }, button, failure);
  let locale;
  let open = false;
  let busy = false;
  let unread = 0;

  /* global ENGLISH -- given by the build: the launcher's words, by the ends of their keys */
  const word = (name) => locale?.words?.['launcher.' + name] ?? ENGLISH[name];

  function paint() {
    const count = open ? 0 : unread;
    const label = open ? word('close') : busy ? word('loading') : word('open');
    set(button, {
      'aria-label': count ? `${label}. ${word('unread').replace('{count}', count)}` : label,
      'aria-expanded': open,
      'aria-busy': busy,
    });
    set(icon, { d: open ? CHEVRON : BUBBLE });
    badge.textContent = count > 99 ? '99+' : count || '';
    box.toggleAttribute('data-open', open);
  }

  function show({ type }) {
    open = type === 'rtm-open';
    paint();
    // The focus was in the window that is gone; it must not be taken from the rest of the page.
    if (!open && [host, document.body].includes(document.activeElement)) button.focus();
  }

  button.onclick = press;
  button.onpointerenter = button.onpointerdown = button.onfocus = intent;
  host.addEventListener('rtm-open', show);
  host.addEventListener('rtm-close', show);
  host.addEventListener('rtm-unread', ({ detail }) => {
    unread = detail.count;
    paint();
  });

  return {
    box,
    /** `known` may have `words` in the language, some of them or, later, all. */
    configure({ theme = 'auto', direction }, language, known) {
      locale = known;
      set(box, { 'data-theme': theme, dir: /^(rtl|ltr)$/.test(direction) ? direction : directionOf(language) });
      paint();
    },
    /** Whether somebody waits for the chat to open. */
    wait(waiting) {
      busy = waiting;
      if (busy) failure.textContent = '';
      paint();
    },
    /** Says that the chat cannot be loaded and offers to try again. */
    fail() {
      const again = build('button', { class: 'launcher-retry' }, word('retry'));
      again.onclick = () => {
        button.focus();
        press();
      };
      failure.replaceChildren(build('div', { class: 'launcher-failure' }, word('failed'), ' ', again));
    },
  };
}
