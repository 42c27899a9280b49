// Pages that were written for the vendor's SDK, with only the script's address changed.
import type { Page } from '@playwright/test';
import { Chat } from '../support/chat';
import type { Emulator } from '../support/emulator.mjs';
import { botTemplate, botText } from '../support/frames';
import { expect, test } from '../support/test';

/** A page as the vendor's guide writes it; `more` runs before the chat is shown. */
async function visit(page: Page, emulator: Emulator, identity: string, more = '') {
  // A page that comes from a route has no address of its own, so the browser takes the emulator for another network.
  await page.context().grantPermissions(['local-network-access']);
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><body>
    <div id="place"></div>
    <script src="/rtm-chat-compat.js"></script>
    <script>
      const chatConfig = KoreChatSDK.chatConfig, chatWindow = KoreChatSDK.chatWindow;
      const botOptions = chatConfig.botOptions;
      botOptions.koreAPIUrl = '${emulator.url}/api/';
      botOptions.JWTUrl = '/site/jwt';
      botOptions.userIdentity = '${identity}';
      botOptions.botInfo = { name: 'Firnbahn', _id: 'st-firnbahn' };
      botOptions.clientId = 'cs-emulator';
      botOptions.clientSecret = 'a-secret-that-has-no-business-here';
      chatConfig.pingPong.interval = 15000;
      window.seen = [];
      window.chat = new chatWindow();
      ${more}
      chat.show(chatConfig);
    </script></body></html>`;
  await page.route('**/vendor.html', route => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('/vendor.html');
  return new Chat(page, identity);
}

test('a page of the vendor\'s guide chats, and is told what became of its configuration', async ({ page, emulator, identity, watch }) => {
  const bodies: string[] = [];
  page.on('request', request => bodies.push(request.postData() ?? ''));
  const chat = await visit(page, emulator, identity);
  await chat.open();
  await chat.expectGreeting();
  await chat.say('good morning');
  await chat.expectEcho('good morning');
  expect((await emulator.messages(identity)).some(({ text }) => text === 'good morning'), 'as the visitor that the page named').toBe(true);
  expect(bodies.join()).not.toContain('no-business-here');
  const table = watch.console.filter(({ type }) => type === 'table').map(({ text }) => text);
  expect(table.length).toBe(1);
  await page.evaluate(() => (window as any).chat.destroy());
  await expect(chat.host).toHaveCount(0);
  await expect.poll(async () => (await emulator.state()).sockets).toBe(0);
});

test('its events come, and may change and stop what is sent and shown', async ({ page, emulator, identity }) => {
  const chat = await visit(page, emulator, identity, `
    for (const name of ['jwtSuccess', 'beforeViewInit', 'viewInit', 'onWSOpen', 'afterRenderMessage']) chat.on(name, data => seen.push([name, !!data.messageHtml]));
    chat.on('beforeWSSendMessage', event => {
      if (event.messageToBot.message.body === 'stop me') event.chatWindowEvent.stopFurtherExecution = true;
      if (event.messageToBot.message.body === 'change me') event.messageToBot.message.body = 'changed';
    });
    chat.on('beforeRenderMessage', event => {
      if (event.msgData.message[0].cInfo.body.includes('unspeakable')) event.chatWindowEvent.stopFurtherExecution = true;
    });
    const off = chat.on('onWSMessage', () => { throw new Error('a listener of the page'); });
    chat.on('onWSMessage', off, true);`);
  await chat.open();
  await chat.expectGreeting();
  await chat.say('stop me');
  await chat.say('change me');
  await chat.expectEcho('changed');
  await emulator.push([botText('something unspeakable'), botText('something else')]);
  await expect(chat.row('something else')).toBeVisible();
  await expect(chat.row('unspeakable')).toHaveCount(0);
  expect((await emulator.messages(identity)).map(({ text }) => text)).not.toContain('stop me');
  const seen: [string, boolean][] = await page.evaluate(() => (window as any).seen);
  expect(seen.map(([name]) => name)).toEqual(expect.arrayContaining(['jwtSuccess', 'beforeViewInit', 'viewInit', 'onWSOpen', 'afterRenderMessage']));
  await expect.poll(() => page.evaluate(() => (window as any).seen.some(([name, html]: [string, boolean]) => name === 'afterRenderMessage' && html))).toBe(true);
});

test('its templates, its methods and its branding work', async ({ page, emulator, identity, watch }) => {
  const chat = await visit(page, emulator, identity, `
    chatConfig.container = '#place';
    chatConfig.minimizeMode = false;
    chatConfig.JWTAsertion = async function (commit) {
      const answer = await fetch('/site/jwt', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ identity: '${identity}' }) });
      this.setJWT((await answer.json()).jwt);
      commit();
    };
    chat.installTemplate({
      renderMessage({ message: [{ component: { payload } }] }) {
        if (payload.template_type !== 'weather') return undefined;
        const box = document.createElement('b');
        box.textContent = 'Sun over ' + payload.city;
        return box;
      },
    });
    chat.on('onKeyDown', () => {});`);
  await expect(page.locator('#place > rtm-chat')).toHaveCount(1);
  await chat.expectGreeting();
  await emulator.push([botTemplate({ template_type: 'weather', city: 'Talboden' }), botTemplate({ template_type: 'list', elements: [{ title: 'A built-in one' }] })]);
  await expect(chat.row('Sun over Talboden')).toBeVisible();
  await expect(chat.row('A built-in one')).toBeVisible();
  await page.evaluate(() => (window as any).chat.sendMessage('pay', { renderMsg: 'Pay now' }));
  await chat.expectEcho('pay');
  await expect(chat.from('visitor').filter({ hasText: 'Pay now' })).toBeVisible();
  expect(watch.console.some(({ type, text }) => type === 'warning' && text.includes('onKeyDown'))).toBe(true);
  await page.evaluate(() => (window as any).chat.setBranding({ v3: { general: { colors: { primary: '#b3261e', secondary_text: '#ffffff' } } } }));
  await expect.poll(() => chat.launcher.evaluate(element => getComputedStyle(element).backgroundColor)).toBe('rgb(179, 38, 30)');
  await expect(chat.from('visitor').filter({ hasText: 'Pay now' }).or(chat.row('pay')).first()).toBeVisible();
  await page.evaluate(() => (window as any).chat.closeConversationSession());
  await expect.poll(async () => Object.values<any>((await emulator.state()).users).some(({ sessionId }) => !sessionId)).toBe(true);
});

test('parameters, the pace of probing and pages that belong together carry over', async ({ page, emulator, identity }) => {
  const addresses: URL[] = [];
  page.on('websocket', socket => addresses.push(new URL(socket.url())));
  const chat = await visit(page, emulator, identity, `
    botOptions.webSocketConfig = { socketUrl: { queryParams: { ConnectionMode: 'Start_New', team: 'guests', empty: '' } } };
    chatConfig.multiPageApp.enable = true;`);
  await chat.open();
  await chat.expectGreeting();
  expect(addresses.map(address => ['ConnectionMode', 'team', 'empty'].map(name => address.searchParams.get(name)))).toEqual([['Start_New', 'guests', null]]);
  const { pingInterval, persist } = await page.evaluate(() => (document.querySelector('rtm-chat') as any).options);
  expect({ pingInterval, persist }).toEqual({ pingInterval: 15_000, persist: true });
});
