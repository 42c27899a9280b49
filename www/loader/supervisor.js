// The widget's module as it is delivered: when an instance of the wasm fails for good, its chats go on in another one.

import { makeInstance } from 'glue';

import { startInstance } from './instance.js';
import { keepPage, writeDraft } from './page.js';

/** After so many failures within this time, in milliseconds, a chat waits until it is opened again. */
const MOST_FAILURES = 3;
const SPAN = 60_000;

/** The wasm, compiled once. */
let compiled;
/** The instance that chats are mounted in, and the promise of it. */
let current;
let starting;

/** Compiles and starts the wasm. `module_or_path` is its address or the answer to a request for it, as with wasm-bindgen. */
export default function start({ module_or_path } = {}) {
  return (starting ??= begin(compiled ?? module_or_path).catch((error) => {
    starting = undefined;
    throw error;
  }));
}

async function begin(source) {
  const chats = new Set();
  const glue = await startInstance(makeInstance, source, (error) => {
    current = starting = undefined;
    start();
    for (const revive of chats) revive(error);
  });
  compiled = glue.compiled();
  return (current = { mount: glue.mount, chats });
}

/** Mounts a chat, as the module's own `mount` does, and keeps it going. `start` must have come to its end. */
export function mount(host, root, options, texts) {
  const nodes = new Set(root.childNodes);
  const sheets = [...root.adoptedStyleSheets];
  let failures = [];
  /** What was asked of the chat while it was away. */
  let asked = [];
  let gone = false;
  let home = current;
  let widget;
  const chat = { isOpen: () => !!widget?.isOpen(), user: () => widget?.user() ?? '' };
  const page = options.persist === true ? keepPage(host, root, options.botId, chat) : undefined;
  widget = home.mount(host, root, options, texts, page?.user);
  page?.begin();
  home.chats.add(revive);

  const tell = (type, detail) => host.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));

  /** Takes down what the failed instance has left. */
  function revive(error) {
    const draft = root.querySelector('textarea')?.value;
    const wasOpen = !!root.querySelector('[part~="window"]:not([hidden])');
    widget = undefined;
    for (const node of [...root.childNodes]) if (!nodes.has(node)) node.remove();
    root.adoptedStyleSheets = sheets;
    failures = [...failures.filter((at) => Date.now() - at < SPAN), Date.now()];
    const goesOn = failures.length < MOST_FAILURES;
    const message = `The chat failed and ${goesOn ? 'is started anew' : 'stays closed until it is opened again'}: ${error}`;
    console.error(`rtm-chat: ${message}`);
    tell('rtm-error', { code: 'crashed', message });
    if (wasOpen) tell('rtm-close', {});
    asked = wasOpen ? [['open']] : [];
    if (goesOn) resume(draft);
  }

  /** Begins anew with what the visitor had: the messages that wait are in the tab's storage. */
  async function resume(draft) {
    home = await start();
    if (gone || widget) return;
    home.chats.add(revive);
    widget = home.mount(host, root, { connectionMode: 'Reconnect', ...options, open: false }, texts);
    writeDraft(root, draft);
    for (const [name, ...values] of asked.splice(0)) widget[name](...values);
  }

  const ask = (name) => (...values) => {
    if (widget) return widget[name](...values);
    asked.push([name, ...values]);
    resume();
  };

  return {
    open: ask('open'),
    send: ask('send'),
    close: () => widget?.close(),
    isOpen: chat.isOpen,
    endSession() {
      widget?.endSession();
      page?.wipe();
    },
    destroy() {
      page?.end();
      gone = true;
      home.chats.delete(revive);
      widget?.destroy();
    },
    free: () => widget?.free(),
  };
}
