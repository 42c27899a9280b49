// The benchmark: measures the release build in headless Chromium against the emulator and prints a table.
//
//   node tests/bench/bench.mjs [--runs N] [--only SCENARIO]… [--against ADAPTER.mjs]… [--json FILE] [--gate] [--list]
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { Emulator } from '../e2e/support/emulator.mjs';
import { installProbe } from './probe.mjs';
import { metrics, scenarios } from './scenarios.mjs';
import { summarise, table } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true, default: [] },
    against: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    gate: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

if (options.list) {
  console.log(Object.keys(scenarios).join('\n'));
  process.exit(0);
}

const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) fail(`--runs takes a number from 1, not "${options.runs}"`);
const wanted = options.only.flatMap(names => names.split(','));
const unknown = wanted.filter(name => !scenarios[name]);
if (unknown.length) fail(`--only: no scenario ${unknown.join(', ')}; there are ${Object.keys(scenarios).join(', ')}`);
const chosen = Object.entries(scenarios).filter(([name]) => !wanted.length || wanted.includes(name));

const subjects = [await import('./adapters/rtm-chat.mjs')];
for (const path of options.against) subjects.push(await import(pathToFileURL(resolve(path)).href));

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({
  executablePath: existsSync(executable) ? executable : undefined,
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const emulator = await Emulator.start();
for (const subject of subjects) await subject.start?.();

/** subject → metric → values. */
const samples = Object.fromEntries(subjects.map(({ name }) => [name, {}]));
const details = Object.fromEntries(subjects.map(({ name }) => [name, {}]));
const failures = [];

try {
  // Round robin: whatever disturbs the machine for a while disturbs every row and every subject alike.
  for (let run = 1; run <= runs; run++) {
    for (const [name, scenario] of chosen) {
      for (const subject of subjects) {
        if (scenario.needs && !subject[scenario.needs]) continue;
        progress(`run ${run} of ${runs}: ${name}, ${subject.name}`);
        try {
          const values = await sample(subject, name, scenario, run);
          for (const [metric, value] of Object.entries(values)) (samples[subject.name][metric] ??= []).push(value);
        } catch (error) {
          failures.push({ run, scenario: name, subject: subject.name, error: String(error.message ?? error) });
        }
      }
    }
  }
} finally {
  progress('');
  await browser.close();
  await emulator.stop();
  for (const subject of subjects) await subject.stop?.();
}

const results = subjects.map(subject => ({ name: subject.name, rows: summarise(metrics, samples[subject.name]) }));
console.log(table(results));
console.log(`Median (least–most) of ${runs} run(s) in fresh contexts; ${browser.version()}, ${cpus().length} × ${cpus()[0].model.trim()}, load ${loadavg()[0].toFixed(1)}.`);
for (const { run, scenario, subject, error } of failures) console.error(`FAILED run ${run}, ${scenario}, ${subject}: ${error.split('\n')[0]}`);

if (options.json) {
  mkdirSync(dirname(resolve(options.json)), { recursive: true });
  const report = {
    at: new Date().toISOString(),
    browser: browser.version(),
    machine: { cpus: cpus().length, model: cpus()[0].model, load: loadavg() },
    runs,
    results: results.map(({ name, rows }) => ({ name, rows, samples: samples[name], details: details[name] })),
    failures,
  };
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

const over = results[0].rows.filter(row => row.verdict === 'over');
if (failures.length || (options.gate && over.length)) process.exitCode = 1;

async function sample(subject, name, scenario, run) {
  await emulator.reset();
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript(installProbe, { root: subject.root, composer: subject.composer, message: subject.message });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable');
    const identity = `bench-${name}-${run}`;
    const address = ({ open }) => subject.url(emulator.url, { identity, open });
    return await scenario.run({ page, cdp, emulator, subject, identity, address, details: details[subject.name] });
  } finally {
    await context.close();
  }
}

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function fail(text) {
  console.error(text);
  process.exit(2);
}
