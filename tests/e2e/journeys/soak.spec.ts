// A long conversation over a bad line: numbered messages both ways, and something breaks every few seconds. In the end
// every message is there once and in order, on both sides. `cargo xtask soak` runs it for longer.
import { writeFileSync } from 'node:fs';
import type { Chat, Side } from '../support/chat';
import type { Emulator } from '../support/emulator.mjs';
import { Random } from '../support/random';
import { expect, test } from '../support/test';
import { word } from '../support/words';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 1);
const SEED = Number(process.env.SOAK_SEED ?? Math.floor(Math.random() * 1e9));
const MESSAGES = 300;
/** What the visitor may have to send again by hand: a message that was lost twice, or that nobody could look up. */
const MOST_RETRIED = 3;

/** The pace of the run; what is waited for is waited for by condition. */
const pause = (milliseconds: number) => new Promise(fulfil => setTimeout(fulfil, milliseconds));

/** One thing that breaks. It takes as long as the fault lasts and says what it was. */
type Fault = (random: Random, emulator: Emulator, chat: Chat) => Promise<string>;

/** Sets switches and makes the chat meet them. */
const onReconnect =
  (name: string, switches: (random: Random) => object): Fault =>
  async (random, emulator) => {
    const chosen = switches(random);
    await emulator.faults(chosen);
    await emulator.drop(1006);
    return `${name} ${JSON.stringify(chosen)}`;
  };

const FAULTS: Fault[] = [
  async (random, emulator) => {
    const code = random.pick([1000, 1001, 1002, 1005, 1006, 1007, 1011, 1012]);
    await emulator.drop(code);
    return `close ${code}`;
  },
  async (random, emulator) => {
    await emulator.drop(1006);
    await pause(random.between(0, 300));
    await emulator.drop(1006);
    return 'two drops in a row';
  },
  async (random, emulator) => {
    // Only the sockets of this moment; new ones are whole.
    await emulator.faults({ socket: { halfOpen: true } });
    await emulator.faults({ socket: { halfOpen: null } });
    const span = random.between(500, 4_000);
    await pause(span);
    await emulator.drop(1006);
    return `half-open for ${span} ms`;
  },
  async (random, _, chat) => {
    const span = random.between(300, 4_000);
    await chat.page.context().setOffline(true);
    await pause(span);
    await chat.page.context().setOffline(false);
    return `offline for ${span} ms`;
  },
  async (random, emulator) => {
    const span = random.between(500, 3_000);
    await emulator.faults({ socket: { noAck: true } });
    await pause(span);
    await emulator.drop(1006);
    await emulator.faults({ socket: { noAck: null } });
    return `no acknowledgement for ${span} ms`;
  },
  async (random, emulator) => {
    const frames = random.between(3, 12);
    await emulator.faults({ socket: { dropAfterFrames: { frames, code: 1006 } } });
    await pause(random.between(500, 3_000));
    await emulator.faults({ socket: { dropAfterFrames: null } });
    return `drops after every ${frames} frames`;
  },
  async (random, emulator) => {
    await emulator.faults({ socket: { duplicate: true } });
    await pause(random.between(500, 3_000));
    await emulator.faults({ socket: { duplicate: null } });
    return 'messages twice';
  },
  onReconnect('refused upgrades', random => ({ socket: { refuse: random.between(1, 3) } })),
  onReconnect('failing start', random => ({ http: { rtmStart: { status: random.pick([500, 502, 503]), times: random.between(1, 2) } } })),
  onReconnect('failing history', random => ({ http: { history: { status: random.pick([500, 503]), times: random.between(1, 2) } } })),
  onReconnect('unreadable start', () => ({ http: { rtmStart: { garbage: true, times: 1 } } })),
  onReconnect('start too often', () => ({ http: { rtmStart: { retryAfter: 1, times: 1 } } })),
  onReconnect('slow start', random => ({ http: { rtmStart: { delayMs: random.between(200, 1_500), times: 1 } } })),
  onReconnect('slow history', random => ({ http: { history: { delayMs: random.between(200, 1_500), times: 1 } } })),
  onReconnect('refused token', () => ({ http: { rtmStart: { tokenExpired: true, times: 1 } } })),
  onReconnect('expired tokens', () => ({ expireTokens: true })),
];

/** What a message is known by on both sides: who said it, and its number. None for what is not of this run. */
function named(from: Side, text: string): string | undefined {
  const [, echo, number] = /(You said: )?visitor message (\d+)\./.exec(text) ?? [];
  if (number) return from === 'visitor' ? `visitor ${number}` : echo ? `answer ${number}` : undefined;
  const [, said] = /bot message (\d+)\./.exec(text) ?? [];
  return said ? `bot ${said}` : undefined;
}

/** The whole transcript, top to bottom, as somebody reads it who scrolls through it. */
async function readThrough(chat: Chat): Promise<{ names: string[]; loads: number }> {
  await chat.scrollToBeginning();
  // A long absence leaves a mark where messages are missing; the visitor loads them.
  const loads = await chat.fillGaps();
  await chat.scrollToBeginning();
  const gap = word('gap.open');
  const names = (await chat.readToEnd()).flatMap(({ from, text }) => (text.includes(gap) ? 'GAP' : (named(from, text) ?? [])));
  return { names, loads };
}

/** Names with their numbers drawn together: `bot 3–7, bot 9`. */
function ranges(names: string[]): string {
  const runs: { side: string; from: number; to: number }[] = [];
  for (const name of names) {
    const [side, number = NaN] = [name.replace(/ \d+$/, ''), Number(/\d+$/.exec(name)?.[0])];
    const last = runs.at(-1);
    if (last?.side === side && last.to + 1 === number) last.to = number;
    else runs.push({ side, from: number, to: number });
  }
  return runs.map(({ side, from, to }) => (Number.isNaN(from) ? side : `${side} ${from}${to > from ? `–${to}` : ''}`)).join(', ');
}

/**
 * A list where messages of one millisecond that stand together are in the log's order. The platform tells the order of
 * such only in its log; in the transcript they stand as they arrived, an acknowledgement before an answer or after it.
 */
function tiesAs(log: string[], list: string[], times: Map<string | undefined, string>): string[] {
  const places = new Map(log.map((name, place) => [name, place]));
  const runs: string[][] = [];
  for (const name of list) {
    const last = runs.at(-1);
    if (last && times.has(name) && times.get(last[0]) === times.get(name)) last.push(name);
    else runs.push([name]);
  }
  return runs.flatMap(run => run.sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0)));
}

/** How a list differs from what it should be, in words; none when it does not. */
function difference(what: string, expected: string[], got: string[]): string[] {
  const count = (list: string[]) => list.reduce((counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1), new Map<string, number>());
  const [wanted, found] = [count(expected), count(got)];
  const missing = [...wanted.keys()].filter(name => !found.has(name));
  const twice = [...found].filter(([name, times]) => times > (wanted.get(name) ?? 0)).map(([name, times]) => `${name} (${times} times)`);
  const problems: string[] = [];
  if (missing.length) problems.push(`${what}: missing ${ranges(missing)}`);
  if (twice.length) problems.push(`${what}: too often ${twice.join(', ')}`);
  if (problems.length === 0) {
    const at = expected.findIndex((name, index) => name !== got[index]);
    const around = (list: string[]) => list.slice(Math.max(0, at - 3), at + 6).join(', ');
    if (at >= 0) problems.push(`${what}: out of order from place ${at} on\n    expected … ${around(expected)} …\n    found    … ${around(got)} …`);
  }
  return problems;
}

test(`300 messages each way arrive once and in order, whatever breaks in between (${MINUTES} min)`, async ({ chat, page, emulator, identity, watch }, info) => {
  const span = MINUTES * 60_000;
  test.setTimeout(span + 240_000);
  console.log(`soak: ${MINUTES} minutes, seed ${SEED} (SOAK_SEED=${SEED} plays the same faults again)`);
  await chat.begin();
  const started = Date.now();
  const seconds = () => ((Date.now() - started) / 1_000).toFixed(1);
  const retried = new Set<string>();
  const happened: string[] = [];

  /** As a visitor does who sees that something was not sent. */
  const sendAgain = async () => {
    const failed = chat.transcript.locator('[data-state="failed"]').first();
    if (!(await failed.isVisible())) return;
    const text = await failed.innerText();
    const again = failed.getByRole('button', { name: word('sent.retry') });
    await again.click({ timeout: 1_000 }).then(
      () => retried.add(named('visitor', text) ?? text),
      // It was found in the log meanwhile.
      () => undefined,
    );
  };
  let resumed = 0;
  /** As a visitor does when the chat has stopped: it does so after too many refused tokens, and says so. */
  const resume = async () => {
    const retry = chat.button('banner.retry');
    if (!(await retry.isVisible())) return;
    await retry.click({ timeout: 1_000 }).then(
      () => resumed++,
      // It went on by itself.
      () => undefined,
    );
  };
  const visitor = async () => {
    for (let n = 1; n <= MESSAGES; n++) {
      await chat.say(`visitor message ${n}.`);
      await resume();
      await sendAgain();
      await pause(Math.max(0, started + (span * n) / MESSAGES - Date.now()));
    }
  };
  const bot = async () => {
    const random = new Random(SEED + 1);
    for (let n = 1; n <= MESSAGES; n++) {
      await emulator.say(identity, `bot message ${n}.`);
      await pause(Math.max(0, started + (span * (n + random.next() - 0.5)) / MESSAGES - Date.now()));
    }
  };
  const line = async () => {
    const random = new Random(SEED);
    while (Date.now() - started < span) {
      const at = seconds();
      const what = await random.pick(FAULTS)(random, emulator, chat);
      happened.push(what.replace(/[\d{].*/, '').trim());
      console.log(`  ${at.padStart(6)} s  ${what}`);
      await pause(random.between(500, 5_000));
    }
    await emulator.faults({ http: null, socket: null });
    await emulator.drop(1006);
  };
  await Promise.all([visitor(), bot(), line()]);

  // All is well again: whatever was on its way arrives.
  await chat.button('banner.now').click({ timeout: 2_000 }).catch(() => undefined);
  await expect.poll(async () => {
    await resume();
    await sendAgain();
    return (await emulator.state()).users[identity].messages;
  }, { message: 'the greeting and all messages in the platform\'s log', timeout: 120_000, intervals: [200] }).toBeGreaterThanOrEqual(1 + 3 * MESSAGES);
  await chat.expectLive();
  await expect(chat.from('bot').filter({ hasText: `You said: visitor message ${MESSAGES}.` })).toHaveCount(1, { timeout: 30_000 });
  await expect(chat.transcript.locator('[data-from="visitor"]:not([data-state="sent"])')).toHaveCount(0, { timeout: 30_000 });

  const stored = await emulator.messages(identity);
  const log = stored.flatMap(({ from, text }) => named(from, text) ?? []);
  const times = new Map(stored.map(({ from, text, createdOn }) => [named(from, text), createdOn]));
  const { names: live, loads } = await readThrough(chat);
  await page.reload();
  await chat.open();
  await expect(chat.from('bot').filter({ hasText: `You said: visitor message ${MESSAGES}.` })).toHaveCount(1);
  const { names: reloaded } = await readThrough(chat);

  const numbers = (side: string) => Array.from({ length: MESSAGES }, (_, index) => `${side} ${index + 1}`);
  const of = (side: string, list: string[]) => list.filter(name => name.startsWith(`${side} `) || name === 'GAP');
  const inTurn = (list: string[]) => list.filter(name => !retried.has(name.replace('answer', 'visitor')));
  const problems = (['visitor', 'bot', 'answer'] as const).flatMap(side =>
    [['the platform\'s log', log], ['the transcript', live]].flatMap(([where, list]) => [
      ...difference(`${where}, ${side} messages`, inTurn(numbers(side)), inTurn(of(side, list as string[]))),
      // What was sent again by hand comes later, but not twice.
      ...difference(`${where}, ${side} messages`, numbers(side).sort(), of(side, list as string[]).sort()),
    ]),
  );
  problems.push(...difference('the transcript, all messages', log, tiesAs(log, live, times)), ...difference('the transcript after a reload', log, reloaded));
  if (retried.size > MOST_RETRIED) problems.push(`the visitor had to send ${retried.size} messages again: ${[...retried].join(', ')}`);

  const counts = new Map<string, number>();
  for (const what of happened) counts.set(what, (counts.get(what) ?? 0) + 1);
  const lines = await emulator.log();
  if (problems.length) {
    const file = info.outputPath('soak.json');
    writeFileSync(file, JSON.stringify({ log, live, reloaded, lines }));
    problems.push(`everything that was sent and shown is in ${file}`);
  }
  const number = (kind: string) => lines.filter(line => line.kind === kind).length;
  console.log(
    [
      `soak: ${seconds()} s, ${happened.length} faults, ${await watch.times(page, 'live')} connections since the reload, ${number('open')} sockets opened,`,
      `      ${lines.filter(line => line.kind === 'http' && line.path.endsWith('/rtm/start')).length} starts, ${lines.filter(line => line.path?.endsWith('/botmessages/rtm')).length} pages of history,`,
      `      ${lines.filter(line => line.path === '/site/token').length} tokens, ${log.length} messages in the log, ${retried.size} sent again by hand, ${resumed} stops overcome by hand, ${loads} loads of what was marked as missing`,
      ...[...counts].sort().map(([what, times]) => `      ${String(times).padStart(4)} × ${what}`),
    ].join('\n'),
  );
  expect([...new Set(problems)].join('\n'), 'what differs').toBe('');
});
