// What a page may write, and what its compiler must refuse.
import { connect, defineElement, version, type ConnectOptions, type RtmEntry, type RtmFailure, type RtmSession } from 'rtm-chat';
import { connect as lean } from 'rtm-chat/connect';

defineElement();
export const named: string = version;

const element = document.querySelector('rtm-chat')!;
element.options = { apiUrl: '/kore', botId: 'st-1', theme: 'dark', customData: { cart: [1, 2] }, getJwt: async () => ({ jwt: 'x' }) };
element.addEventListener('rtm-message', ({ detail }) => console.log(detail.text.length, detail.from));
element.addEventListener('click', event => console.log(event.clientX));
document.createElement('rtm-chat').send('hello', { payload: 'x' });

const options: ConnectOptions = { apiUrl: '/', botId: 'st-1', getAccessToken: ({ reason, signal }) => `${reason}${signal.aborted}` };

function row(entry: RtmEntry): string {
  switch (entry.kind) {
    case 'message':
      return entry.items.map(item => item.text).join() + (entry.author ?? '') + entry.streaming;
    case 'sent':
      return entry.text + entry.status + (entry.reason ?? '');
    case 'notice':
      return entry.notice + entry.text;
    case 'gap':
      return entry.gap;
  }
}

export async function talk(): Promise<string[]> {
  const session: RtmSession = await connect({ ...options, signal: AbortSignal.timeout(1_000) });
  session.addEventListener('rtm-state', ({ detail }) => console.log(detail.state === 'waiting' ? detail.attempt : detail.state));
  session.addEventListener('rtm-entries', ({ detail }) => console.log(detail.changed.map(row), detail.removed));
  session.addEventListener('rtm-close', () => console.log('closed'), { once: true });
  session.send('hello', { payload: 'x' });
  for await (const entry of session) if (entry.kind === 'sent' && entry.status === 'failed') session.retry(entry);
  const older: RtmEntry[] = await session.history();
  session.close();
  return [...session.entries, ...older].map(row);
}

lean(options).catch(({ code, option }: RtmFailure) => console.log(code === 'invalid-option' && option));

// @ts-expect-error -- a callback is required
void connect({ apiUrl: '/', botId: 'st-1' });
// @ts-expect-error -- only one of the callbacks
void connect({ apiUrl: '/', botId: 'st-1', getJwt: () => 'x', getAccessToken: () => 'x' });
// @ts-expect-error -- there are no attributes that could name the bot
void connect({ apiUrl: '/', getJwt: () => 'x' });
// @ts-expect-error -- there is no window
void connect({ ...options, theme: 'dark' } satisfies ConnectOptions);
// @ts-expect-error -- a secret
element.options = { apiUrl: '/', clientSecret: 'x', getJwt: () => 'x' };
// @ts-expect-error -- no such colours
element.options = { theme: 'blue', getJwt: () => 'x' };
// @ts-expect-error -- a function is no JSON
element.options = { customData: () => 1, getJwt: () => 'x' };
// @ts-expect-error -- no such event
element.addEventListener('rtm-state', ({ detail }) => detail.count);
export async function wrong(session: RtmSession) {
  // @ts-expect-error -- no text
  session.send(1);
  // @ts-expect-error -- to be read only
  session.entries.push();
  // @ts-expect-error -- no such field before the kind is known
  for await (const entry of session) console.log(entry.status);
}
