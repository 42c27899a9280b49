// The script tag's entry: defines <rtm-chat>, which loads the widget's module and texts from beside this script.

import { defineElement } from './element.js';

/* global WIDGET, WIDGET_WASM, VERSION -- given by the build: what the files beside this script begin with, the rest of the
   wasm's name, and the workspace's version */
const script = document.currentScript;
const base = script?.dataset.base ?? script?.src ?? location;
const beside = (file) => new URL(file, base);
const url = beside(WIDGET + '.js');
let attempt = 0;

defineElement(VERSION, async () => {
  try {
    // Both at once. Browsers remember a module that failed, so another attempt needs another address.
    const files = [import(`${url}#${attempt++}`), fetch(beside(WIDGET + WIDGET_WASM))];
    const [module, module_or_path] = await Promise.all(files);
    await module.default({ module_or_path });
    return module;
  } catch ({ message }) {
    const { status, headers } = await fetch(url).catch(() => Response.error());
    throw new Error(
      `${message}\n${url}: ${status} ${headers.get('content-type')}. script-src 'wasm-unsafe-eval'? docs/troubleshooting.md`,
    );
  }
}, beside);
