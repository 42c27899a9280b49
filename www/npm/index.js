// The package's entry: importing it defines <rtm-chat>. On a server it defines nothing and fails nothing.

import { defineElement as define } from '../loader/element.js';
import { version } from './connect.js';

export { connect, version } from './connect.js';

/** Defines <rtm-chat> unless the page has it. */
export function defineElement() {
  if (!globalThis.customElements) return;
  define(
    version,
    async () => {
      // A name that bundlers can follow.
      const module = await import('./rtm-chat-widget.js');
      await module.default();
      return module;
    },
    // The build writes the files as functions, for bundlers to follow as well.
    (file) => file(),
  );
}

defineElement();
