// The documents and what they describe say the same. Their pages and servers are run by tests/e2e/journeys/docs.spec.ts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const read = path => readFileSync(join(root, path), 'utf8');

test('every code of an error has its place in docs/troubleshooting.md, and no other has', () => {
  const [, union] = /interface RtmError \{\s*code:([^;]+);/.exec(read('www/npm/index.d.ts'));
  const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code);
  assert.ok(codes.length > 5, 'the codes are found');
  const headings = [...read('docs/troubleshooting.md').matchAll(/^## (.+)$/gm)].flatMap(([, heading]) => heading.split(', '));
  const told = headings.filter(heading => /^[a-z-]+$/.test(heading));
  assert.deepEqual(told.sort(), codes.sort());
});

test('modules of the documents have the right types and can be bundled', () => {
  const project = mkdtempSync(join(tmpdir(), 'rtm-chat-docs-'));
  const tool = (name, ...args) =>
    execFileSync(join(root, 'node_modules/.bin', name), args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    cpSync(join(root, 'dist/npm'), join(project, 'node_modules/rtm-chat'), { recursive: true });
    const samples = readdirSync(join(root, 'docs'))
      .filter(name => name.endsWith('.md'))
      .flatMap(name => [...read(`docs/${name}`).matchAll(/^```ts module\n([\s\S]*?)^```$/gm)].map(([, code]) => code));
    assert.ok(samples.length > 0, 'there are some');
    for (const [index, code] of samples.entries()) {
      const name = `sample-${index}.ts`;
      writeFileSync(join(project, name), code);
      const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'];
      tool('tsc', ...options, '--lib', 'es2022,dom,dom.iterable', name);
      tool('esbuild', name, '--bundle', '--format=esm', '--target=es2022', '--outfile=bundle.js', '--log-level=error');
    }
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test('what a document links to is there', () => {
  const files = ['README.md', ...readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)];
  const broken = files.flatMap(file =>
    [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target)
      .filter(target => !/^[a-z]+:/.test(target))
      .filter(target => !existsSync(resolve(root, file, '..', target)))
      .map(target => `${file}: ${target}`),
  );
  assert.deepEqual(broken, []);
});
