// The package in projects of several kinds, each built with its own tools, opened in Chromium, and chatting with the local
// platform. EMULATOR_BIN names the platform's program, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Project, Stage, TOKEN, tool } from './support.mjs';

let project;
let stage;

before(async () => {
  project = new Project();
  stage = await Stage.open(project.folder);
});

after(async () => {
  await stage?.close();
  project?.remove();
});

const page = (script, body = '') =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title><body>${body}<script type="module" src="${script}"></script></body></html>`;

const ELEMENT = '<rtm-chat bot-id="st-firnbahn" bot-name="Demo bot"></rtm-chat>';

/** A page's own script, as the README has it. */
const SCRIPT = `
import 'rtm-chat';
import { getAccessToken } from './token.js';

document.querySelector('rtm-chat').options = { apiUrl: location.origin, getAccessToken };
`;

/** Opens the chat, writes, and reads the answer. The names of the files that the page asked for are given. */
async function chats(t, path, identity) {
  const { page, troubles, requests } = await stage.page(t, `${path}?identity=${identity}`);
  const chat = page.locator('rtm-chat');
  await chat.locator('[part~="launcher"]').click();
  const composer = chat.locator('textarea[part~="composer"]');
  await composer.fill('good morning');
  await composer.press('Enter');
  await chat.getByRole('log').getByText('You said: good morning').waitFor();
  const [visitor] = (await stage.emulator.messages(identity)).filter(({ from }) => from === 'visitor');
  assert.equal(visitor.text, 'good morning');
  assert.deepEqual(troubles, []);
  return requests;
}

test('a page without a bundler imports it by its files', { timeout: 120_000 }, async t => {
  const map = JSON.stringify({ imports: { 'rtm-chat': '/node_modules/rtm-chat/index.js' } });
  project.write({
    'plain/index.html': page('main.js', `<script type="importmap">${map}</script>${ELEMENT}`),
    'plain/main.js': SCRIPT,
    'plain/token.js': TOKEN,
  });
  const requests = await chats(t, 'plain/index.html', 'plain');
  assert.ok(requests.some(path => path.endsWith('rtm-chat-widget_bg.wasm')));
  assert.ok(!requests.some(path => path.includes('rtm-chat-connect')), 'the session without a window is not loaded');
});

test('Vite builds it', { timeout: 180_000 }, async t => {
  project.link('vite');
  project.write({
    'vite/index.html': page('./main.js', ELEMENT),
    'vite/main.js': SCRIPT,
    'vite/token.js': TOKEN,
    'vite/vite.config.js': `export default { base: './', build: { outDir: '../vite-dist', emptyOutDir: true } };\n`,
  });
  project.run(tool('vite'), ['build', 'vite', '--logLevel', 'warn']);
  const assets = readdirSync(project.path('vite-dist/assets'));
  assert.ok(assets.some(name => /^rtm-chat-widget_bg-.+\.wasm$/.test(name)), `the wasm is hashed: ${assets}`);
  assert.ok(assets.some(name => /^ar-.+\.json$/.test(name)), `the languages are, too: ${assets}`);
  await chats(t, 'vite-dist/index.html', 'vite');
});

test('a page of the vendor\'s SDK moves to the package by changing what it imports', { timeout: 180_000 }, async t => {
  project.link('vite');
  project.write({
    'compat/index.html': page('./main.js'),
    'compat/main.js': `
import { chatConfig, chatWindow } from 'rtm-chat/compat';

chatConfig.botOptions.koreAPIUrl = location.origin + '/api/';
chatConfig.botOptions.botInfo = { name: 'Demo bot', _id: 'st-firnbahn' };
chatConfig.botOptions.JWTUrl = '/site/jwt';
chatConfig.botOptions.userIdentity = new URLSearchParams(location.search).get('identity');
new chatWindow().show(chatConfig);
`,
    'compat/vite.config.js': `export default { base: './', build: { outDir: '../compat-dist', emptyOutDir: true } };\n`,
  });
  project.run(tool('vite'), ['build', 'compat', '--logLevel', 'warn']);
  await chats(t, 'compat-dist/index.html', 'compat');
});

test('webpack 5 builds it', { timeout: 180_000 }, async t => {
  project.link('webpack', 'webpack-cli');
  project.write({
    'webpack/index.html': page('./main.js', ELEMENT),
    'webpack/main.js': SCRIPT,
    'webpack/token.js': TOKEN,
    'webpack/webpack.config.js': `export default {
  mode: 'production',
  context: import.meta.dirname,
  entry: './main.js',
  performance: { hints: false },
  output: { path: import.meta.dirname + '/../webpack-dist', publicPath: 'auto' },
};\n`,
  });
  project.run(tool('webpack-cli'), ['build', '--config', 'webpack/webpack.config.js']);
  cpSync(project.path('webpack/index.html'), project.path('webpack-dist/index.html'));
  await chats(t, 'webpack-dist/index.html', 'webpack');
});

test('a React app renders it with its options and hears its events', { timeout: 180_000 }, async t => {
  project.link('vite', 'react', 'react-dom');
  project.write({
    'react/index.html': page('./main.jsx', '<div id="app"></div>'),
    'react/main.jsx': `
import 'rtm-chat';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { getAccessToken } from './token.js';

const options = { apiUrl: location.origin, getAccessToken };

function Shop() {
  const [last, setLast] = useState('');
  return (
    <>
      <output>{last}</output>
      <rtm-chat
        bot-id="st-firnbahn"
        bot-name="Demo bot"
        options={options}
        onrtm-message={({ detail }) => setLast(detail.text)}
      />
    </>
  );
}

createRoot(document.querySelector('#app')).render(<StrictMode><Shop /></StrictMode>);
`,
    'react/token.js': TOKEN,
    'react/vite.config.js': `export default {
  base: './',
  oxc: { jsx: { runtime: 'automatic' } },
  build: { outDir: '../react-dist', emptyOutDir: true },
};\n`,
  });
  project.run(tool('vite'), ['build', 'react', '--logLevel', 'warn']);
  const { page: tab, troubles } = await stage.page(t, 'react-dist/index.html?identity=react');
  const chat = tab.locator('rtm-chat');
  await chat.locator('[part~="launcher"]').click();
  const composer = chat.locator('textarea[part~="composer"]');
  await composer.fill('good evening');
  await composer.press('Enter');
  await tab.locator('output').filter({ hasText: 'You said: good evening' }).waitFor();
  assert.deepEqual(troubles, []);
});

test('what is not imported is left out', { timeout: 180_000 }, () => {
  const bundle = (name, script) => {
    project.write({ [`${name}/main.js`]: script });
    const options = ['--bundle', '--splitting', '--format=esm', '--target=es2022', '--loader:.wasm=file', '--log-level=error'];
    project.run(tool('esbuild'), [`${name}/main.js`, ...options, `--outdir=${name}-dist`]);
    return readFileSync(project.path(`${name}-dist/main.js`), 'utf8');
  };
  assert.doesNotMatch(bundle('version', `import { version } from 'rtm-chat/connect'; console.log(version);`), /import\(/);
  assert.match(bundle('session', `import { connect } from 'rtm-chat/connect'; connect({});`), /import\("\.\/rtm-chat-connect/);
  const session = bundle('lean', `import { connect } from 'rtm-chat/connect'; connect({});`);
  assert.doesNotMatch(session, /customElements|rtm-chat-widget/);
  assert.match(bundle('element', `import { version } from 'rtm-chat'; console.log(version);`), /customElements/, 'the element is defined');
});
