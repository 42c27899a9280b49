// What a chat takes along to the next page of a site: whether it is open, the draft, and the place in the conversation.
// From the visitor's first interaction on it is in the tab's storage, which the browser may deny.

/** `element.js` reads the first character: whether the chat is open. */
const keyOf = (botId) => 'rtm-chat:page:' + botId;
/** Where `src/driver/storage.rs` keeps what waits to be sent. */
const outboxOf = (botId) => 'rtm-chat:outbox:' + botId;
/** How long the place is looked for, in milliseconds. */
const PATIENCE = 5_000;

/** Puts a text into the composer, unless something is written there. */
export function writeDraft(root, draft) {
  const composer = root.querySelector('textarea');
  if (!draft || !composer || composer.value) return;
  composer.value = draft;
  composer.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Keeps the state of a chat with the bot. `isOpen` and `user` tell of the chat, as far as it is known. */
export function keepPage(host, root, botId, { isOpen, user }) {
  const key = keyOf(botId);
  /** What the page before left, until it is known whose it is. */
  let left = read(key);
  let isTouched = !!left;
  const end = new AbortController();
  const listen = (target, names, listener) => {
    for (const name of names) target.addEventListener(name, listener, { capture: true, passive: true, signal: end.signal });
  };

  const save = () => {
    if (!isTouched) return;
    const place = left?.place ?? placeIn(root);
    const draft = root.querySelector('textarea')?.value || left?.draft;
    write(key, (isOpen() ? 1 : 0) + JSON.stringify({ user: left?.user ?? user(), draft, place }));
  };
  /** It is known now who the visitor is. */
  const putBack = () => {
    const { user: owner, draft, place } = left;
    left = undefined;
    if (owner !== user()) return;
    writeDraft(root, draft);
    if (place) seek(root, place, end.signal);
  };

  return {
    /** Whose conversation the page before showed. */
    user: left?.user,
    /** The chat is mounted. */
    begin() {
      listen(host, ['pointerdown', 'keydown'], () => (isTouched = true));
      // The page may open it by itself; or the visitor does, by the launcher or by something of the page's.
      listen(host, ['rtm-open'], () => (isTouched ||= navigator.userActivation?.isActive ?? true));
      listen(host, ['rtm-state'], ({ detail }) => left && detail.state === 'live' && putBack());
      listen(window, ['pagehide'], save);
      listen(document, ['visibilitychange'], () => document.hidden && save());
    },
    /** Forgets the visitor: they signed out. */
    wipe() {
      left = undefined;
      isTouched = false;
      write(key);
      write(outboxOf(botId));
    },
    /** The chat leaves the page. */
    end() {
      if (!end.signal.aborted) save();
      end.abort();
    },
  };
}

function read(key) {
  try {
    const text = sessionStorage.getItem(key);
    return text && JSON.parse(text.slice(1));
  } catch {
    // Denied, or not ours.
  }
}

function write(key, text) {
  try {
    sessionStorage.removeItem(key);
    if (text) sessionStorage.setItem(key, text);
  } catch {
    // Denied or full: the next page begins anew.
  }
}

/** The first message in sight, by its id and its distance from the top; none at the end of the conversation. */
function placeIn(root) {
  const log = root.querySelector('[role="log"]');
  if (!log || log.scrollHeight - log.clientHeight - log.scrollTop < 24) return;
  for (const row of log.querySelectorAll('[data-message-id]')) {
    if (row.getBoundingClientRect().bottom > top(log)) return { id: row.dataset.messageId, offset: top(row) - top(log) };
  }
}

const top = (element) => element.getBoundingClientRect().top;

/** Scrolls to where the visitor read, once it is there, unless they go elsewhere first. */
function seek(root, { id, offset }, signal) {
  const end = new AbortController();
  for (const name of ['pointerdown', 'keydown', 'wheel']) {
    root.addEventListener(name, () => end.abort(), { passive: true, signal: end.signal });
  }
  const start = Date.now();
  let still = 0;
  const step = () => {
    if (signal.aborted || end.signal.aborted || still > 2 || Date.now() - start > PATIENCE) return end.abort();
    const log = root.querySelector('[role="log"]');
    const row = log?.querySelector(`[data-message-id="${CSS.escape(id)}"]`);
    const moved = row ? top(row) - top(log) - offset : 0;
    if (row) still = Math.abs(moved) < 1 ? still + 1 : 0;
    if (moved) log.scrollTop += moved;
    requestAnimationFrame(step);
  };
  step();
}
