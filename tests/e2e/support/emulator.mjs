// Starts one emulator of the platform and speaks to its control surface. Plain JavaScript: the benchmark uses it too.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

function binary() {
  const candidates = [process.env.EMULATOR_BIN, join(root, 'target/release/emulator'), join(root, 'target/debug/emulator')];
  const found = candidates.find(path => path && existsSync(path));
  if (!found) throw new Error('No emulator is built: run "cargo build --release -p emulator", or set EMULATOR_BIN.');
  return found;
}

/** The directory of the built site. */
export function siteDir() {
  const directory = process.env.SITE_DIR ?? join(root, 'target/site-dist');
  if (!existsSync(join(directory, 'blank.html'))) {
    throw new Error(`No built site in ${directory}: run "cargo xtask test" or "cargo xtask bench", or set SITE_DIR.`);
  }
  return directory;
}

export class Emulator {
  /** @type {import('node:child_process').ChildProcess} */
  #process;

  /** @param {import('node:child_process').ChildProcess} process @param {string} url */
  constructor(process, url) {
    this.#process = process;
    /** Such as `http://127.0.0.1:40123`. */
    this.url = url;
  }

  /** @param {string} [site] the folder to serve @returns {Promise<Emulator>} */
  static async start(site = siteDir()) {
    const child = spawn(binary(), ['--listen', '127.0.0.1:0', '--site', site, '--pace', 'fast'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const url = await new Promise((fulfil, reject) => {
      const hear = chunk => {
        said += chunk;
        const match = /emulator listening on (http:\/\/[\w.:[\]]+)/.exec(said);
        if (match) fulfil(match[1]);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      child.once('exit', code => reject(new Error(`The emulator ended with code ${code} before it listened:\n${said}`)));
    });
    for (const stream of [child.stdout, child.stderr]) stream.removeAllListeners('data').resume();
    return new Emulator(child, url);
  }

  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise(fulfil => this.#process.once('exit', fulfil));
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Forgets every user, token, socket and fault. */
  async reset() {
    await this.#post('reset');
  }

  /**
   * Sends a frame as is to every open socket; an array is a burst, a string travels as raw text.
   * @param {unknown} frame
   */
  async push(frame) {
    await this.#post('push', frame);
  }

  /**
   * Makes the bot say something by itself to a visitor who has opened the chat, connected or not.
   * @param {string} user
   * @param {string} text
   */
  async say(user, text) {
    await this.#post('say', { user, text });
  }

  /** Closes every open socket with a close code. */
  async drop(code = 1006, reason = '') {
    await this.#post('drop', { code, reason });
  }

  /**
   * Fills a visitor's log with numbered messages.
   * @param {string} identity
   * @param {number} count
   */
  async seed(identity, count) {
    await this.#post('seed', { identity, count });
  }

  /**
   * Puts messages into a visitor's log, oldest first; `text` may be an object, a template.
   * @param {string} identity
   * @param {{type: 'incoming' | 'outgoing', text: unknown, createdOn?: string}[]} messages
   */
  async remember(identity, messages) {
    await this.#post('seed', { identity, messages });
  }

  /**
   * Sets fault switches; a `null` takes one away, `reset` all of them.
   * @param {unknown} faults
   */
  async faults(faults) {
    await this.#post('faults', faults);
  }

  /**
   * Every request and frame so far.
   * @returns {Promise<Record<string, any>[]>}
   */
  async log() {
    const text = await (await fetch(`${this.url}/_emulator/log`)).text();
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  }

  /**
   * A visitor's log, oldest first: what the platform would tell anybody.
   * @param {string} identity
   * @param {string} [botId]
   * @returns {Promise<{from: 'visitor' | 'bot', text: string, id: string, clientId?: number, createdOn: string}[]>}
   */
  async messages(identity, botId = 'st-firnbahn') {
    const answer = await fetch(`${this.url}/site/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identity }),
    });
    if (!answer.ok) throw new Error(`/site/token answered ${answer.status}`);
    const { accessToken } = (await answer.json()).authorization;
    const messages = [];
    for (let more = true; more; ) {
      const query = new URLSearchParams({ botId, limit: '100', offset: String(messages.length) });
      const page = await fetch(`${this.url}/api/botmessages/rtm?${query}`, { headers: { authorization: `bearer ${accessToken}` } });
      if (!page.ok) throw new Error(`botmessages/rtm answered ${page.status}`);
      const body = await page.json();
      messages.unshift(...body.messages);
      more = body.moreAvailable;
    }
    return messages.map(({ _id, type, userMsgId, createdOn, components }) => ({
      from: type === 'incoming' ? 'visitor' : 'bot',
      text: components.map(component => component.data.text ?? '').join('\n'),
      id: _id,
      clientId: userMsgId,
      createdOn,
    }));
  }

  /** @returns {Promise<any>} */
  async state() {
    return (await fetch(`${this.url}/_emulator/state`)).json();
  }

  async #post(path, body) {
    const response = await fetch(`${this.url}/_emulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST /_emulator/${path} answered ${response.status}: ${await response.text()}`);
  }
}
