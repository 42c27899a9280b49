// The npm package as somebody would use it: packed from dist/npm, installed into an empty project, imported on a
// server, type-checked and bundled. `cargo xtask test package` builds dist/npm first.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const dist = join(root, 'dist/npm');
const manifest = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'));

let project;
let packed;

const run = (program, args, options = {}) =>
  execFileSync(program, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
const tool = name => join(root, 'node_modules/.bin', name);

before(() => {
  project = mkdtempSync(join(tmpdir(), 'rtm-chat-package-'));
  const [report] = Object.values(JSON.parse(run('npm', ['pack', dist, '--json', '--pack-destination', project])));
  packed = report;
  writeFileSync(join(project, 'package.json'), '{"name": "consumer", "private": true, "type": "module"}\n');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', join(project, packed.filename)]);
});

after(() => rmSync(project, { recursive: true, force: true }));

test('the package carries its version, the commit it was built from, and both licences', () => {
  const workspace = /^version = "(.+)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))[1];
  assert.equal(manifest.version, workspace);
  assert.match(manifest.gitHead, /^([0-9a-f]{40}(-dirty)?|unknown)$/);
  const names = packed.files.map(file => file.path);
  for (const name of ['LICENSE', 'LICENSE-MIT', 'LICENSE-APACHE', 'package.json']) assert.ok(names.includes(name), name);
});

test('it needs no other package', () => {
  assert.deepEqual({ ...manifest.dependencies, ...manifest.peerDependencies }, {});
});

test('every file that its manifest names is packed', () => {
  const names = packed.files.map(file => `./${file.path}`);
  const named = value => (typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(named));
  const wanted = [...named(manifest.exports), ...named(manifest.types), ...named(manifest.main), ...named(manifest.module)];
  assert.ok(wanted.length > 0, 'the manifest names an entry');
  for (const path of wanted) {
    const pattern = new RegExp(`^\\./${path.replace(/^\.\//, '').replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace('*', '.*')}$`);
    assert.ok(names.some(name => pattern.test(name)), `${path} is missing from ${names.join(', ')}`);
  }
});

test('types come first, and only entries that define the element have side effects', () => {
  for (const [name, entry] of Object.entries(manifest.exports)) {
    if (name !== './package.json') assert.equal(Object.keys(entry)[0], 'types', name);
  }
  assert.deepEqual(manifest.sideEffects, ['./index.js', './compat.js']);
});

test('what its list of files names is packed, and nothing else', () => {
  const always = ['package.json'];
  const within = path => manifest.files.some(name => path === name || path.startsWith(`${name}/`));
  const names = packed.files.map(file => file.path);
  assert.deepEqual(names.filter(path => !within(path) && !always.includes(path)), []);
  for (const name of manifest.files) assert.ok(names.some(path => path === name || path.startsWith(`${name}/`)), name);
});

test('nothing but what is used is packed', () => {
  const odd = packed.files.map(file => file.path).filter(path => !/(\.js|\.d\.ts|\.wasm|^locale\/[\w-]+\.json|package\.json|README\.md|LICENSE(-\w+)?)$/.test(path));
  assert.deepEqual(odd, []);
});

test('importing it on a server, where there is no window, does nothing and does not fail', () => {
  // Not even a look at what only pages have.
  const script = `
    const touched = [];
    for (const name of ['window', 'document', 'localStorage', 'sessionStorage', 'location']) {
      Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) });
    }
    const exported = await import('rtm-chat');
    const { connect, version } = await import('rtm-chat/connect');
    if (exported.connect !== connect || exported.version !== version) throw new Error('the entries differ');
    exported.defineElement();
    await import('rtm-chat/compat');
    console.log(JSON.stringify({ touched, names: Object.keys(exported).sort(), version }));
    const { code, message } = await connect({}).catch(error => error);
    console.log(JSON.stringify({ code, message }));
  `;
  const [imported, refused] = run(process.execPath, ['--input-type=module', '--eval', script]).trim().split('\n').map(JSON.parse);
  assert.deepEqual(imported, { touched: [], names: ['connect', 'defineElement', 'version'], version: manifest.version });
  assert.equal(refused.code, 'load-failed');
  assert.match(refused.message, /there is no page here/);
});

test('its types describe what it exports', () => {
  const script = `console.log(Object.keys(await import(${JSON.stringify(manifest.name)})).join(' '))`;
  const names = run(process.execPath, ['--input-type=module', '--eval', script]).trim().split(' ');
  const lines = [`import * as chat from '${manifest.name}';`, ...names.map(name => `void chat.${name};`)];
  writeFileSync(join(project, 'consumer.ts'), `${lines.join('\n')}\n`);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'];
  run(tool('tsc'), [...options, '--lib', 'es2022,dom,dom.iterable', 'consumer.ts']);
});

test('a bundler takes it in', () => {
  writeFileSync(join(project, 'entry.js'), `import * as chat from '${manifest.name}';\nconsole.log(chat);\n`);
  run(tool('esbuild'), ['entry.js', '--bundle', '--format=esm', '--target=es2022', '--outfile=bundle.js', '--log-level=error']);
  assert.match(readFileSync(join(project, 'bundle.js'), 'utf8'), /rtm-chat/);
});

test('the wasm and the languages lie where the modules look for them', () => {
  const installed = join(project, 'node_modules', manifest.name);
  const modules = packed.files.map(file => file.path).filter(path => path.endsWith('.js'));
  const named = modules.flatMap(path => {
    const text = readFileSync(join(installed, path), 'utf8');
    return [...text.matchAll(/new URL\(["'`]([^"'`]+\.(?:wasm|json))["'`],\s*import\.meta\.url\)/g)].map(match => [path, match[1]]);
  });
  for (const kind of ['.wasm', '.json']) {
    assert.ok(named.some(([, file]) => file.endsWith(kind)), `a module names a ${kind} file in a way that bundlers understand`);
  }
  for (const [path, file] of named) assert.ok(existsSync(join(installed, dirname(path), file)), `${path}: ${file}`);
});
