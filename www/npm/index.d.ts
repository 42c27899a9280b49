// The public surface of rtm-chat, kept by hand.

/** Why a token is asked for. */
export type TokenReason = 'start' | 'expired' | 'rejected';

/** What a token callback is given. */
export interface TokenRequest {
  /** `start`: there is none yet; `expired`: the last one ended; `rejected`: the platform refused the last one. */
  reason: TokenReason;
  /** Aborts when the answer is no longer wanted. */
  signal: AbortSignal;
}

/** An access token with what is known about it. */
export interface AccessToken {
  accessToken: string;
  /** When the token ends: ISO 8601 text, milliseconds since 1970, or a date. */
  expiresDate?: string | number | Date;
  /** When it was issued. With it a wrong clock of the visitor's does no harm. */
  issuedDate?: string | number | Date;
  /** Whose token it is: messages that wait in the tab's storage are sent for nobody else. Servers may pass the platform's answer on as it is. */
  userInfo?: { userId?: string };
  /** The JWT behind the token, for platforms with secure RTM. */
  jwt?: string;
}

/** The platform's answer to `jwtgrant`, passed on by the page's server. */
export interface Grant {
  authorization: AccessToken;
  userInfo?: { userId?: string };
  /** The JWT behind the token, for platforms with secure RTM. */
  jwt?: string;
}

export type GetAccessToken = (request: TokenRequest) => AccessToken | Grant | string | Promise<AccessToken | Grant | string>;
export type GetJwt = (request: TokenRequest) => { jwt: string } | string | Promise<{ jwt: string } | string>;

/** Values that `JSON.stringify` writes. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

interface CommonOptions {
  /** The platform's address, such as `https://platform.kore.ai`, or a path of the page's own origin. Required. Attribute `api-url`. */
  apiUrl?: string;
  /** The bot's id, `st-…`. Required. Attribute `bot-id`. */
  botId?: string;
  /** The bot's name. Attribute `bot-name`. */
  botName?: string;
  /** The name in the window's header; the bot's name unless given. Attribute `chat-title`. */
  title?: string;
  /** The visitor's language, a BCP 47 tag; the page's, else the browser's unless given. Attribute `language`. */
  language?: string;
  /** Where lines begin; by language unless given. Attribute `direction`. */
  direction?: 'auto' | 'ltr' | 'rtl';
  /** Colours; `auto` follows the system. Attribute `theme`. */
  theme?: 'auto' | 'light' | 'dark';
  /** How the bot writes its texts: the platform's own markup, or CommonMark with GitHub's tables, strikethrough, task lists
      and bare links; `kore` unless given. */
  markup?: 'kore' | 'commonmark';
  /** Messages in a history page, 1 to 100; 20 unless given. */
  historyPageSize?: number;
  /** Whether to open, and so to connect, at once. Attribute `open`. */
  open?: boolean;
  /** Data for the bot. */
  customData?: Json;
  /** Tags for the bot's analytics. */
  metaTags?: Json;
  /** What a new connection does with a session that there is; the platform's own way unless given. */
  connectionMode?: 'Default' | 'Start_New' | 'Start_New_Resume_Agent' | 'Reconnect';
  /** Whether to tell the platform that messages arrived; off unless given. */
  deliveryAck?: boolean;
}

/** Options of a chat. One of the two callbacks is required; a client secret is never accepted. */
export type RtmChatOptions = CommonOptions &
  ({ getAccessToken: GetAccessToken; getJwt?: undefined } | { getJwt: GetJwt; getAccessToken?: undefined });

/** The connection. */
export type RtmState =
  | { state: 'idle' | 'authorizing' | 'starting' | 'connecting' | 'live' }
  /** `attempt`: failures in a row; `retryIn`: milliseconds, absent while the device is offline. */
  | { state: 'waiting'; attempt: number; retryIn?: number }
  | {
      state: 'stopped';
      reason:
        | 'token-callback-failed'
        | 'token-malformed'
        | 'token-expired'
        | 'token-timeout'
        | 'unauthorized'
        | 'refused'
        | 'stopped';
    };

/** What an action of a button or a quick reply does. */
export type RtmAction = { title: string } & ({ body: string } | { url: string });

/** One item of a message. */
export interface RtmItem {
  /** `text`, `error`, `wait_for_response`, or the name of a template. */
  type: string;
  /** The item's text in Kore markdown; may be empty. */
  text: string;
  media?: { type: 'audio' | 'video'; url: string };
  actions?: RtmAction[];
  /** The payload of a template that the widget has no view for. */
  payload?: Json;
}

/** A message. */
export interface RtmMessage {
  id: string;
  from: 'bot' | 'agent' | 'visitor';
  /** Milliseconds since 1970. */
  at: number;
  /** The texts of all items, line by line. */
  text: string;
  /** Items of a bot's or agent's message; attachments, as sent, of the visitor's. */
  items: RtmItem[] | Json[];
  /** An agent's name. */
  author?: string;
}

/** An error for the page's developer. The same sentence is in the console. */
export interface RtmError {
  code:
    /** The module failed: the chat was started anew with what the visitor had, and `rtm-ready` comes again. */
    | 'crashed'
    | 'invalid-option'
    | 'load-failed'
    | 'outbox-full'
    | 'refused'
    | 'send-failed'
    | 'stopped'
    | 'token-callback-failed'
    | 'token-expired'
    | 'token-malformed'
    | 'token-timeout'
    | 'unauthorized';
  /** What is wrong and what to do. */
  message: string;
  /** With `invalid-option`: its name. */
  option?: string;
  /** With `send-failed`. */
  messageId?: string;
  /** With `send-failed`. */
  reason?: 'unconfirmed' | 'too-large' | 'refused' | 'unknown';
}

/** The events of `<rtm-chat>`. All bubble and cross shadow roots. */
export interface RtmChatEventMap {
  /** The chat is mounted; the element's methods act at once from now on. */
  'rtm-ready': CustomEvent<Record<string, never>>;
  'rtm-open': CustomEvent<Record<string, never>>;
  'rtm-close': CustomEvent<Record<string, never>>;
  'rtm-state': CustomEvent<RtmState>;
  /** A message of the bot or an agent is complete; not for history. */
  'rtm-message': CustomEvent<RtmMessage>;
  /** The platform acknowledged a message of the visitor's. */
  'rtm-sent': CustomEvent<RtmMessage>;
  /** A frame of the platform, as sent. */
  'rtm-event': CustomEvent<{ raw: Json }>;
  /** Messages that arrived since the window was closed. */
  'rtm-unread': CustomEvent<{ count: number }>;
  'rtm-warning': CustomEvent<{ message: string }>;
  'rtm-error': CustomEvent<RtmError>;
}

/** The custom element. */
export interface RtmChatElement extends HTMLElement {
  /** Read when the chat is mounted: shortly after the page is loaded, or when it is opened before. Attributes count, too. */
  options: RtmChatOptions | undefined;
  /** Whether the window is open. */
  readonly isOpen: boolean;
  /** Opens the window; the first time this connects. Settles when it is open, or has failed with `rtm-error`. */
  open(): Promise<void>;
  /** Closes the window; the conversation goes on. */
  close(): void;
  toggle(): Promise<void> | void;
  /** Sends a message as the visitor, connecting first if need be. `payload` goes to the bot in place of the text. */
  send(text: string, options?: { payload?: string }): Promise<void>;
  /** Ends the conversation on the platform. */
  endSession(): void;
  /** Ends the chat; the element does nothing until it is put into a page again. */
  destroy(): void;

  addEventListener<K extends keyof RtmChatEventMap>(
    type: K,
    listener: (this: RtmChatElement, event: RtmChatEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: RtmChatElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof RtmChatEventMap>(
    type: K,
    listener: (this: RtmChatElement, event: RtmChatEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: RtmChatElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Defines `<rtm-chat>` unless the page has it. Importing the package has done so; on a server this does nothing. */
export function defineElement(): void;

/** The version of this package. */
export const version: string;

declare global {
  interface HTMLElementTagNameMap {
    'rtm-chat': RtmChatElement;
  }
}
