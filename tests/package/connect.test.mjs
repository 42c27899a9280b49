// The session without a window, in a page with a view of its own, against the local platform.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Project, Stage, TOKEN, tool } from './support.mjs';

let project;
let stage;

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>
<body><ol></ol><script type="module" src="./main.js"></script></body></html>`;

/** A view of a page's own: a list that follows the session, as somebody would write it. */
const MAIN = `
import { connect, version } from 'rtm-chat';
import { getAccessToken } from './token.js';

const list = document.querySelector('ol');

function show({ detail }) {
  list.replaceChildren(
    ...session.entries.map((entry) => {
      const row = document.createElement('li');
      row.dataset.kind = entry.kind;
      row.dataset.status = entry.status ?? '';
      row.textContent = entry.text;
      return row;
    }),
  );
}

const options = { apiUrl: location.origin, botId: 'st-firnbahn', getAccessToken };
const session = await connect(options);
session.addEventListener('rtm-entries', show);
Object.assign(window, { connect, session, options, version });
`;

before(async () => {
  project = new Project();
  project.link('vite');
  project.write({
    'app/index.html': PAGE,
    'app/main.js': MAIN,
    'app/token.js': TOKEN,
    'app/vite.config.js': `export default { base: './', build: { target: 'es2022', outDir: '../dist', emptyOutDir: true } };\n`,
  });
  project.run(tool('vite'), ['build', 'app', '--logLevel', 'warn']);
  stage = await Stage.open(project.path('dist'));
});

after(async () => {
  await stage?.close();
  project?.remove();
});

beforeEach(() => stage.emulator.reset());

/** Opens the page and waits for its session. */
async function visit(t, identity) {
  const opened = await stage.page(t, `index.html?identity=${identity}`);
  await opened.page.waitForFunction(() => window.session);
  return opened;
}

/** Asks until something holds. */
async function until(holds, what) {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) assert.fail(`in vain: ${what}`);
    await new Promise(resolve => setImmediate(resolve));
  }
}

const live = page => page.waitForFunction(() => session.state.state === 'live');

test('a view of the page’s own shows the conversation, without any of the widget', { timeout: 60_000 }, async t => {
  const { page, troubles, requests } = await visit(t, 'view');
  await page.locator('li[data-kind="message"]').filter({ hasText: 'I am the demo bot' }).waitFor();
  await page.evaluate(() => session.send('good morning'));
  await page.locator('li[data-kind="sent"][data-status="sent"]').filter({ hasText: 'good morning' }).waitFor();
  await page.locator('li').filter({ hasText: 'You said: good morning' }).waitFor();
  assert.ok(requests.some(path => /rtm-chat-connect_bg-.*\.wasm$/.test(path)));
  assert.ok(!requests.some(path => path.includes('rtm-chat-widget')), `${requests}`);
  assert.deepEqual(troubles, []);
});

test('a payload goes to the bot in place of the text', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'payload');
  await live(page);
  await page.evaluate(() => session.send('Good morning', { payload: 'guten Morgen' }));
  await page.locator('li').filter({ hasText: 'You said: guten Morgen' }).waitFor();
  await page.locator('li[data-kind="sent"]').filter({ hasText: 'Good morning' }).waitFor();
});

test('the connection’s states are told from the first one on, and can be read', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'states');
  const states = await page.evaluate(async () => {
    const session = await connect(options);
    const told = [session.state.state];
    await new Promise(resolve => {
      session.addEventListener('rtm-state', ({ detail }) => {
        told.push(detail.state);
        if (detail.state === 'live') resolve();
      });
    });
    return [...told, session.state.state];
  });
  assert.deepEqual(states, ['idle', 'authorizing', 'starting', 'connecting', 'live', 'live']);
});

test('iterating gives each entry, its changes, and ends with the session', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'iterator');
  await live(page);
  const seen = await page.evaluate(async () => {
    const seen = [];
    session.send('hello');
    for await (const entry of session) {
      if (entry.kind === 'sent') seen.push(entry.status);
      if (entry.text === 'You said: hello') session.close();
    }
    return { seen, closed: session.isClosed, kept: session.entries.filter(({ text }) => text === 'hello').length };
  });
  assert.equal(seen.seen.at(-1), 'sent');
  assert.ok(seen.seen.length > 1, 'the change of its status comes as well');
  assert.deepEqual([seen.closed, seen.kept], [true, 1]);
});

test('an iteration that waits ends when the session is closed', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'waiting');
  await live(page);
  const ended = await page.evaluate(async () => {
    const quiet = new Promise(resolve => session.addEventListener('rtm-close', resolve));
    const loop = (async () => {
      for await (const _ of session);
      return 'ended';
    })();
    session.close();
    await quiet;
    return loop;
  });
  assert.equal(ended, 'ended');
});

test('history() walks back to the beginning of the conversation', { timeout: 60_000 }, async t => {
  await stage.emulator.seed('reader', 90);
  const { page } = await visit(t, 'reader');
  const { lengths, keys, entries, state } = await page.evaluate(async () => {
    const pages = [];
    do pages.push(await session.history());
    while (pages.at(-1).length > 0 && pages.length < 9);
    const keys = [...pages].reverse().flat().map(({ key }) => key);
    return { lengths: pages.map(({ length }) => length), keys, entries: session.entries, state: session.historyState };
  });
  assert.equal(lengths.at(-1), 0);
  assert.equal(state, 'complete');
  const logged = entries.filter(({ fromHistory }) => fromHistory);
  // The newest page may have been there before the first call, and the greeting have come in a page and then live.
  const known = new Set(logged.map(({ key }) => key));
  const walked = keys.filter(key => known.has(key));
  assert.deepEqual(walked, logged.slice(0, walked.length).map(({ key }) => key));
  const numbers = logged.flatMap(({ text }) => /message (\d+)/i.exec(text)?.slice(1, 2) ?? []).map(Number);
  assert.equal(numbers.length, 90);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
});

test('history() that fails says so and can be called again', { timeout: 60_000 }, async t => {
  await stage.emulator.seed('unlucky', 90);
  const { page } = await visit(t, 'unlucky');
  await page.evaluate(() => session.history());
  await stage.emulator.faults({ http: { history: { status: 500 } } });
  const failure = await page.evaluate(() => session.history().catch(({ code, message }) => ({ code, message })));
  assert.equal(failure.code, 'history-failed');
  assert.match(failure.message, /Call history\(\) again/);
  await stage.emulator.faults({ http: { history: null } });
  assert.ok((await page.evaluate(() => session.history())).length > 0);
});

test('a message written while the line is down is sent once it is back', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'offline');
  await live(page);
  await page.context().setOffline(true);
  await page.waitForFunction(() => session.state.state === 'waiting');
  await page.evaluate(() => session.send('from the tunnel'));
  await page.locator('li[data-status="queued"]').filter({ hasText: 'from the tunnel' }).waitFor();
  await page.context().setOffline(false);
  await page.locator('li').filter({ hasText: 'You said: from the tunnel' }).waitFor();
  const sent = (await stage.emulator.messages('offline')).filter(({ text }) => text === 'from the tunnel');
  assert.equal(sent.length, 1);
});

test('what waits can be discarded', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'discard');
  await live(page);
  await page.context().setOffline(true);
  await page.waitForFunction(() => session.state.state === 'waiting');
  const left = await page.evaluate(() => {
    session.send('never mind');
    const entry = session.entries.find(({ text }) => text === 'never mind');
    session.discard(entry);
    return session.entries.filter(({ text }) => text === 'never mind').length;
  });
  assert.equal(left, 0);
});

test('options that cannot be used reject with a sentence that names them', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'wrong');
  const refused = given =>
    page.evaluate(given => connect(given).then(() => 'connected', ({ code, option, message }) => ({ code, option, message })), given);
  assert.deepEqual(await refused(undefined), {
    code: 'invalid-option',
    option: 'options',
    message: 'The option "options" must be an object; given: nothing.',
  });
  assert.equal((await refused({ apiUrl: 'platform' })).option, 'apiUrl');
  assert.equal((await refused({ apiUrl: '/', botId: 'st-1' })).option, 'getAccessToken');
  assert.match((await refused({ clientSecret: 'x' })).message, /everybody who opens the page could read it/);
  assert.equal((await refused({ signal: 'stop' })).option, 'signal');
});

test('an option that means nothing is warned of', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'warned');
  const warning = await page.evaluate(async () => {
    const session = await connect({ ...options, botIds: 'x', signal: new AbortController().signal, theme: 'dark' });
    const [event] = await Promise.all([new Promise(resolve => session.addEventListener('rtm-warning', resolve, { once: true }))]);
    session.close();
    return event.detail.message;
  });
  assert.equal(warning, 'The option "botIds" is unknown and ignored; do you mean "botId"?');
});

test('a callback that fails is told as an error', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'callback');
  const error = await page.evaluate(async () => {
    const session = await connect({
      ...options,
      getAccessToken: () => {
        throw new Error('the shop is closed');
      },
    });
    const { detail } = await new Promise(resolve => session.addEventListener('rtm-error', resolve, { once: true }));
    session.close();
    return detail;
  });
  assert.equal(error.code, 'token-callback-failed');
  assert.match(error.message, /the shop is closed/);
});

test('closing releases the socket, the listeners and the timers', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'closing');
  const left = await page.evaluate(async () => {
    session.close();
    let listeners = 0;
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (...values) => (listeners++, addEventListener.apply(target, values));
      target.removeEventListener = (...values) => (listeners--, removeEventListener.apply(target, values));
    }
    const timers = new Set();
    const { setTimeout, clearTimeout } = window;
    window.setTimeout = (run, ...rest) => {
      const id = setTimeout(() => (timers.delete(id), run()), ...rest);
      timers.add(id);
      return id;
    };
    window.clearTimeout = id => (timers.delete(id), clearTimeout(id));
    const most = { listeners: 0, timers: 0 };
    for (let round = 0; round < 5; round++) {
      const session = await connect(options);
      await new Promise(resolve => {
        session.addEventListener('rtm-sent', resolve);
        session.send('hello');
      });
      most.listeners = Math.max(most.listeners, listeners);
      most.timers = Math.max(most.timers, timers.size);
      session.close();
    }
    window.timers = timers;
    return { most, listeners };
  });
  assert.ok(left.most.listeners > 0 && left.most.timers > 0, 'both are counted');
  assert.ok(left.most.listeners < 10 && left.most.timers < 10, `they do not add up: ${JSON.stringify(left.most)}`);
  assert.equal(left.listeners, 0);
  // A request that was aborted ends in a later task, and its timer with it.
  await page.waitForFunction(() => window.timers.size === 0, undefined, { timeout: 5_000 });
  await until(async () => (await stage.emulator.state()).sockets === 0, 'no socket is left');
});

test('a session whose module fails says so and is closed, and another can be made', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'crash');
  await live(page);
  const error = await page.evaluate(async () => {
    // (module (func (export "f") unreachable))
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f;
    const { freeze } = Object;
    Object.freeze = () => {
      Object.freeze = freeze;
      trap();
    };
    const failed = new Promise(resolve => session.addEventListener('rtm-error', resolve, { once: true }));
    const closed = new Promise(resolve => session.addEventListener('rtm-close', resolve, { once: true }));
    try {
      session.send('fatal');
    } catch {
      // The trap goes through the listener that read the entries and through this call.
    }
    const { detail } = await failed;
    await closed;
    return detail;
  });
  assert.equal(error.code, 'crashed');
  await until(async () => (await stage.emulator.state()).sockets === 0, 'no socket is left');
  const texts = await page.evaluate(async () => {
    const session = await connect(options);
    const sent = [];
    for await (const entry of session) {
      if (entry.kind === 'sent' && entry.status === 'sent') sent.push(entry.text);
      if (/You said: and again/.test(entry.text)) break;
      if (entry.kind === 'sent' && entry.status === 'sent' && entry.text === 'fatal') session.send('and again');
    }
    return sent;
  });
  assert.deepEqual(texts, ['fatal', 'and again']);
});

test('a closed session says so, and close() may be called again', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'closed');
  await live(page);
  const result = await page.evaluate(async () => {
    session.close();
    session.close();
    let thrown;
    try {
      session.send('hello');
    } catch (error) {
      thrown = error.code;
    }
    return [thrown, session.state.state, await session.history().catch(({ code }) => code)];
  });
  assert.deepEqual(result, ['closed', 'idle', 'closed']);
});

test('closing from within a listener is fine', { timeout: 60_000 }, async t => {
  const { page, troubles } = await visit(t, 'within');
  await live(page);
  await page.evaluate(
    () =>
      new Promise(resolve => {
        session.addEventListener('rtm-entries', () => session.close());
        session.addEventListener('rtm-close', resolve);
        session.send('hello');
      }),
  );
  assert.equal(await page.evaluate(() => session.isClosed), true);
  assert.deepEqual(troubles, []);
});

test('a signal closes the session, or keeps it from being made', { timeout: 60_000 }, async t => {
  const { page } = await visit(t, 'signal');
  const result = await page.evaluate(async () => {
    const later = new AbortController();
    const session = await connect({ ...options, signal: later.signal });
    later.abort();
    const never = await connect({ ...options, signal: AbortSignal.abort() }).catch(({ name }) => name);
    return [session.isClosed, never];
  });
  assert.deepEqual(result, [true, 'AbortError']);
});

test('a module that cannot be loaded rejects, and is loaded by a later call', { timeout: 60_000 }, async t => {
  const context = await stage.browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.route('**/*.wasm', route => route.abort());
  await page.goto(`${stage.emulator.url}/index.html?identity=later`);
  const thrown = await page.waitForEvent('pageerror');
  assert.match(thrown.message, /The session's module cannot be loaded: .+ It needs a page/);
  await page.unroute('**/*.wasm');
  await page.reload();
  await page.locator('li').filter({ hasText: 'I am the demo bot' }).waitFor();
});
