// The custom element <rtm-chat>: paints the launcher at once and loads the widget when somebody may want it.

import tokens from '../../style/tokens.css';
import launcherStyle from '../../style/launcher.css';
import { Launcher } from './launcher.js';
import { explain } from './failure.js';

const ATTRIBUTES = {
  'api-url': 'apiUrl',
  'bot-id': 'botId',
  'bot-name': 'botName',
  'chat-title': 'title',
  direction: 'direction',
  language: 'language',
  open: 'open',
  theme: 'theme',
};

// Importing the package on a server must not fail.
const Base = globalThis.HTMLElement ?? class {};

let sheets;

function styleSheets() {
  return (sheets ??= [tokens, launcherStyle].map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  }));
}

/** Defines <rtm-chat> unless the page has it. `source` imports the widget's module and names it in errors. */
export function defineElement(source, version) {
  const known = customElements.get('rtm-chat');
  if (known) {
    if (known.version !== version) {
      console.warn(`rtm-chat: version ${version} is not used, version ${known.version} is on this page already.`);
    }
    return;
  }
  customElements.define('rtm-chat', class extends RtmChatElement {
    static version = version;
    static source = source;
  });
}

export class RtmChatElement extends Base {
  static observedAttributes = Object.keys(ATTRIBUTES);

  #launcher;
  #widget;
  #mounting;
  #options;
  #alive = false;
  #idle = false;
  #refreshing = false;

  /** The options; setting them on a mounted chat mounts it anew. */
  get options() {
    return this.#options;
  }

  set options(options) {
    this.#options = options;
    this.#refresh();
  }

  get isOpen() {
    return !!this.#widget?.isOpen();
  }

  open() {
    this.#launcher?.wait(true);
    return this.#act((widget) => widget.open());
  }

  close() {
    this.#widget?.close();
  }

  toggle() {
    return this.isOpen ? this.close() : this.open();
  }

  send(text, { payload } = {}) {
    return this.#act((widget) => widget.send(String(text), payload));
  }

  endSession() {
    this.#widget?.endSession();
  }

  /** Ends the chat for good; the element does nothing until it is put into a page again. */
  destroy() {
    this.#alive = false;
    this.#unmount();
    this.#launcher?.remove();
    this.#launcher = undefined;
  }

  connectedCallback() {
    if (this.#alive) return;
    this.#alive = true;
    // A value that was set before the class was defined hides the property.
    if (Object.hasOwn(this, 'options')) {
      const { options } = this;
      delete this.options;
      this.#options = options;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [...styleSheets(), ...root.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet))];
    this.#launcher = new Launcher(this, root, this.#settings(), {
      press: () => this.toggle(),
      intent: () => this.#load().catch(() => {}),
    });
    if (this.#settings().open) this.open();
    else whenIdle(() => {
      this.#idle = true;
      this.#prepare();
    });
  }

  disconnectedCallback() {
    // A page that only moves the element connects it again in the same task.
    queueMicrotask(() => this.isConnected || this.destroy());
  }

  attributeChangedCallback() {
    this.#refresh();
  }

  #settings() {
    const settings = {};
    for (const [attribute, option] of Object.entries(ATTRIBUTES)) {
      if (this.hasAttribute(attribute)) settings[option] = this.getAttribute(attribute);
    }
    if ('open' in settings) settings.open = settings.open !== 'false';
    return { ...settings, ...this.#options };
  }

  /** Takes new options up, once however many of them change in a row. A chat that is being loaded reads them then. */
  #refresh() {
    if (!this.#alive || this.#refreshing) return;
    this.#refreshing = true;
    queueMicrotask(() => {
      this.#refreshing = false;
      if (!this.#alive) return;
      const settings = this.#settings();
      this.#launcher.configure(settings);
      const open = this.#widget ? this.isOpen : settings.open;
      if (this.#widget) this.#unmount();
      if (open) this.open();
      else if (this.#idle) this.#prepare();
    });
  }

  #load() {
    const { source } = this.constructor;
    return (source.module ??= source.load().catch(async (error) => {
      source.module = undefined;
      throw await explain(error, source.url);
    }));
  }

  /** Loads, and mounts if the page has given its options, so that a mistake in them is told early. */
  #prepare() {
    if (this.#alive) (this.#options ? this.#mount() : this.#load()).catch(() => {});
  }

  #mount() {
    if (this.#mounting) return this.#mounting;
    const mounting = this.#load().then((module) => {
      // Unmounted meanwhile.
      if (this.#mounting !== mounting) throw undefined;
      this.#widget = module.mount(this, this.shadowRoot, this.#settings());
      return this.#widget;
    });
    this.#mounting = mounting;
    mounting.catch(() => {
      if (this.#mounting === mounting) this.#mounting = undefined;
    });
    return mounting;
  }

  #unmount() {
    const widget = this.#widget;
    this.#widget = this.#mounting = undefined;
    widget?.destroy();
    widget?.free();
  }

  async #act(action) {
    if (!this.#alive) return;
    try {
      action(await this.#mount());
    } catch (error) {
      if (!error || !this.#alive) return;
      this.#launcher.fail(() => this.open());
      // What is wrong with the options, the widget has told itself.
      if (error.code === 'invalid-option') return;
      console.error(`rtm-chat: ${error.message}`);
      const detail = { code: error.code ?? 'load-failed', message: error.message };
      this.dispatchEvent(new CustomEvent('rtm-error', { bubbles: true, composed: true, detail }));
    } finally {
      this.#launcher?.wait(false);
    }
  }
}

function whenIdle(act) {
  if (navigator.connection?.saveData) return;
  const idle = () => (globalThis.requestIdleCallback ? requestIdleCallback(act, { timeout: 4000 }) : setTimeout(act, 1000));
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle, { once: true });
}
