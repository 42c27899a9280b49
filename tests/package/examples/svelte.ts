import type {} from 'rtm-chat/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

type Props = SvelteHTMLElements['rtm-chat'];

export const good: Props = {
  'bot-id': 'st-1',
  class: 'chat',
  options: { apiUrl: '/', getJwt: () => 'x' },
  'onrtm-message': ({ detail }) => detail.text,
  'on:rtm-state': ({ detail }) => detail.state,
};

// @ts-expect-error -- no such colours
export const blue: Props = { theme: 'blue' };
// @ts-expect-error -- no callback
export const silent: Props = { options: { apiUrl: '/' } };
