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
  theme: 'theme',
};

/** The code of the error about options, which the widget has told itself. */
const REFUSED = 'invalid-option';

// Importing the package on a server must not fail.
const Base = globalThis.HTMLElement ?? class {};

let loading;
let sheet;

/** The launcher's style sheet, made once for all elements. */
function styleSheet() {
  /* global LAUNCHER_STYLE -- given by the build: style/launcher.css with the tokens it needs */
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(LAUNCHER_STYLE);
  }
  return sheet;
}

/** Defines <rtm-chat> unless the page has it. `load` imports and starts the widget's module. */
export function defineElement(version, load) {
  const known = customElements.get('rtm-chat');
  if (!known) {
    Object.assign(RtmChatElement, { version, load });
    customElements.define('rtm-chat', RtmChatElement);
  } else if (known.version !== version) {
    console.warn(`rtm-chat ${version} is not used: ${known.version} is here.`);
  }
}

export class RtmChatElement extends Base {
  #alive = false;
  #options;
  #launcher = makeLauncher(this, () => this.toggle(), () => this.#prepare());
  #mounting;
  #widget;
  /** Whether the options were refused. That was told; it is not tried again before there are other options. */
  #refused;

  /** The options. They are read when the chat is mounted; later ones count from the next mounting. */
  get options() {
    return this.#options;
  }

  set options(options) {
    this.#options = options;
    if (this.#refused) this.#refused = this.#mounting = undefined;
    if (this.#alive && !this.#mounting) this.#start();
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
    this.#alive = false;
    this.#unmount();
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
    root.adoptedStyleSheets = [styleSheet()];
    root.prepend(this.#launcher.box);
    this.#start();
  }

  disconnectedCallback() {
    // A page that only moves the element connects it again in the same task.
    queueMicrotask(() => this.isConnected || this.destroy());
  }

  #settings() {
    const settings = {};
    for (const { name, value } of this.attributes) {
      if (OPTIONS[name]) settings[OPTIONS[name]] = name === 'open' ? value !== 'false' : value;
    }
    return { ...settings, ...this.#options };
  }

  /** Shows the options on the launcher, in the visitor's language once the module is there. */
  #configure(module) {
    const settings = this.#settings();
    const language = settings.language || document.documentElement.lang || navigator.language;
    this.#launcher.configure(settings, language, module?.launcherWords(language));
    return settings;
  }

  /** Opens if that is an option. Without options there is no token, so there is nothing to open yet. */
  #start() {
    const { open } = this.#configure();
    if (open && this.#options) this.open();
  }

  /** Loads, and mounts if the page has given its options: opening takes no time then. */
  #prepare() {
    if (this.#alive) (this.#options ? this.#mount() : loadModule()).catch(() => {});
  }

  #mount() {
    if (this.#mounting) return this.#mounting;
    const mounting = loadModule().then((module) => {
      // Unmounted meanwhile.
      if (this.#mounting !== mounting) throw 0;
      return (this.#widget = module.mount(this, this.shadowRoot, this.#configure(module)));
    });
    mounting.catch((error) => {
      if (this.#mounting !== mounting) return;
      this.#refused = error?.code === REFUSED;
      if (!this.#refused) this.#mounting = undefined;
    });
    return (this.#mounting = mounting);
  }

  #unmount() {
    const widget = this.#widget;
    this.#widget = this.#mounting = this.#refused = undefined;
    widget?.destroy();
    widget?.free();
  }

  async #act(action) {
    if (!this.#alive) return;
    this.#launcher.wait(true);
    try {
      action(await this.#mount());
    } catch (error) {
      if (!error || !this.#alive) return;
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
