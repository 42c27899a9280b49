// Throw-away projects with the packed package in them, and what opens them: the local platform and Chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { Emulator } from '../e2e/support/emulator.mjs';

export const root = resolve(import.meta.dirname, '../..');
export const dist = join(root, 'dist/npm');

/** A tool of the checkout. */
export const tool = name => join(root, 'node_modules/.bin', name);

/** Runs a program; what it said is the answer, or in the error. */
export function run(program, args, options = {}) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}\n${error.stdout}${error.stderr}`);
  }
}

/** An empty project with the package installed as from the registry, and the checkout's tools and frameworks beside it. */
export class Project {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'rtm-chat-package-'));
    const [report] = Object.values(JSON.parse(run('npm', ['pack', dist, '--json', '--pack-destination', this.folder])));
    /** What npm says of the package: its `files` among others. */
    this.packed = report;
    this.write({ 'package.json': '{"name": "consumer", "private": true, "type": "module"}\n' });
    const archive = join(this.folder, report.filename);
    this.run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', archive]);
  }

  /** Where the package is installed. */
  get installed() {
    return join(this.folder, 'node_modules/rtm-chat');
  }

  path(name) {
    return join(this.folder, name);
  }

  /** Writes files, given as an object of paths and texts. */
  write(files) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), text);
    }
  }

  /** Makes packages of the checkout's lock file available, without a network. */
  link(...names) {
    for (const name of names) {
      const place = this.path(`node_modules/${name}`);
      mkdirSync(dirname(place), { recursive: true });
      if (!existsSync(place)) symlinkSync(join(root, 'node_modules', name), place);
    }
  }

  run(program, args, options) {
    return run(program, args, { cwd: this.folder, ...options });
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A platform that serves a folder, and a browser. */
export class Stage {
  static async open(folder) {
    const system = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const stage = new Stage();
    stage.emulator = await Emulator.start(folder);
    stage.browser = await chromium.launch({
      executablePath: existsSync(system) ? system : undefined,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    return stage;
  }

  /** Opens a page of the folder in a browser profile of its own, closed when `t` ends. */
  async page(t, path) {
    const context = await this.browser.newContext({ locale: 'en-GB' });
    t.after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const troubles = [];
    page.on('pageerror', error => troubles.push(`${error}`));
    page.on('console', message => message.type() === 'error' && troubles.push(message.text()));
    const requests = [];
    page.on('request', request => requests.push(new URL(request.url()).pathname));
    await page.goto(`${this.emulator.url}/${path}`);
    return { page, troubles, requests };
  }

  async close() {
    await this.browser?.close();
    await this.emulator?.stop();
  }
}

/** What every project's page does to get a token, as a module. */
export const TOKEN = `
export async function getAccessToken({ signal }) {
  const identity = new URLSearchParams(location.search).get('identity') ?? 'guest';
  const answer = await fetch('/site/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identity }),
    signal,
  });
  return answer.json();
}
`;
