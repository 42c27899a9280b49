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

  /** @returns {Promise<Emulator>} */
  static async start() {
    const child = spawn(binary(), ['--listen', '127.0.0.1:0', '--site', siteDir(), '--pace', 'fast'], {
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

  /** Closes every open socket with a close code. */
  async drop(code = 1006) {
    await this.#post('drop', { code });
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
