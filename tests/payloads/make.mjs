// Writes the sample payloads from their definitions in `source/`; `--check` says which of them are not up to date, `--gallery` prints
// what the gallery shows.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { frame } from './source/frame.mjs';
import answers from './source/answers.mjs';
import cards from './source/cards.mjs';
import choices from './source/choices.mjs';
import inputs from './source/inputs.mjs';
import lists from './source/lists.mjs';
import other from './source/other.mjs';
import tables from './source/tables.mjs';
import text from './source/text.mjs';

const folder = new URL('./', import.meta.url);
const PICTURE_LIMIT = 4096; // characters of a data: address

const groups = Object.entries({ text, choices, lists, cards, tables, inputs, answers });
const samples = groups.flatMap(([, samples]) => samples);
const bodyOf = (file) => samples.find((sample) => sample.file === file).body;
const others = other(bodyOf);

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const wanted = new Map();
const add = (path, content) => {
  if (wanted.has(path)) throw new Error(`${path} is defined twice`);
  const picture = content.match(/data:image[^"\\)]*/g)?.find((address) => address.length > PICTURE_LIMIT);
  if (picture) throw new Error(`${path}: a picture has ${picture.length} characters, more than ${PICTURE_LIMIT}`);
  wanted.set(path, content);
};
samples.forEach((sample, at) => add(`${sample.file}.json`, json(frame(sample, at + 1))));
others.forEach(({ file, content }) => add(`_other/${file}.json`, json(content)));

const contents = ({ file, shows }, path) => ({ name: file, shows, content: JSON.parse(wanted.get(path)) });
const gallery = () => [
  ...groups.map(([group, samples]) => ({ group, samples: samples.map((sample) => contents(sample, `${sample.file}.json`)) })),
  { group: 'other frames', samples: others.map((other) => contents(other, `_other/${other.file}.json`)) },
];

const row = (cells) => `| ${cells.join(' | ')} |`;
wanted.set('README.md', [
  '# Sample payloads',
  '',
  'What the bot of a small mountain railway sends: one complete socket frame a file, of every template and kind. The railway, its people and its',
  'prices are made up. Tests read the files, the local platform shows them (`show <name>`), and the gallery renders them.',
  '',
  'The shapes are the platform’s, quirks included: numbers as text, misspelt keys, arrays that count down, and `cInfo.body`, which repeats a template',
  'as JSON text. Pictures are inside the files, drawn by `make-pictures.mjs`; other addresses lead to example.com, where nothing is.',
  '',
  'Do not edit the JSON, nor this page: change `source/` and run `node tests/payloads/make.mjs`. With `--check` it writes nothing and fails when a file',
  'is not up to date.',
  '',
  row(['file', 'template', 'shows']),
  row(['---', '---', '---']),
  ...samples.map(({ file, template, shows }) => row([`${file}.json`, template, shows])),
  '',
  'Frames and REST bodies of other kinds:',
  '',
  row(['file', 'shows']),
  row(['---', '---']),
  ...others.map(({ file, shows }) => row([`_other/${file}.json`, shows])),
  '',
].join('\n'));

const present = ['', '_other/'].flatMap((sub) => {
  const path = new URL(sub, folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.json')).map((name) => sub + name) : [];
});
const surplus = present.filter((path) => !wanted.has(path));
const read = (path) => (existsSync(new URL(path, folder)) ? readFileSync(new URL(path, folder), 'utf8') : undefined);
const stale = [...wanted].filter(([path, content]) => read(path) !== content).map(([path]) => path);

if (process.argv.includes('--check')) {
  if (stale.length + surplus.length > 0) {
    console.error(`not up to date: ${[...stale, ...surplus].join(', ')}\nRun: node tests/payloads/make.mjs`);
    process.exit(1);
  }
  console.log(`${wanted.size} files are up to date`);
} else if (process.argv.includes('--gallery')) {
  console.log(JSON.stringify(gallery()));
} else {
  mkdirSync(new URL('_other/', folder), { recursive: true });
  surplus.forEach((path) => rmSync(new URL(path, folder)));
  stale.forEach((path) => writeFileSync(new URL(path, folder), wanted.get(path)));
  console.log(`${stale.length} files written, ${surplus.length} removed, ${wanted.size - stale.length} were up to date`);
}
