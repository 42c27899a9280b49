// The script tag's entry: defines <rtm-chat>, which loads the widget's module and texts from beside this script.

import { defineElement } from './element.js';

/* global WIDGET_MODULE, VERSION -- given by the build: a file name beside this script, and the workspace's version */
const base = document.currentScript?.src ?? location;
const beside = (file) => new URL(file, base);
const url = beside(WIDGET_MODULE);
let attempt = 0;

defineElement(VERSION, async () => {
  try {
    // Browsers remember a module that failed, so a second attempt needs another address.
    const module = await import(attempt++ ? `${url}?${attempt}` : url);
    await module.default();
    return module;
  } catch ({ message }) {
    const answer = await fetch(url, { method: 'HEAD' }).then(
      ({ status, headers }) => `${status} ${headers.get('content-type')}`,
      () => 'no answer',
    );
    throw new Error(
      `${message}\n${url}: ${answer}. Needed: 200 text/javascript, and script-src 'wasm-unsafe-eval'.`,
    );
  }
}, beside);
