// What the visitor reads: the widget's English strings, from the file that holds them.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const strings: Record<string, string> = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../src/i18n/en.json'), 'utf8'),
);

/** The English string of a key, with its `{places}` filled in. */
export function word(key: string, places: Record<string, string | number> = {}): string {
  const text = strings[key];
  if (text === undefined) throw new Error(`src/i18n/en.json has no "${key}"`);
  return text.replace(/\{(\w+)\}/g, (place, name) => String(places[name] ?? place));
}
