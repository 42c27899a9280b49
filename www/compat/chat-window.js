// The vendor SDK's `chatWindow` over <rtm-chat>: a page that uses it changes the address of its script first, and its code
// whenever it likes.

import { chatConfig, merged, translated } from './options.js';

export { chatConfig };

/** Events of the vendor's that come; `on` says so of the others. */
const EVENTS = new Set([
  'jwtSuccess',
  'beforeViewInit',
  'viewInit',
  'onWSOpen',
  'onWSMessage',
  'beforeWSSendMessage',
  'beforeRenderMessage',
  'afterRenderMessage',
  'apiFailure',
]);

export class chatWindow {
  /** The element, once it is shown. */
  element;
  /** For templates that reach through the manager. */
  templateManager = { installTemplate: (template) => this.installTemplate(template) };
  #config;
  #jwt;
  #listeners = [];
  #templates = [];

  /** Puts the chat into the page. What of the configuration is followed is told in the console. */
  show(config = chatConfig) {
    if (this.element) return;
    this.#config = merged(chatConfig, config);
    const { options, table } = translated(this.#config);
    if (table.length > 0) {
      console.info('rtm-chat: what becomes of the configuration (docs/migrating.md)');
      console.table(table);
    }
    const element = document.createElement('rtm-chat');
    element.options = {
      ...options,
      getJwt: () => this.#signedJwt(),
      beforeSend: (message) => this.#beforeSend(message),
      beforeRender: (message) => this.#beforeRender(message),
      templates: { '*': (payload, context) => this.#render(payload, context) },
    };
    this.#listen(element);
    this.element = element;
    this.#emit('beforeViewInit', { chatEle: element });
    this.#place().append(element);
  }

  destroy() {
    this.element?.remove();
    this.element = undefined;
  }

  /** Subscribes to an event, to several or, without a name, to all. Answers a function that ends it. */
  on(names, callback, once = false) {
    const listener = { names: names === undefined ? undefined : [names].flat(), callback, once };
    const unknown = listener.names?.filter((name) => !EVENTS.has(name)) ?? [];
    if (unknown.length > 0) console.warn(`rtm-chat: ${unknown.join(', ')} will not come, see docs/migrating.md`);
    this.#listeners.push(listener);
    return () => this.#forget(listener);
  }

  emit(name, data) {
    this.#emit(name, data);
  }

  /** Sends a message; `renderMsg` is what the transcript shows instead. */
  sendMessage(text, options) {
    const shown = options?.renderMsg;
    return shown ? this.element?.send(shown, { payload: `${text}` }) : this.element?.send(text);
  }

  setJWT(jwt) {
    this.#jwt = jwt;
  }

  installTemplate(template) {
    // The latest is asked first.
    this.#templates.unshift(template);
  }

  /** Puts another theme on: the chat is mounted anew, and its conversation goes on. */
  setBranding(branding) {
    const { element } = this;
    if (!element) return;
    const isOpen = element.isOpen;
    element.remove();
    // Its end comes after this task.
    setTimeout(() => {
      element.options = { ...element.options, branding, open: isOpen, connectionMode: 'Reconnect' };
      this.#place().append(element);
    });
  }

  closeConversationSession() {
    this.element?.endSession();
  }

  #place() {
    const { container } = this.#config;
    return (typeof container === 'string' ? document.querySelector(container) : (container?.[0] ?? container)) ?? document.body;
  }

  #emit(name, data = {}) {
    for (const listener of [...this.#listeners]) {
      if (listener.names && !listener.names.includes(name)) continue;
      if (listener.once) this.#forget(listener);
      try {
        listener.callback(data);
      } catch (error) {
        console.error(`rtm-chat: a listener of ${name} failed`, error);
      }
    }
  }

  #forget(listener) {
    this.#listeners = this.#listeners.filter((known) => known !== listener);
  }

  #listen(element) {
    const event = () => ({ stopFurtherExecution: false });
    element.addEventListener('rtm-ready', () => this.#emit('viewInit', { chatEle: element, chatWindowEvent: event() }));
    element.addEventListener('rtm-state', ({ detail }) => {
      if (detail.state === 'live') this.#emit('onWSOpen', { messageData: '', chatWindowEvent: event() });
    });
    element.addEventListener('rtm-event', ({ detail }) => this.#emit('onWSMessage', { messageData: detail, chatWindowEvent: event() }));
    element.addEventListener('rtm-error', ({ detail }) => this.#emit('apiFailure', { type: detail.code, errObj: detail }));
    element.addEventListener('rtm-message', ({ detail }) => {
      // The row is there with the next frame.
      requestAnimationFrame(() => {
        const rows = element.shadowRoot?.querySelectorAll('[part~="message"]') ?? [];
        const messageHtml = [...rows].find((row) => row.dataset.messageId === detail.id);
        this.#emit('afterRenderMessage', { messageHtml, msgData: vendorMessage(detail) });
      });
    });
  }

  async #signedJwt() {
    const { JWTAsertion, botOptions } = this.#config;
    if (JWTAsertion) {
      await new Promise((commit) => JWTAsertion.call(this, commit));
    } else if (botOptions.JWTUrl) {
      const { clientId, userIdentity } = botOptions;
      const body = new URLSearchParams({ clientId, identity: userIdentity, aud: '', isAnonymous: false });
      const answer = await fetch(botOptions.JWTUrl, { method: 'POST', body });
      if (!answer.ok) throw new Error(`${botOptions.JWTUrl} answered ${answer.status}`);
      this.#jwt = (await answer.json()).jwt;
    }
    if (!this.#jwt) throw new Error('neither JWTAsertion nor JWTUrl nor setJWT gave a JWT');
    this.#emit('jwtSuccess', { jwt: this.#jwt });
    return this.#jwt;
  }

  #beforeSend({ text, payload, secret }) {
    // A password is not told.
    if (secret) return undefined;
    const messageToBot = { message: { body: payload ?? text } };
    const chatWindowEvent = { stopFurtherExecution: false };
    this.#emit('beforeWSSendMessage', { messageToBot, chatWindowEvent });
    if (chatWindowEvent.stopFurtherExecution) return false;
    const { body } = messageToBot.message;
    return body === (payload ?? text) ? undefined : { text, payload: `${body}` };
  }

  #beforeRender(message) {
    const chatWindowEvent = { stopFurtherExecution: false };
    this.#emit('beforeRenderMessage', { messageHtml: null, msgData: vendorMessage(message), chatWindowEvent });
    return chatWindowEvent.stopFurtherExecution ? false : undefined;
  }

  #render(payload, context) {
    if (this.#templates.length === 0) return undefined;
    const component = { type: 'template', payload };
    const msgData = { type: 'bot_response', message: [{ type: 'template', component, cInfo: { body: payload } }] };
    for (const template of this.#templates) {
      template.hostInstance ??= this;
      const node = template.renderMessage(msgData, context);
      if (node) return node;
    }
    return undefined;
  }
}

/** One of our messages in the vendor's shape. */
function vendorMessage({ id, from, text, items }) {
  const message = (from === 'visitor' ? [] : items).map((item) => ({
    type: item.type,
    cInfo: { body: item.text },
    component: { type: item.type, payload: item.payload ?? { text: item.text } },
  }));
  return { messageId: id, type: from === 'visitor' ? 'currentUser' : 'bot_response', message: message.length > 0 ? message : [{ type: 'text', cInfo: { body: text } }] };
}
