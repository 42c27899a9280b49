// The vendor SDK's `chatConfig` and `chatWindow` over <rtm-chat>: docs/migrating.md says what of them there is.

import type { RtmChatElement } from './index.js';

/** A configuration in the vendor's shape. What of it is followed is told in the console. */
export interface ChatConfig {
  botOptions: {
    koreAPIUrl: string;
    JWTUrl: string;
    userIdentity: string;
    clientId: string;
    botInfo: { name: string; _id: string; customData?: object; metaTags?: unknown[] };
    [name: string]: any;
  };
  /** Gets a function to call once `setJWT` was called. */
  JWTAsertion?: (this: chatWindow, commit: () => void) => void;
  /** Where the chat stands: a selector or an element. */
  container?: string | Element;
  [name: string]: any;
}

/** Any depth of it. */
export type PartialConfig<T> = { [K in keyof T]?: T[K] extends object ? PartialConfig<T[K]> : T[K] };

/** The defaults; pages change them. */
export declare const chatConfig: ChatConfig;

/** A template of the page's own. */
export interface VendorTemplate {
  hostInstance?: chatWindow;
  /** Nothing for what is not its own. */
  renderMessage(msgData: any, context?: any): Node | string | undefined | null | void;
}

export declare class chatWindow {
  /** The element, once it is shown. */
  element: RtmChatElement | undefined;
  templateManager: { installTemplate(template: VendorTemplate): void };
  /** Puts the chat into the page. */
  show(config?: PartialConfig<ChatConfig>): void;
  /** Takes it out of the page. */
  destroy(): void;
  /** Subscribes to an event, to several or, without a name, to all. Answers a function that ends it. */
  on(names: string | string[] | undefined, callback: (data: any) => void, once?: boolean): () => void;
  emit(name: string, data?: unknown): void;
  /** Sends a message; `renderMsg` is what the transcript shows instead. */
  sendMessage(text: string, options?: { renderMsg?: string }): Promise<void> | undefined;
  setJWT(jwt: string): void;
  installTemplate(template: VendorTemplate): void;
  /** Puts another of the platform's themes on. */
  setBranding(branding: object): void;
  /** Ends the conversation on the platform. */
  closeConversationSession(): void;
}
