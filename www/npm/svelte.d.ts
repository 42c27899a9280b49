// <rtm-chat> in Svelte's markup. Name it once: `import type {} from 'rtm-chat/svelte';`

import type { HTMLAttributes } from 'svelte/elements';
import type { RtmChatAttributes, RtmChatElement, RtmChatEventMap, RtmChatOptions } from './index.js';

/** `onrtm-message={...}`, and `on:rtm-message={...}` as it was before Svelte 5. */
type Listeners = { [K in keyof RtmChatEventMap as `on${K}` | `on:${K}`]?: (event: RtmChatEventMap[K]) => void };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'rtm-chat': HTMLAttributes<RtmChatElement> & RtmChatAttributes & Listeners & { options?: RtmChatOptions };
  }
}
