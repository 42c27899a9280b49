// <rtm-chat> in React's JSX, from React 19 on. Name it once: `import type {} from 'rtm-chat/react';`

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { RtmChatAttributes, RtmChatElement, RtmChatEventMap, RtmChatOptions } from './index.js';

/** React listens to an event of a custom element by `on` and its name. */
type Listeners = { [K in keyof RtmChatEventMap as `on${K}`]?: (event: RtmChatEventMap[K]) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'rtm-chat': DetailedHTMLProps<HTMLAttributes<RtmChatElement>, RtmChatElement> &
        RtmChatAttributes &
        Listeners & { options?: RtmChatOptions };
    }
  }
}
