// The launcher: the button that opens the chat, and the sentence beside it when the chat cannot be loaded.

import { words } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const OPEN = 'M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z';
const CLOSE = 'M5.3 9.7l1.4-1.4 5.3 5.3 5.3-5.3 1.4 1.4-6.7 6.7z';

function element(parent, name, className, part) {
  const node = document.createElement(name);
  node.className = className;
  if (part) node.setAttribute('part', part);
  parent.append(node);
  return node;
}

export class Launcher {
  #host;
  #box;
  #button;
  #icon;
  #badge;
  #failure;
  #words;
  #open = false;
  #busy = false;
  #unread = 0;
  #events = new AbortController();

  /** `press` is called for a click; `intent` when a click seems near. */
  constructor(host, root, settings, { press, intent }) {
    this.#host = host;
    this.#box = document.createElement('div');
    this.#box.className = 'launcher';
    this.#button = element(this.#box, 'button', 'launcher-button', 'launcher');
    this.#button.type = 'button';
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    this.#icon = document.createElementNS(SVG, 'path');
    svg.append(this.#icon);
    this.#button.append(svg);
    this.#badge = element(this.#button, 'span', 'launcher-badge', 'launcher-badge');
    this.#badge.setAttribute('aria-hidden', 'true');
    root.prepend(this.#box);
    this.configure(settings);

    const { signal } = this.#events;
    const on = (target, kind, act, options) => target.addEventListener(kind, act, { signal, ...options });
    on(this.#button, 'click', press);
    for (const kind of ['pointerenter', 'focus', 'touchstart']) on(this.#button, kind, intent, { passive: true });
    on(host, 'rtm-open', (event) => event.target === host && this.#show(true));
    on(host, 'rtm-close', (event) => event.target === host && this.#show(false));
    on(host, 'rtm-unread', (event) => {
      if (event.target !== host) return;
      this.#unread = event.detail.count;
      this.#paint();
    });
  }

  configure({ language, theme, direction }) {
    this.#words = words(language || document.documentElement.lang || navigator.language);
    this.#box.dataset.theme = theme ?? 'auto';
    this.#box.dir = direction === 'rtl' || direction === 'ltr' ? direction : this.#words.direction;
    this.#paint();
  }

  /** Whether somebody waits for the chat to open. */
  wait(busy) {
    this.#busy = busy;
    if (busy) this.#failure?.remove();
    this.#paint();
  }

  /** Says that the chat cannot be loaded and offers to try again. */
  fail(retry) {
    this.#failure?.remove();
    this.#failure = element(this.#box, 'div', 'launcher-failure', 'launcher-failure');
    this.#failure.setAttribute('role', 'alert');
    element(this.#failure, 'span', 'launcher-failure-text').textContent = this.#words.failed;
    const again = element(this.#failure, 'button', 'launcher-retry');
    again.type = 'button';
    again.textContent = this.#words.retry;
    again.addEventListener('click', () => {
      this.#button.focus();
      retry();
    });
  }

  remove() {
    this.#events.abort();
    this.#box.remove();
  }

  #show(open) {
    this.#open = open;
    this.#paint();
    // The focus was in the window that is gone now; it must not be taken from the page.
    const { activeElement } = document;
    if (!open && (activeElement === this.#host || activeElement === document.body)) this.#button.focus();
  }

  #paint() {
    const { open, close, loading, unread } = this.#words;
    const count = this.#open ? 0 : this.#unread;
    let label = this.#open ? close : this.#busy ? loading : open;
    if (count) label += `. ${unread.replace('{count}', count)}`;
    this.#button.setAttribute('aria-label', label);
    this.#button.setAttribute('aria-expanded', this.#open);
    this.#button.setAttribute('aria-busy', this.#busy);
    this.#icon.setAttribute('d', this.#open ? CLOSE : OPEN);
    this.#badge.textContent = count > 99 ? '99+' : count || '';
    this.#badge.hidden = !count;
    this.#box.toggleAttribute('data-open', this.#open);
  }
}
