// The session without a window, as pages hold it: what `connect` loads and resolves to.

import { makeInstance } from 'glue';

import { startInstance } from '../loader/instance.js';

/** The instance of the wasm that sessions are made in, or the promise of it. */
let starting;

/** Compiles and starts the wasm, once for all sessions. */
export default function start() {
  return (starting ??= begin().catch((error) => {
    starting = undefined;
    throw error;
  }));
}

async function begin() {
  const sessions = new Set();
  const glue = await startInstance(makeInstance, undefined, (error) => {
    starting = undefined;
    for (const fail of sessions) fail(error);
  });
  return { connect: glue.connect, sessions };
}

export async function connect(options) {
  const signal = options?.signal ?? undefined;
  if (signal && !(signal instanceof AbortSignal)) {
    throw fault('invalid-option', 'The option "signal" must be an AbortSignal.', { option: 'signal' });
  }
  const home = await start();
  signal?.throwIfAborted();
  return new RtmSession(home, options, signal);
}

function fault(code, message, more) {
  return Object.assign(new Error(message), { code, ...more });
}

class RtmSession extends EventTarget {
  #home;
  #raw;
  #entries;
  #history;
  #beginning;
  #signal;
  #fail = (error) => this.#crash(error);
  #abort = () => this.close();

  constructor(home, options, signal) {
    super();
    this.#home = home;
    this.#raw = home.connect(this, options);
    home.sessions.add(this.#fail);
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort);
    // In a task of its own, so that who awaits the session can listen before anything is told.
    this.#beginning = setTimeout(() => this.#raw.start());
  }

  get isClosed() {
    return !this.#raw;
  }

  get state() {
    return this.#raw?.state() ?? { state: 'idle' };
  }

  get entries() {
    return this.#raw?.entries() ?? this.#entries;
  }

  get historyState() {
    return this.#raw?.history() ?? this.#history;
  }

  send(text, options) {
    this.#open().send(`${text}`, options?.payload);
  }

  retry({ key }) {
    this.#open().retry(key);
  }

  discard({ key }) {
    this.#open().discard(key);
  }

  fillGap({ key }) {
    this.#open().fillGap(key);
  }

  typing() {
    this.#open().typing();
  }

  reconnect() {
    this.#open().reconnect();
  }

  endSession() {
    this.#open().endSession();
  }

  /** The page that is under way, or else the one before the oldest entry. Resolves to its entries, oldest first. */
  async history() {
    this.#open();
    const known = new Set(this.entries.map(({ key }) => key));
    const isUnderWay = () => /unknown|loading/.test(this.historyState);
    while (!isUnderWay() && /more|failed/.test(this.historyState)) {
      this.#open().loadOlder();
      if (isUnderWay()) break;
      // There is neither a connection nor a token.
      this.#refuseWhenStopped();
      await this.#told('rtm-state');
    }
    while (isUnderWay()) {
      this.#refuseWhenStopped();
      await this.#told('rtm-history', 'rtm-state');
      this.#open();
    }
    if (this.historyState === 'failed') {
      throw fault('history-failed', 'Older messages could not be loaded. Call history() again.');
    }
    return this.entries.filter(({ key, fromHistory }) => fromHistory && !known.has(key));
  }

  #refuseWhenStopped() {
    if (this.state.state === 'stopped') {
      throw fault('history-failed', 'Older messages cannot be loaded: the session has stopped. Call reconnect() first.');
    }
  }

  /** Every entry that there is, and then each as it comes or changes; who is slow gets the newest of each. */
  async *[Symbol.asyncIterator]() {
    const waiting = new Map(this.entries.map((entry) => [entry.key, entry]));
    const take = ({ detail }) => {
      for (const key of detail.removed) waiting.delete(key);
      for (const entry of detail.changed) waiting.set(entry.key, entry);
    };
    this.addEventListener('rtm-entries', take);
    try {
      for (;;) {
        for (const [key, entry] of waiting) {
          waiting.delete(key);
          yield entry;
        }
        if (this.isClosed) return;
        if (!waiting.size) await this.#told('rtm-entries');
      }
    } finally {
      this.removeEventListener('rtm-entries', take);
    }
  }

  /** Waits for one of these events, or for the end. */
  #told(...kinds) {
    return new Promise((resolve) => {
      const watch = new AbortController();
      const heard = () => {
        watch.abort();
        resolve();
      };
      for (const kind of [...kinds, 'rtm-close']) this.addEventListener(kind, heard, watch);
      if (this.isClosed) heard();
    });
  }

  close() {
    const raw = this.#raw;
    if (!raw) return;
    this.#release(raw.entries(), raw.history());
    raw.close();
    // Not while one of its methods is on the stack.
    queueMicrotask(() => raw.free());
    this.dispatchEvent(new CustomEvent('rtm-close', { detail: {} }));
  }

  #release(entries, history) {
    clearTimeout(this.#beginning);
    this.#entries = entries;
    this.#history = history;
    this.#raw = undefined;
    this.#home.sessions.delete(this.#fail);
    this.#signal?.removeEventListener('abort', this.#abort);
  }

  /** The instance of the wasm has failed, and knows nothing any more. */
  #crash(error) {
    const message = `The session failed and is closed: ${error}. Connect again: messages that wait are kept.`;
    this.#release(Object.freeze([]), 'unknown');
    console.error(`rtm-chat: ${message}`);
    this.dispatchEvent(new CustomEvent('rtm-error', { detail: { code: 'crashed', message } }));
    this.dispatchEvent(new CustomEvent('rtm-close', { detail: {} }));
  }

  #open() {
    if (!this.#raw) throw fault('closed', 'The session is closed. Call connect() for a new one.');
    return this.#raw;
  }
}
