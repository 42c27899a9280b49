// The chat on a page, as a visitor meets it.
import { expect, type Locator, type Page } from '@playwright/test';
import { word } from './words';

/** What `blank.html` reads from its query. */
export interface PageOptions {
  theme?: 'light' | 'dark' | 'auto' | 'contrast';
  dir?: 'ltr' | 'rtl';
  lang?: string;
  open?: boolean;
  jwt?: boolean;
}

export type Side = 'bot' | 'agent' | 'visitor' | 'notice';

/** One row of the transcript. */
export interface Row {
  id: string;
  from: Side;
  text: string;
}

/** The number in one of the texts that `Emulator.seed` makes up. */
export const numberOf = (text: string) => Number(/message (\d+)/i.exec(text)?.[1] ?? NaN);

/** Pixels from the end of the transcript at which a reader has seen all that is rendered, but is not at its very end. */
const NEAR = 100;

export class Chat {
  readonly host: Locator;
  readonly launcher: Locator;
  readonly transcript: Locator;
  readonly composer: Locator;
  readonly rows: Locator;

  constructor(
    readonly page: Page,
    readonly identity: string,
  ) {
    this.host = page.locator('rtm-chat');
    this.launcher = this.host.locator('[part~="launcher"]');
    this.transcript = this.host.getByRole('log');
    this.composer = this.host.locator('textarea[part~="composer"]');
    this.rows = this.transcript.locator('[part~="message"]');
  }

  /** The bare page, with the chat closed unless asked otherwise. */
  async visit(options: PageOptions = {}) {
    await this.page.goto(this.address(options));
  }

  /** Adds options to those that the page has given. What `make` answers is made in the page. */
  async give(make: () => Record<string, unknown>) {
    await this.page.waitForFunction(() => (document.querySelector('rtm-chat') as any)?.options);
    await this.page.evaluate(`(() => { const chat = document.querySelector('rtm-chat'); chat.options = { ...chat.options, ...(${make})() }; })()`);
  }

  address({ theme, dir, lang, open, jwt }: PageOptions = {}): string {
    const query = new URLSearchParams({ identity: this.identity });
    if (theme) query.set('theme', theme);
    if (dir) query.set('dir', dir);
    if (lang) query.set('lang', lang);
    if (open) query.set('open', '1');
    if (jwt) query.set('jwt', '1');
    return `/blank.html?${query}`;
  }

  /** Opens by the launcher and waits until the visitor could type. */
  async open() {
    await this.launcher.click();
    await expect(this.composer).toBeFocused();
  }

  /** The window has come to rest where it opens; what is measured before that is a step of its animation. */
  async settle() {
    await this.host.evaluate(host =>
      Promise.all(host.shadowRoot!.querySelector('[part~="window"]')!.getAnimations().map(animation => animation.finished)),
    );
  }

  /** The usual beginning: the page, the chat open, the bot's greeting on the screen. */
  async begin(options: PageOptions = {}) {
    await this.visit(options);
    await this.open();
    await this.expectLive();
    await this.expectGreeting();
  }

  async expectGreeting() {
    await expect(this.from('bot').first()).toBeVisible();
  }

  async expectLive() {
    await expect(this.text('connection.live')).toBeVisible();
  }

  /** An element that shows one of the widget's strings. */
  text(key: string, places: Record<string, string | number> = {}): Locator {
    return this.host.getByText(word(key, places), { exact: true }).filter({ visible: true }).first();
  }

  /** A button named with one of the widget's strings. */
  button(key: string, places: Record<string, string | number> = {}): Locator {
    return this.host.getByRole('button', { name: word(key, places), exact: true });
  }

  /** Rows of one side. */
  from(side: Side): Locator {
    return this.transcript.locator(`[part~="message"][data-from="${side}"]`);
  }

  /** Rows that hold a text. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** Types and presses Enter. */
  async say(text: string) {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** The bot's echo of a text is on the screen: messages travel both ways. */
  async expectEcho(text: string) {
    await expect(this.from('bot').filter({ hasText: text })).toBeVisible();
  }

  /** Every row that holds a text, by side; what "nothing twice" is checked with. */
  async expectOnce(side: Side, text: string) {
    await expect(this.from(side).filter({ hasText: text })).toHaveCount(1);
  }

  /** The visitor's row with a text, once it says that it was sent; and the platform's answer to it. Both once. */
  async expectDelivered(text: string, timeout = 35_000) {
    await expect(this.from('visitor').filter({ hasText: text })).toHaveAttribute('data-state', 'sent', { timeout });
    await this.expectEcho(text);
    await this.expectOnce('visitor', text);
    await this.expectOnce('bot', text);
  }

  /** The rows in the DOM, top to bottom. */
  async snapshot(): Promise<Row[]> {
    return this.transcript.evaluate(log =>
      [...log.querySelectorAll<HTMLElement>('[part~="message"]')].map(row => ({
        id: row.dataset.messageId ?? '',
        from: row.dataset.from as Side,
        text: row.innerText,
      })),
    );
  }

  /** Scrolls the transcript: to an end, or by a number of pixels. */
  async scroll(to: 'top' | 'end' | number) {
    await this.transcript.evaluate((log, to) => {
      const scroller = (window as any).__scroller(log) as HTMLElement;
      if (to === 'top') scroller.scrollTop = 0;
      else if (to === 'end') scroller.scrollTop = scroller.scrollHeight;
      else scroller.scrollTop += to;
    }, to);
  }

  /** Loads everything that came before, and stands at the beginning. */
  async scrollToBeginning() {
    await expect
      .poll(
        async () => {
          await this.scroll('top');
          return this.text('history.complete').isVisible();
        },
        { message: 'the beginning of the conversation', timeout: 60_000, intervals: [50] },
      )
      .toBe(true);
  }

  /** Loads what is missing wherever that is marked, from where the reader stands to the end. Answers how often it loaded. */
  async fillGaps(): Promise<number> {
    const load = this.button('gap.load').first();
    let loads = 0;
    await this.readToEnd(async () => {
      for (; await load.isVisible(); loads++) {
        await load.click();
        await expect(this.text('gap.loading')).toBeHidden();
      }
    });
    return loads;
  }

  /**
   * All rows from where the reader stands to the end, as somebody meets them who scrolls down; what they do on the way
   * may add rows above those that are read next.
   */
  async readToEnd(onTheWay?: () => Promise<void>): Promise<Row[]> {
    const read: Row[] = [];
    let last = '';
    for (;;) {
      await onTheWay?.();
      const rows = await this.snapshot();
      const known = rows.findIndex(({ id }) => id === last);
      if (last && known < 0 && !onTheWay) throw new Error(`scrolling left rows out after "${read.at(-1)?.text}"`);
      read.push(...rows.slice(known + 1));
      // Notices have no id.
      last = rows.findLast(({ id }) => id)?.id ?? last;
      const { toEnd } = await this.distances();
      if (toEnd <= 1) return read;
      // Who goes down to the very end of what is rendered is taken to the newest message: not before all is read.
      await this.scroll(toEnd > NEAR ? toEnd - NEAR / 2 : NEAR);
      await this.transcript.evaluate(() => new Promise(fulfil => requestAnimationFrame(() => requestAnimationFrame(fulfil))));
    }
  }

  /** Pixels between the transcript's view and its two ends. */
  async distances(): Promise<{ toTop: number; toEnd: number }> {
    return this.transcript.evaluate(log => {
      const scroller = (window as any).__scroller(log) as HTMLElement;
      return { toTop: scroller.scrollTop, toEnd: scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop };
    });
  }
}
