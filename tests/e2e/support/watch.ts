// What goes on behind a page: errors, console lines, requests, events of the widget, policy violations, tokens.
import { expect, type BrowserContext, type ConsoleMessage, type Page, type Request } from '@playwright/test';

/** An event `rtm-*` as the page saw it. */
export interface SeenEvent {
  type: string;
  detail: any;
}

/** Listens from before the first script of every page of a context. */
export class Watch {
  readonly errors: Error[] = [];
  readonly console: { type: string; text: string }[] = [];
  readonly requests: { method: string; url: string }[] = [];
  readonly tokens = new Set<string>();
  readonly dialogs: string[] = [];
  /** Third parties that a journey expects to be asked. */
  readonly allowed: RegExp[] = [];
  private readonly pages: Page[] = [];

  private constructor(private readonly origin: string) {}

  static async over(context: BrowserContext, origin: string): Promise<Watch> {
    const watch = new Watch(origin);
    await context.addInitScript(() => {
      const seen = ((window as any).__seen = { events: [] as unknown[], violations: [] as string[] });
      const plain = (value: unknown) => {
        try {
          return JSON.parse(JSON.stringify(value ?? null));
        } catch {
          return String(value);
        }
      };
      for (const name of ['ready', 'open', 'close', 'state', 'message', 'sent', 'event', 'unread', 'session', 'agent', 'failed', 'warning', 'error']) {
        // Capturing, so that it does not matter whether the event bubbles.
        document.addEventListener(
          `rtm-${name}`,
          event => seen.events.push({ type: event.type, detail: plain((event as CustomEvent).detail) }),
          true,
        );
      }
      // The element that scrolls the transcript.
      (window as any).__scroller = (log: HTMLElement) => {
        let element = log;
        while (!/auto|scroll/.test(getComputedStyle(element).overflowY) && element.parentElement) element = element.parentElement;
        return element;
      };
      document.addEventListener('securitypolicyviolation', event =>
        seen.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`),
      );
    });
    context.on('page', page => watch.follow(page));
    for (const page of context.pages()) watch.follow(page);
    return watch;
  }

  private follow(page: Page) {
    this.pages.push(page);
    page.on('pageerror', error => this.errors.push(error));
    page.on('dialog', dialog => {
      this.dialogs.push(`${dialog.type()}: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message: ConsoleMessage) => this.console.push({ type: message.type(), text: message.text() }));
    page.on('request', (request: Request) => this.requests.push({ method: request.method(), url: request.url() }));
    page.on('websocket', socket => this.requests.push({ method: 'WEBSOCKET', url: socket.url() }));
    page.on('response', async response => {
      if (!/\/site\/(token|jwt)$/.test(new URL(response.url()).pathname) || !response.ok()) return;
      const body = await response.text().catch(() => '');
      for (const [, secret] of body.matchAll(/"(?:accessToken|jwt|refreshToken)"\s*:\s*"([^"]{8,})"/g)) this.tokens.add(secret);
    });
  }

  /** Paths asked for at the page's own origin, in order. */
  paths(): string[] {
    return this.requests.filter(({ url }) => this.isOwn(url)).map(({ url }) => new URL(url).pathname);
  }

  /** What was asked of anybody but the page's origin. */
  foreign(): string[] {
    return this.requests.map(({ url }) => url).filter(url => /^(https?|wss?|ftp):/.test(url) && !this.isOwn(url) && !this.allowed.some(allowed => allowed.test(url)));
  }

  private isOwn(url: string): boolean {
    return new URL(url).host === new URL(this.origin).host;
  }

  /** The widget's events on one page, optionally of one type. */
  async events(page: Page, type?: string): Promise<SeenEvent[]> {
    const events: SeenEvent[] = JSON.parse(await page.evaluate(() => JSON.stringify((window as any).__seen.events)));
    return type ? events.filter(event => event.type === type) : events;
  }

  /** How often the connection came into a state. */
  async times(page: Page, state: string): Promise<number> {
    return (await this.events(page, 'rtm-state')).filter(event => event.detail.state === state).length;
  }

  async violations(page: Page): Promise<string[]> {
    return page.evaluate(() => (window as any).__seen.violations as string[]);
  }

  /** What holds in every journey, whatever it was about. */
  async expectNothingOdd() {
    expect(this.errors.map(error => error.stack ?? error.message), 'uncaught errors').toEqual([]);
    expect(this.foreign(), 'requests to third parties').toEqual([]);
    expect(this.dialogs, 'dialogs').toEqual([]);
    const spoken = this.console.map(({ text }) => text);
    for (const page of this.pages) {
      if (page.isClosed()) continue;
      const events = await this.events(page).catch(() => []);
      spoken.push(...events.map(event => JSON.stringify(event)));
      spoken.push(
        await page
          .evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]))
          .catch(() => ''),
      );
    }
    for (const token of this.tokens) {
      expect(spoken.filter(text => text.includes(token)), 'places where a token shows').toEqual([]);
    }
  }
}
