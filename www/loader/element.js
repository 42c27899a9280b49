// The custom element <rtm-chat>: paints the launcher at once and loads the widget when somebody may want it.

import tokens from '../../style/tokens.css';
import launcherStyle from '../../style/launcher.css';
import { paintLauncher } from './launcher.js';

/** Attributes that stand for options; the others have the option's name. */
const OPTIONS = { 'api-url': 'apiUrl', 'bot-id': 'botId', 'bot-name': 'botName', 'chat-title': 'title' };
const ATTRIBUTES = [...Object.keys(OPTIONS), 'direction', 'language', 'open', 'theme'];

// Importing the package on a server must not fail.
const Base = globalThis.HTMLElement ?? class {};

let sheets;

/** The launcher's style sheets, made once for all elements. */
function styleSheets() {
  return (sheets ??= [tokens, launcherStyle].map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  }));
}

/** Defines <rtm-chat> unless the page has it. `load` imports and starts the widget's module, which is at `url`. */
export function defineElement(version, url, load) {
  const known = customElements.get('rtm-chat');
  if (!known) {
    Object.assign(RtmChatElement, { version, url, load });
    customElements.define('rtm-chat', RtmChatElement);
  } else if (known.version !== version) {
    console.warn(`rtm-chat: version ${version} is not used, ${known.version} is here already.`);
  }
}

export class RtmChatElement extends Base {
  static observedAttributes = ATTRIBUTES;
  /** The module, once it is being loaded; one for all elements. */
  static module;

  #options;
  #launcher;
  #mounting;
  #widget;
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
    this.#unmount();
    this.#launcher?.remove();
    this.#launcher = undefined;
  }

  connectedCallback() {
    // Moved, and not yet torn down.
    if (this.#launcher) return;
    // A value that was set before the class was defined hides the property.
    if (Object.hasOwn(this, 'options')) {
      this.#options = this.options;
      delete this.options;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = styleSheets();
    this.#launcher = paintLauncher(this, root, () => this.toggle(), () => this.#prepare());
    const settings = this.#settings();
    this.#launcher.configure(settings);
    if (settings.open) this.open();
    else {
      whenIdle(() => {
        this.#idle = true;
        this.#prepare();
      });
    }
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
    for (const name of ATTRIBUTES) {
      const value = this.getAttribute(name);
      if (value != null) settings[OPTIONS[name] ?? name] = name === 'open' ? value !== 'false' : value;
    }
    return { ...settings, ...this.#options };
  }

  /** Takes new options up, once however many of them change in a row. A chat that is being loaded reads them then. */
  #refresh() {
    if (!this.#launcher || this.#refreshing) return;
    this.#refreshing = true;
    queueMicrotask(() => {
      this.#refreshing = false;
      const settings = this.#settings();
      this.#launcher?.configure(settings);
      const open = this.#widget ? this.isOpen : settings.open;
      if (this.#widget) this.#unmount();
      if (open) this.open();
      else if (this.#idle) this.#prepare();
    });
  }

  /** Loads, and mounts if the page has given its options, so that a mistake in them is told early. */
  #prepare() {
    if (this.#launcher) (this.#options ? this.#mount() : loadModule()).catch(() => {});
  }

  #mount() {
    if (this.#mounting) return this.#mounting;
    const mounting = loadModule().then((module) => {
      // Unmounted meanwhile.
      if (this.#mounting !== mounting) throw 0;
      return (this.#widget = module.mount(this, this.shadowRoot, this.#settings()));
    });
    mounting.catch(() => {
      if (this.#mounting === mounting) this.#mounting = undefined;
    });
    return (this.#mounting = mounting);
  }

  #unmount() {
    const widget = this.#widget;
    this.#widget = this.#mounting = undefined;
    widget?.destroy();
    widget?.free();
  }

  async #act(action) {
    if (!this.#launcher) return;
    this.#launcher.wait(true);
    try {
      action(await this.#mount());
    } catch (error) {
      if (!error || !this.#launcher) return;
      this.#launcher.fail();
      // What is wrong with the options, the widget has told itself.
      const { code = 'load-failed', message } = error;
      if (code === 'invalid-option') return;
      console.error(`rtm-chat: ${message}`);
      this.dispatchEvent(new CustomEvent('rtm-error', { bubbles: true, composed: true, detail: { code, message } }));
    } finally {
      this.#launcher?.wait(false);
    }
  }
}

function loadModule() {
  const { load, url } = RtmChatElement;
  return (RtmChatElement.module ??= load().catch(async ({ message }) => {
    RtmChatElement.module = undefined;
    const answer = await fetch(url, { method: 'HEAD' }).then(
      ({ status, headers }) => `${status}, ${headers.get('content-type')}`,
      () => 'none',
    );
    throw new Error(
      `The widget cannot be loaded: ${message}\n${url} answers: ${answer}; it must be 200, text/javascript, ` +
        "and the page's script-src must allow it and 'wasm-unsafe-eval'.",
    );
  }));
}

function whenIdle(act) {
  if (navigator.connection?.saveData) return;
  const idle = () => (globalThis.requestIdleCallback ?? setTimeout)(act);
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle, { once: true });
}
