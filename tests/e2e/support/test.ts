// `test` with what every journey needs: an emulator, a watch over the pages, and the chat on a page.
import { test as base, expect } from '@playwright/test';
import { Chat } from './chat';
import { Emulator } from './emulator.mjs';
import { Watch } from './watch';

interface TestFixtures {
  /** The visitor, different in every test. */
  identity: string;
  watch: Watch;
  /** The chat on the test's page; call `visit` first. */
  chat: Chat;
}

interface WorkerFixtures {
  emulator: Emulator;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  emulator: [
    async ({}, use) => {
      const emulator = await Emulator.start();
      await use(emulator);
      await emulator.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ emulator }, use) => use(emulator.url),
  identity: async ({}, use, info) => use(`visitor-${info.testId}`),
  watch: [
    async ({ context, emulator }, use) => {
      await emulator.reset();
      const watch = await Watch.over(context, emulator.url);
      await use(watch);
      await watch.expectNothingOdd();
    },
    { auto: true },
  ],
  chat: async ({ page, identity, watch }, use) => {
    void watch;
    await use(new Chat(page, identity));
  },
});

export { expect };
