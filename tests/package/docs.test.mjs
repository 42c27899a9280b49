// The documents and what they describe say the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

const read = path => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');

test('every code of an error has its place in docs/troubleshooting.md, and no other has', () => {
  const [, union] = /interface RtmError \{\s*code:([^;]+);/.exec(read('www/npm/index.d.ts'));
  const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code);
  assert.ok(codes.length > 5, 'the codes are found');
  const headings = [...read('docs/troubleshooting.md').matchAll(/^## (.+)$/gm)].flatMap(([, heading]) => heading.split(', '));
  const told = headings.filter(heading => /^[a-z-]+$/.test(heading));
  assert.deepEqual(told.sort(), codes.sort());
});
