// Options of the connection.
import { expect, test } from '../support/test';

test('parameters of the page are in the socket\'s address', async ({ chat, page }) => {
  const addresses: URL[] = [];
  page.on('websocket', socket => addresses.push(new URL(socket.url())));
  await chat.visit();
  await chat.give(() => ({ queryParameters: { team: 'Gäste & Co', plan: '' } }));
  await chat.open();
  await chat.expectGreeting();
  expect(addresses.length).toBe(1);
  expect(addresses[0].searchParams.get('team')).toBe('Gäste & Co');
  expect(addresses[0].searchParams.get('plan')).toBe('');
});

test('a connection that is silent is probed as often as the page wants', async ({ chat, page }) => {
  const pings: number[] = [];
  page.on('websocket', socket => socket.on('framesent', ({ payload }) => `${payload}`.includes('"ping"') && pings.push(Date.now())));
  await chat.visit();
  await chat.give(() => ({ pingInterval: 1_000 }));
  await chat.open();
  await chat.expectGreeting();
  await expect.poll(() => pings.length).toBeGreaterThanOrEqual(3);
  await chat.expectLive();
});

test('attempts to connect are as close together as the page wants', async ({ chat, page, emulator, watch }) => {
  await emulator.faults({ socket: { refuse: 12 } });
  await chat.visit();
  await chat.give(() => ({ backoffBase: 100, backoffCap: 1_000 }));
  await chat.open();
  await chat.say('the thirteenth time');
  await chat.expectDelivered('the thirteenth time');
  const waits = (await watch.events(page, 'rtm-state')).map(({ detail }) => detail).filter(({ state }) => state === 'waiting');
  expect(waits.length).toBeGreaterThanOrEqual(12);
  expect(Math.max(...waits.map(({ retryIn }) => retryIn))).toBeLessThanOrEqual(1_000);
});
