// The custom element <rtm-chat>: paints the launcher at once and loads the widget at the first sign of
// interest: a pointer or the focus on the launcher, a call of the page, or the option `open`.

import { makeLauncher } from './launcher.js';

/** Attributes and the options that they stand for. */
const OPTIONS = {
  'api-url': 'apiUrl',
  'bot-id': 'botId',
  'bot-name': 'botName',
  'chat-title': 'title',
  direction: 'direction',
  language: 'language',
  open: 'open',
  persist: 'persist',
  theme: 'theme',
};

/** The code of the error about options, which the widget has told itself. */
const REFUSED = 'invalid-option';
/** Thrown when a chat is not mounted because meanwhile it was taken out of the page or given other options. */
const OUTDATED = 0;

// Importing the package on a server must not fail.
const Base = globalThis.HTMLElement ?? class {};

let loading;
/** The launcher's style sheet, one for all elements. */
let sheet;

/**
 * Defines <rtm-chat> unless the page has it. `load` imports and starts the widget's module, `url` gives the address of a
 * language's file.
 */
export function defineElement(version, load, url) {
  const known = customElements.get('rtm-chat');
  if (!known) {
    Object.assign(RtmChatElement, { version, load, url });
    customElements.define('rtm-chat', RtmChatElement);
  } else if (known.version !== version) {
    console.warn(`rtm-chat: not ${version}, ${known.version} is here`);
  }
}

export class RtmChatElement extends Base {
  #alive = false;
  #options;
  #launcher = makeLauncher(this, () => this.toggle(), () => this.#prepare());
  #mounting;
  #widget;

  /** The options. They are read when the chat is mounted; later ones count from the next mounting. */
  get options() {
    return this.#options;
  }

  set options(options) {
    this.#options = options;
    if (!this.#alive || this.#widget) return;
    // What is being mounted has other options.
    this.#mounting = undefined;
    this.#start();
  }

  get isOpen() {
    return !!this.#widget?.isOpen();
  }

  open() {
    return this.#act((widget) => widget.open());
  }

  close() {
    this.#widget?.close();
  }

  toggle() {
    return this.isOpen ? this.close() : this.open();
  }

  send(text, options) {
    return this.#act((widget) => widget.send(`${text}`, options?.payload));
  }

  endSession() {
    this.#widget?.endSession();
  }

  /** Ends the chat; the element does nothing until it is put into a page again. */
  destroy() {
    const widget = this.#widget;
    this.#alive = false;
    this.#widget = this.#mounting = undefined;
    widget?.destroy();
    this.#launcher.box.remove();
  }

  connectedCallback() {
    // Moved, and not yet torn down.
    if (this.#alive) return;
    this.#alive = true;
    // A value that was set before the class was defined hides the property.
    if (Object.hasOwn(this, 'options')) {
      this.#options = this.options;
      delete this.options;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    /* global LAUNCHER_STYLE -- given by the build: style/launcher.css with the tokens it needs */
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(LAUNCHER_STYLE);
    root.adoptedStyleSheets = [sheet];
    root.prepend(this.#launcher.box);
    this.#start();
  }

  disconnectedCallback() {
    // A page that only moves the element connects it again in the same task.
    queueMicrotask(() => this.isConnected || this.destroy());
  }

  /** Shows the options on the launcher. Gives them, and what is known of their language. */
  #configure() {
    const settings = {};
    for (const { name, value } of this.attributes) {
      if (OPTIONS[name]) settings[OPTIONS[name]] = /^(open|persist)$/.test(name) ? value !== 'false' : value;
    }
    Object.assign(settings, this.#options);
    const language = settings.language ?? (document.documentElement.lang || navigator.language);
    const locale = localeOf(language);
    this.#launcher.configure(settings, language, locale);
    return [settings, locale];
  }

  /** Opens if that is an option, or the page before left it open. Without options there is no token, so there is nothing to open yet. */
  #start() {
    let [{ botId, open, persist }] = this.#configure();
    try {
      // As `page.js` left it. The browser may deny the storage.
      open ||= persist && sessionStorage['rtm-chat:page:' + botId][0] > 0;
    } catch {}
    if (open && this.#options) this.open();
  }

  /** Loads, and mounts if the page has given its options: opening takes no time then. */
  #prepare() {
    if (this.#alive) (this.#options ? this.#mount() : loadModule()).catch(() => {});
  }

  #mount() {
    if (this.#mounting) return this.#mounting;
    const [settings, locale] = this.#configure();
    const mounting = Promise.all([loadModule(), loadTexts(locale)]).then(([module, texts]) => {
      if (this.#mounting !== mounting) throw OUTDATED;
      return (this.#widget = module.mount(this, this.shadowRoot, settings, texts));
    });
    mounting.catch(({ code }) => {
      // Options that were refused are not tried again.
      if (this.#mounting === mounting && code !== REFUSED) this.#mounting = undefined;
    });
    return (this.#mounting = mounting);
  }

  async #act(action) {
    if (!this.#alive) return;
    this.#launcher.wait(true);
    try {
      action(await this.#mount());
    } catch (error) {
      if (error === OUTDATED) return await this.#act(action);
      if (!this.#alive) return;
      this.#launcher.fail();
      const { code = 'load-failed', message } = error;
      if (code === REFUSED) return;
      console.error(`rtm-chat: ${message}`);
      this.dispatchEvent(new CustomEvent('rtm-error', { bubbles: true, composed: true, detail: { code, message } }));
    } finally {
      this.#launcher.wait(false);
    }
  }
}

/** The widget's module, one for all elements; after a failure it is loaded anew. */
function loadModule() {
  return (loading ??= RtmChatElement.load().catch((error) => {
    loading = undefined;
    throw error;
  }));
}

/* global LOCALES -- given by the build: languages with `tag`, `file` and the launcher's `words`, varieties first */

/** The language that a BCP 47 tag names or is a variety of, unless only the module has it. */
function localeOf(language) {
  return LOCALES.find(({ tag }) => RegExp(`^${tag}([-_]|$)`, 'i').test(language));
}

/** A language's texts as JSON, asked for once; empty if they cannot be had, of which the widget tells. */
function loadTexts(locale) {
  return (
    locale &&
    (locale.texts ||= fetch(RtmChatElement.url(locale.file))
      .then((answer) => answer.json())
      .then((texts) => JSON.stringify((locale.words = texts)))
      .catch(() => (locale.texts = '')))
  );
}
