// The launcher: the button that opens the chat, and the sentence above it when the chat cannot be loaded.

import { words } from './words.js';

const BUBBLE = 'M4 4h16v13h-8l-5 4v-4H4z';
const CHEVRON = 'M5 9l7 7 7-7';

/** A new element with attributes and children, in SVG's namespace if need be. */
function build(name, attributes, ...children) {
  const namespace = /svg|path/.test(name) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
  const node = document.createElementNS(namespace, name);
  set(node, attributes);
  node.append(...children);
  return node;
}

function set(node, attributes) {
  for (const name in attributes) node.setAttribute(name, attributes[name]);
}

/** Paints the launcher into a root. `press` is called for a click, `intent` when a click seems near. */
export function paintLauncher(host, root, press, intent) {
  const icon = build('path');
  const badge = build('span', { class: 'launcher-badge', part: 'launcher-badge', 'aria-hidden': true });
  const svg = build('svg', { viewBox: '0 0 24 24', 'aria-hidden': true }, icon);
  const button = build('button', { type: 'button', class: 'launcher-button', part: 'launcher' }, svg, badge);
  const box = build('div', { class: 'launcher' }, button);
  const listeners = new AbortController();
  let text;
  let open = false;
  let busy = false;
  let unread = 0;
  let failure;

  function paint() {
    const count = open ? 0 : unread;
    const label = open ? text.close : busy ? text.loading : text.open;
    set(button, {
      'aria-label': count ? `${label}. ${text.unread.replace('{count}', count)}` : label,
      'aria-expanded': open,
      'aria-busy': busy,
    });
    set(icon, { d: open ? CHEVRON : BUBBLE });
    badge.textContent = count > 99 ? '99+' : count || '';
    badge.hidden = !count;
    box.toggleAttribute('data-open', open);
  }

  function listen(target, kinds, act) {
    for (const kind of kinds.split(' ')) {
      // Events of a chat that is nested in this one's host bubble, too.
      target.addEventListener(kind, (event) => (target === button || event.target === host) && act(event), {
        signal: listeners.signal,
        passive: true,
      });
    }
  }

  listen(button, 'click', press);
  listen(button, 'pointerenter focus touchstart', intent);
  listen(host, 'rtm-open rtm-close', ({ type }) => {
    open = type === 'rtm-open';
    paint();
    // The focus was in the window that is gone; it must not be taken from the rest of the page.
    if (!open && [host, document.body].includes(document.activeElement)) button.focus();
  });
  listen(host, 'rtm-unread', ({ detail }) => {
    unread = detail.count;
    paint();
  });
  root.prepend(box);

  return {
    configure({ language, theme = 'auto', direction }) {
      text = words(language || document.documentElement.lang || navigator.language);
      set(box, { 'data-theme': theme, dir: /^(rtl|ltr)$/.test(direction) ? direction : text.direction });
      paint();
    },
    /** Whether somebody waits for the chat to open. */
    wait(waiting) {
      busy = waiting;
      if (busy) failure?.remove();
      paint();
    },
    /** Says that the chat cannot be loaded and offers to try again. */
    fail() {
      const again = build('button', { type: 'button', class: 'launcher-retry' }, text.retry);
      again.onclick = () => {
        button.focus();
        press();
      };
      failure?.remove();
      failure = build('div', { class: 'launcher-failure', part: 'launcher-failure', role: 'alert' }, text.failed, ' ', again);
      box.append(failure);
    },
    remove() {
      listeners.abort();
      box.remove();
    },
  };
}
