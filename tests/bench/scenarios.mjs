// The scenarios. Each runs in a fresh browser context and gives one value for each of its metrics.
import { recordFiles, total } from './sizes.mjs';

/** 150 ms, 1.6 Mbit/s down, 750 kbit/s up. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOW_CPU = 4;

let frames = 0;
/** A text message from the bot. */
const textFrame = text => ({
  type: 'bot_response',
  from: 'bot',
  message: [{ type: 'text', component: { type: 'text', payload: { text } }, cInfo: { body: text } }],
  messageId: `ms-bench-${process.pid}-${++frames}`,
  botInfo: { chatBot: 'Bench', taskBotId: 'st-bench' },
  createdOn: new Date().toISOString(),
});

const numbered = (prefix, from, to) =>
  Array.from({ length: to - from }, (_, i) => textFrame(`${prefix} ${from + i}: the quick brown fox jumps over the lazy dog.`));

/** Opens the page with the chat open and waits until the bot's first message is painted. */
async function openChat({ page, subject, address }) {
  await page.goto(address({ open: false }));
  await page.waitForFunction(launcher => window.__probe.scope()?.querySelector(launcher), subject.launcher);
  await page.evaluate(subject.open);
  await page.evaluate(() => window.__probe.painted(() => window.__probe.composerUsable() && window.__probe.messages().length > 0));
}

/** Puts messages into an open chat and waits until the last is painted. */
async function fill({ page, emulator }, count) {
  for (let from = 0; from < count; from += 1000) {
    const to = Math.min(count, from + 1000);
    await emulator.push(numbered('fill', from, to));
    await page.evaluate(text => window.__probe.painted(() => window.__probe.lastMessageHas(text)), `fill ${to - 1}:`);
  }
}

/** JavaScript heap in use after a collection, nodes and listeners, as Chromium counts them. */
async function memory({ page, cdp }) {
  // Two collections: finalizers, which free what wasm-bindgen holds, run after the first.
  for (let i = 0; i < 2; i++) {
    await cdp.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => window.__probe.nextPaint());
  }
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = name => metrics.find(metric => metric.name === name).value;
  return {
    heap: value('JSHeapUsedSize'),
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
    wasm: await page.evaluate(() => window.__probe.wasmBytes()),
  };
}

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
const kB = bytes => bytes / 1000;
const MB = bytes => bytes / 1e6;

async function bytes(run) {
  const { page, subject, address, details } = run;
  const files = recordFiles(page);
  await page.goto(address({ open: false }), { waitUntil: 'networkidle' });
  await page.waitForFunction(launcher => window.__probe.scope()?.querySelector(launcher), subject.launcher);
  const before = await files.take();
  const longestTask = await page.evaluate(() => window.__probe.longestTask());
  await page.evaluate(subject.open);
  await page.evaluate(() => window.__probe.painted(() => window.__probe.composerUsable() && window.__probe.messages().length > 0));
  await page.waitForLoadState('networkidle');
  const after = await files.take();
  details.files = { beforeInterest: before, toShowTheChat: after };
  const all = [...before, ...after];
  return {
    'bytes.launcher.brotli': kB(total(before, 'brotli')),
    'bytes.launcher.wire': kB(total(before, 'wire')),
    'bytes.launcher.task': longestTask,
    'bytes.all.raw': kB(total(all, 'raw')),
    'bytes.all.gzip': kB(total(all, 'gzip')),
    'bytes.all.brotli': kB(total(all, 'brotli')),
    'bytes.all.wire': kB(total(all, 'wire')),
    'bytes.all.files': all.length,
  };
}

async function load({ page, cdp, address }, name, slow) {
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  if (slow) {
    await cdp.send('Network.emulateNetworkConditions', SLOW_4G);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  }
  // Both times are since the start of the navigation.
  await page.goto(address({ open: true }), { waitUntil: 'commit' });
  const usable = await page.evaluate(() => window.__probe.painted(() => window.__probe.composerUsable()));
  const live = await page.evaluate(() => window.__probe.painted(() => window.__probe.messages().length > 0));
  return { [`${name}.composer`]: usable, [`${name}.live`]: live };
}

async function burst(run) {
  const { page, emulator } = run;
  await openChat(run);
  await page.evaluate(() => {
    window.__probe.waitForMarker('burst 0:');
    window.__probe.startRecording();
  });
  const painted = page.evaluate(() => window.__probe.painted(() => window.__probe.lastMessageHas('burst 999:'), 900_000));
  await emulator.push(numbered('burst', 0, 1000));
  const end = await painted;
  const { begin, longestTask, elements } = await page.evaluate(() => ({
    begin: window.__probe.markerTime(),
    longestTask: window.__probe.stopRecording().longestTask,
    elements: window.__probe.elements(),
  }));
  const { heap, wasm } = await memory(run);
  return {
    'burst.time': end - begin,
    'burst.task': longestTask,
    'burst.elements': elements,
    'burst.heap': MB(heap),
    'burst.wasm': MB(wasm),
  };
}

async function keys(run, count) {
  const { page } = run;
  await openChat(run);
  await fill(run, count);
  const times = [];
  for (let i = 0; i < 20; i++) {
    const time = page.evaluate(() => window.__probe.nextKeyPress());
    // Evaluations run in order: the listener is there before the key is pressed.
    await page.evaluate(() => window.__probe.composerUsable());
    await page.keyboard.press('a');
    times.push(await time);
  }
  const typed = await page.evaluate(() => window.__probe.composer().value ?? window.__probe.composer().textContent);
  if (typed !== 'a'.repeat(20)) throw new Error(`20 key presses gave "${typed}"`);
  return {
    [`keys.${count}`]: median(times),
    [`keys.${count}.worst`]: Math.max(...times),
    [`keys.${count}.elements`]: await page.evaluate(() => window.__probe.elements()),
  };
}

async function stream(run) {
  const { page, emulator } = run;
  await openChat(run);
  await fill(run, 300);
  const messages = numbered('stream', 0, 100);
  await page.evaluate(() => window.__probe.startRecording());
  const begin = Date.now();
  for (const [i, message] of messages.entries()) {
    await new Promise(fulfil => setTimeout(fulfil, begin + i * 50 - Date.now()));
    await emulator.push(message);
  }
  await page.evaluate(() => window.__probe.painted(() => window.__probe.lastMessageHas('stream 99:')));
  const { longestGap } = await page.evaluate(() => window.__probe.stopRecording());
  return { 'stream.gap': longestGap };
}

async function history(run) {
  const { page, emulator, subject, identity, address } = run;
  await emulator.seed(identity, 500);
  await page.goto(address({ open: false }));
  await page.waitForFunction(launcher => window.__probe.scope()?.querySelector(launcher), subject.launcher);
  await page.evaluate(subject.open);
  await page.evaluate(() => window.__probe.painted(() => window.__probe.composerUsable() && window.__probe.messages().length > 0));
  const begin = await page.evaluate(() => window.__probe.nextPaint());
  const end = await page.evaluate(oldest => window.__probe.walkUp(oldest), SEED_OLDEST);
  return { 'history.500': end - begin };
}

async function openClose(run) {
  const { page, subject } = run;
  await page.goto(run.address({ open: false }));
  await page.waitForFunction(launcher => window.__probe.scope()?.querySelector(launcher), subject.launcher);
  const once = async (action, condition) => {
    const begin = await page.evaluate(`(() => { const now = performance.now(); (${action})(); return now; })()`);
    return (await page.evaluate(`window.__probe.painted(() => window.__probe.${condition}())`)) - begin;
  };
  const first = await once(subject.open, 'composerUsable');
  const opened = [];
  const closed = [];
  for (let i = 0; i < 5; i++) {
    closed.push(await once(subject.close, 'composerHidden'));
    opened.push(await once(subject.open, 'composerUsable'));
  }
  return { 'open.first': first, 'open.warm': median(opened), 'close.warm': median(closed) };
}

async function mounts(run) {
  const { page, subject } = run;
  await openChat(run);
  const cycle = count => page.evaluate(`(async () => { for (let i = 0; i < ${count}; i++) await (${subject.mountOnce})(); })()`);
  // What a first use leaves behind for good (code, caches) is no leak.
  await cycle(20);
  const before = await memory(run);
  await cycle(200);
  const after = await memory(run);
  return {
    'mounts.heap': kB(after.heap - before.heap),
    'mounts.wasm': kB(after.wasm - before.wasm),
    'mounts.nodes': after.nodes - before.nodes,
    'mounts.listeners': after.listeners - before.listeners,
  };
}

/** A pattern of what the emulator writes into the oldest message of a seeded log. */
const SEED_OLDEST = 'Message 1(?!\\d)';

/** In the order of the table. A scenario needs `needs` from the adapter. */
export const scenarios = {
  bytes: { run: bytes },
  'load-lan': { run: run => load(run, 'lan', false) },
  'load-4g': { run: run => load(run, '4g', true) },
  burst: { run: burst },
  'keys-0': { run: run => keys(run, 0) },
  'keys-1000': { run: run => keys(run, 1000) },
  'keys-10000': { run: run => keys(run, 10_000) },
  stream: { run: stream },
  history: { run: history },
  open: { run: openClose },
  mounts: { run: mounts, needs: 'mountOnce' },
};

/** Metrics: label, unit, and the budget and goal of the design, where it has them. */
export const metrics = {
  'bytes.launcher.brotli': { label: 'files before the visitor shows interest, brotli 11', unit: 'kB', budget: 3, goal: 2 },
  'bytes.launcher.wire': { label: '… as sent', unit: 'kB' },
  'bytes.launcher.task': { label: '… longest task (0: none took 50 ms)', unit: 'ms', budget: 50 },
  'bytes.all.raw': { label: 'all files to show the chat, raw', unit: 'kB' },
  'bytes.all.gzip': { label: '… gzip 9', unit: 'kB' },
  'bytes.all.brotli': { label: '… brotli 11', unit: 'kB', budget: 140, goal: 90 },
  'bytes.all.wire': { label: '… as sent', unit: 'kB' },
  'bytes.all.files': { label: '… number of files', unit: '' },
  'lan.composer': { label: 'page to usable composer, local network, cold', unit: 'ms' },
  'lan.live': { label: '… to the first message of the bot', unit: 'ms' },
  '4g.composer': { label: 'page to usable composer, slow 4G, CPU ÷ 4, cold', unit: 'ms', budget: 1500, goal: 1000 },
  '4g.live': { label: '… to the first message of the bot', unit: 'ms' },
  'burst.time': { label: 'burst of 1,000: first frame to last message painted', unit: 'ms', budget: 500, goal: 200 },
  'burst.task': { label: '… longest task (0: none took 50 ms)', unit: 'ms', budget: 100 },
  'burst.elements': { label: '… elements in the page, shadow roots included', unit: '', budget: 1000 },
  'burst.heap': { label: '… JavaScript heap after collection', unit: 'MB' },
  'burst.wasm': { label: '… WebAssembly memory', unit: 'MB' },
  'keys.0': { label: 'key press to painted frame, empty transcript', unit: 'ms', budget: 34, goal: 17 },
  'keys.0.worst': { label: '… worst of 20', unit: 'ms' },
  'keys.0.elements': { label: '… elements', unit: '' },
  'keys.1000': { label: 'key press to painted frame, 1,000 messages', unit: 'ms', budget: 34, goal: 17 },
  'keys.1000.worst': { label: '… worst of 20', unit: 'ms' },
  'keys.1000.elements': { label: '… elements', unit: '', budget: 1000 },
  'keys.10000': { label: 'key press to painted frame, 10,000 messages', unit: 'ms', budget: 34, goal: 17 },
  'keys.10000.worst': { label: '… worst of 20', unit: 'ms' },
  'keys.10000.elements': { label: '… elements', unit: '', budget: 1000 },
  'stream.gap': { label: '20 messages a second over 300: longest frame gap', unit: 'ms', budget: 34, goal: 17 },
  'history.500': { label: 'history: from the newest page up to the oldest of 500', unit: 'ms', budget: 500, goal: 300 },
  'open.first': { label: 'first opening to usable composer, local network', unit: 'ms' },
  'open.warm': { label: 'open again to usable composer', unit: 'ms', budget: 150, goal: 80 },
  'close.warm': { label: 'close until gone', unit: 'ms' },
  'mounts.heap': { label: '200 mounts and unmounts: JavaScript heap growth', unit: 'kB' },
  'mounts.wasm': { label: '… WebAssembly memory growth', unit: 'kB' },
  'mounts.nodes': { label: '… DOM nodes left', unit: '' },
  'mounts.listeners': { label: '… listeners left', unit: '' },
};
