// <rtm-chat> in Vue's templates and JSX. Name it once: `import type {} from 'rtm-chat/vue';`

import type { HTMLAttributes, PublicProps } from 'vue';
import type { RtmChatAttributes, RtmChatElement, RtmChatEventMap, RtmChatOptions } from './index.js';

type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${Capitalize<First>}${Pascal<Rest>}` : Capitalize<Name>;

/** `@rtm-message` in a template, `onRtmMessage` in JSX. */
type Listeners = { [K in keyof RtmChatEventMap as `on${Pascal<K>}`]?: (event: RtmChatEventMap[K]) => void };

type Props = HTMLAttributes & RtmChatAttributes & Listeners & { options?: RtmChatOptions };

declare module 'vue' {
  interface GlobalComponents {
    'rtm-chat': new () => RtmChatElement & {
      /** What a template may set. */
      $props: Props & PublicProps;
    };
  }
}

declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'rtm-chat': Props & PublicProps;
    }
  }
}
