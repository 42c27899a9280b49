// What the visitor reads: the widget's strings, from the files that hold them.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Strings = Record<string, string>;

const read = (language: string): Strings =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, `../../../src/i18n/${language}.json`), 'utf8'));
const languages: Record<string, Strings> = {};

/** The string of a key, in English unless asked otherwise, with its `{places}` filled in. */
export function word(key: string, places: Record<string, string | number> = {}, language = 'en'): string {
  const text = (languages[language] ??= read(language))[key];
  if (text === undefined) throw new Error(`src/i18n/${language}.json has no "${key}"`);
  return text.replace(/\{(\w+)\}/g, (place, name) => String(places[name] ?? place));
}
