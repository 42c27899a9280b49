// The types of the package: examples compile, mistakes are refused, and options are what the module takes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Project, Stage, root, tool } from './support.mjs';

let project;
let stage;

const STRICT = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'];
const LIBRARY = ['--lib', 'es2022,dom,dom.iterable'];

before(async () => {
  project = new Project();
  project.link('react', '@types/react', 'vue', 'svelte');
  cpSync(join(import.meta.dirname, 'examples'), project.path('examples'), { recursive: true });
  stage = await Stage.open(project.folder);
});

after(async () => {
  await stage?.close();
  project?.remove();
});

const compile = (...args) => project.run(tool('tsc'), [...STRICT, ...LIBRARY, ...args]);

// A mistake that is not refused is an error by its `@ts-expect-error`. The package's own types are checked, too.
test('a page’s code compiles, and its mistakes do not', () => compile('examples/page.ts'));

test('React knows the element', () => compile('--skipLibCheck', '--jsx', 'react-jsx', 'examples/react.tsx'));

test('Vue knows the element', () => compile('--skipLibCheck', '--jsx', 'react-jsx', 'examples/vue.tsx'));

test('Svelte knows the element', () => compile('--skipLibCheck', 'examples/svelte.ts'));

/** The names of the options in Rust. */
function namesInRust() {
  const source = readFileSync(join(root, 'src/host/options.rs'), 'utf8');
  const [, list] = /const NAMES: \[&str; \d+\] = \[([^\]]+)\]/.exec(source);
  return [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
}

/** One value of each type, and every word that some option knows. */
const SAMPLES = [
  "'/text'", '20', 'true', '{ a: [1] }', "() => 'token'",
  ...['auto', 'ltr', 'rtl', 'light', 'dark', 'kore', 'commonmark', 'Default', 'Start_New', 'Start_New_Resume_Agent', 'Reconnect'].map(word => `'${word}'`),
];

/** An object that is complete but for one option, which has the sample for its value. */
function given(name, sample) {
  const fields = { apiUrl: "'/'", botId: "'st-1'", getAccessToken: "() => 'token'" };
  if (name === 'getJwt') delete fields.getAccessToken;
  return `{ ${Object.entries({ ...fields, [name]: sample }).map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
}

test('the options are those of the types, by name', () => {
  const names = namesInRust();
  assert.ok(names.length > 10, 'the names are found');
  const union = names.map(name => `'${name}'`).join(' | ');
  project.write({
    'names.ts': `
import type { RtmChatOptions } from 'rtm-chat';
type Keys<T> = T extends unknown ? keyof T : never;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
export const same: Same<Keys<RtmChatOptions>, ${union}> = true;
`,
  });
  compile('names.ts');
});

test('and by type: what the compiler takes the module takes, and nothing else', { timeout: 120_000 }, async t => {
  // Which texts are addresses and which numbers are sensible no type can tell, and what a function answers only its call can.
  const isSpan = name => ['backoffBase', 'backoffCap', 'pingInterval'].includes(name);
  const fits = (name, sample) =>
    isSpan(name) ? sample !== '20' : name === 'apiUrl' ? sample === SAMPLES[0] || !sample.startsWith("'") : name !== 'beforeClose' || !sample.startsWith('()');
  const cells = namesInRust().flatMap(name =>
    SAMPLES.filter(sample => fits(name, sample)).map(sample => ({ name, sample, text: given(name, sample) })),
  );
  const lines = cells.map(({ text }) => `void (${text} satisfies RtmChatOptions);`);
  project.write({ 'matrix.ts': ["import type { RtmChatOptions } from 'rtm-chat';", ...lines].join('\n') });
  const { stdout } = spawnSync(tool('tsc'), [...STRICT, ...LIBRARY, 'matrix.ts'], { cwd: project.folder, encoding: 'utf8' });
  const refused = new Set([...stdout.matchAll(/^matrix\.ts\((\d+),/gm)].map(([, line]) => Number(line) - 2));

  project.write({ 'matrix.html': '<!doctype html><link rel="icon" href="data:,"><title>Options</title>' });
  const { page } = await stage.page(t, 'matrix.html');
  const rejected = await page.evaluate(async texts => {
    const module = await import('/node_modules/rtm-chat/rtm-chat-widget.js');
    await module.default();
    const read = text => {
      const host = document.createElement('div');
      try {
        module.mount(host, host.attachShadow({ mode: 'open' }), text, undefined).destroy();
        return false;
      } catch ({ code }) {
        return code;
      }
    };
    return texts.map(text => read(new Function(`return ${text}`)()));
  }, cells.map(({ text }) => text));

  const odd = cells.filter((_, at) => refused.has(at) !== (rejected[at] === 'invalid-option'));
  assert.deepEqual(odd.map(({ name, sample }) => `${name}: ${sample}`), []);
  assert.ok(refused.size > 50 && refused.size < cells.length - 50, `both happen: ${refused.size} of ${cells.length}`);
});
