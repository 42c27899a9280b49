// A browser over WebDriver, for what must hold in Chromium and Firefox alike. Playwright cannot drive a system's Firefox.
import { spawn } from 'node:child_process';

/** What the drivers are started with, by the browser's name. The settings are those of the component tests. */
export const DRIVERS = { chromium: 'CHROMEDRIVER', firefox: 'GECKODRIVER' };

export class Browser {
  #driver;
  #session;

  /**
   * Starts a driver and a browser.
   * @param {string} program
   * @param {object} capabilities
   */
  static async start(program, capabilities) {
    const driver = spawn(program, ['--port=0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const port = await new Promise((fulfil, reject) => {
      const hear = chunk => {
        said += chunk;
        const match = /(?:on port |Listening on [\w.]+:)([1-9]\d*)/i.exec(said);
        if (match) fulfil(match[1]);
      };
      driver.stdout.on('data', hear);
      driver.stderr.on('data', hear);
      driver.once('error', reject);
      driver.once('exit', code => reject(new Error(`${program} ended with code ${code}:\n${said}`)));
    });
    for (const stream of [driver.stdout, driver.stderr]) stream.removeAllListeners('data').resume();
    const browser = new Browser();
    browser.#driver = driver;
    browser.#session = `http://127.0.0.1:${port}/session`;
    try {
      const { sessionId } = await browser.#ask('POST', '', { capabilities: { alwaysMatch: capabilities } });
      browser.#session += `/${sessionId}`;
      await browser.#ask('POST', '/timeouts', { script: 60_000 });
    } catch (error) {
      await browser.stop();
      throw error;
    }
    return browser;
  }

  async visit(url) {
    await this.#ask('POST', '/url', { url });
  }

  /**
   * Runs an async function in the page and gives what it resolves to.
   * @param {Function} work
   * @param {...unknown} args
   */
  async run(work, ...args) {
    const script = `const done = arguments[arguments.length - 1]; (${work})(...[...arguments].slice(0, -1)).then(value => done({ value }), error => done({ error: String(error?.stack ?? error) }));`;
    const { value, error } = await this.#ask('POST', '/execute/async', { script, args });
    if (error) throw new Error(error);
    return value;
  }

  async stop() {
    await this.#ask('DELETE', '').catch(() => {});
    const ended = new Promise(fulfil => this.#driver.once('exit', fulfil));
    if (this.#driver.exitCode === null && this.#driver.kill()) await ended;
  }

  async #ask(method, path, body) {
    const response = await fetch(this.#session + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message}`);
    return value;
  }
}
