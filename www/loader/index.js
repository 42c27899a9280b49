// The script tag's entry: defines <rtm-chat>, which loads the widget's module from beside this script.

import { defineElement } from './element.js';

// Build-time constants. The module's file name is given by the build; the version is that of the workspace.
/* global WIDGET_MODULE, VERSION */
const base = document.currentScript?.src || location.href;
const url = new URL(typeof WIDGET_MODULE === 'string' ? WIDGET_MODULE : './rtm-chat-widget.js', base).href;
let attempt = 0;

defineElement(
  {
    url,
    async load() {
      // Browsers remember a module that failed, so a second attempt needs another address.
      const module = await import(attempt++ ? `${url}?${attempt}` : url);
      await module.default();
      return module;
    },
  },
  typeof VERSION === 'string' ? VERSION : 'dev',
);
