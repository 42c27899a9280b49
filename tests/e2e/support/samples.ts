// The code samples of the documents: every fence says what it is.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

export interface Sample {
  file: string;
  /** Its number among the file's samples, from 1. */
  number: number;
  /** The words behind the fence: `html page`, `js server` and so on. */
  kind: string;
  code: string;
}

/** Every sample of the README and of `docs/`. */
export const SAMPLES: Sample[] = [
  join(ROOT, 'README.md'),
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .sort()
    .map(name => join(ROOT, 'docs', name)),
].flatMap(path =>
  [...readFileSync(path, 'utf8').matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)].map(([, kind, code], index) => ({
    file: relative(ROOT, path),
    number: index + 1,
    kind,
    code,
  })),
);

export const samplesOf = (kind: string) => SAMPLES.filter(sample => sample.kind === kind);
