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

/** What a session needs to know. */
export interface SessionOptions {
  /** The platform's address, such as `https://platform.kore.ai`, or a path of the page's own origin. Required. Attribute `api-url`. */
  apiUrl?: string;
  /** The bot's id, `st-…`. Required. Attribute `bot-id`. */
  botId?: string;
  /** The bot's name. Attribute `bot-name`. */
  botName?: string;
  /** The visitor's language, a BCP 47 tag; the page's, else the browser's unless given. Attribute `language`. */
  language?: string;
  /** Messages in a history page, 1 to 100; 20 unless given. */
  historyPageSize?: number;
  /** Data for the bot. */
  customData?: Json;
  /** Tags for the bot's analytics. */
  metaTags?: Json;
  /** What a new connection does with a session that there is; the platform's own way unless given. */
  connectionMode?: 'Default' | 'Start_New' | 'Start_New_Resume_Agent' | 'Reconnect';
  /** Whether to tell the platform that messages arrived; off unless given. */
  deliveryAck?: boolean;
  /** Further parameters of the socket's address. */
  queryParameters?: Record<string, string>;
  /** Silence after which the connection is probed, in milliseconds, 1,000 to 600,000; 30,000 unless given. */
  pingInterval?: number;
  /** The first wait before another attempt to connect, in milliseconds, 100 to 60,000; 500 unless given. Later ones are longer, and
      each is a random part of it. */
  backoffBase?: number;
  /** The longest such wait, in milliseconds, 1,000 to 600,000; 30,000 unless given. */
  backoffCap?: number;
}

/** A message that is about to be sent. */
export interface RtmDraft {
  /** What the transcript shows. */
  text: string;
  /** What the bot gets in place of the text. */
  payload?: string;
  /** The bot gets a password, a code or the like, which is not told: it can be stopped, but not changed. */
  secret: boolean;
}

/** `false` to stop it; a text, or another text and payload (`null` for none); anything else leaves it as it is. */
export type RtmDraftChange = boolean | string | { text?: string; payload?: string | null } | undefined | void;

/** A message that is about to be shown. */
export interface RtmShownMessage extends RtmMessage {
  /** More of it is to come. */
  streaming: boolean;
  /** It was said before this visit, or while the connection was lost. */
  history: boolean;
}

/** `false` not to show it; another text, in the bot's markup; or components as a bot sends them; anything else leaves it as it is. */
export type RtmMessageChange = boolean | string | { text?: string; components?: Json[] } | undefined | void;

/** What a view of the page's own can do. */
export interface RtmRenderContext {
  /** Sends a message as the visitor. `payload` goes to the bot in place of the text. */
  send(text: string, options?: { payload?: string }): Promise<void>;
  /** Closes the window. */
  close(): void;
  /** The visitor's language, a BCP 47 tag. */
  locale: string;
  theme: NonNullable<WindowOptions['theme']>;
}

/** Makes the view of one item, and again when the item changes, as while it is streamed: a node, or a text that is shown as
    text. `undefined` and `null`, and an exception, leave it to the built-in view. `payload` is the template's as the bot sent it,
    put in order; of buttons, quick replies, attachments and texts it is an `RtmItem`. */
export type RtmRenderer = (payload: any, context: RtmRenderContext) => Node | string | null | undefined | void;

/** How the window looks and behaves. */
export interface WindowOptions {
  /** The name in the window's header; the bot's name unless given. Attribute `chat-title`. */
  title?: string;
  /** Where lines begin; by language unless given. Attribute `direction`. */
  direction?: 'auto' | 'ltr' | 'rtl';
  /** Colours; `auto` follows the system, `contrast` is high contrast. Attribute `theme`. */
  theme?: 'auto' | 'light' | 'dark' | 'contrast';
  /** The platform's theme, version 3: the answer of `activetheme`, or what it has under `v3`; `true` to ask the platform for it. */
  branding?: boolean | { [name: string]: Json };
  /** How the bot writes its texts: the platform's own markup, or CommonMark with GitHub's tables, strikethrough, task lists
      and bare links; `kore` unless given. */
  markup?: 'kore' | 'commonmark';
  /** Whether to open, and so to connect, at once. Attribute `open`. */
  open?: boolean;
  /** Whether the next page of the site goes on where this one was left: open or closed, with the draft and the place in the
      conversation. `endSession()` forgets it. Attribute `persist`. */
  persist?: boolean;
  /** Asked about every message before it is sent. Later messages wait for it, 5 seconds at most; a message is sent as it was
      when this fails or does not settle. */
  beforeSend?: (message: RtmDraft) => RtmDraftChange | Promise<RtmDraftChange>;
  /** Asked about every message of the bot or an agent before it is shown, of history too, and again while it is streamed.
      It keeps its place meanwhile and nothing waits for it; it is shown as it was when this fails or does not settle within 5
      seconds. */
  beforeRender?: (message: RtmShownMessage) => RtmMessageChange | Promise<RtmMessageChange>;
  /** Asked when the visitor closes the chat, not when it is minimised; `false` keeps it open. It may take as long as it needs to
      ask somebody; when it fails the chat is closed. */
  beforeClose?: () => boolean | undefined | void | Promise<boolean | undefined | void>;
  /** Views of the page's own, by `template_type`; `text` and `error` may be there too. They take the place of built-in ones. `*` is asked
      for every other template but buttons and quick replies. */
  templates?: { [type: string]: RtmRenderer };
}

/** One of the two callbacks is required; a client secret is never accepted. */
export type TokenOptions =
  | { getAccessToken: GetAccessToken; getJwt?: undefined }
  | { getJwt: GetJwt; getAccessToken?: undefined };

/** Options of a chat. */
export type RtmChatOptions = SessionOptions & WindowOptions & TokenOptions;

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
    | 'hook-failed'
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
  /** With `invalid-option` and `hook-failed`: its name, such as `templates.list`. */
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
  /** The conversation on the platform began, or ended. */
  'rtm-session': CustomEvent<{ state: 'started' | 'ended' }>;
  /** A person took over from the bot, with a name where it is known, or left. */
  'rtm-agent': CustomEvent<{ state: 'joined'; name: string } | { state: 'left' }>;
  /** A message of the visitor's was given up. */
  'rtm-failed': CustomEvent<RtmMessage & { messageId: string; reason: NonNullable<RtmError['reason']> }>;
  'rtm-warning': CustomEvent<{ message: string }>;
  'rtm-error': CustomEvent<RtmError>;
}

/** The attributes of `<rtm-chat>`, as they are written in markup. */
export interface RtmChatAttributes {
  'api-url'?: string;
  'bot-id'?: string;
  'bot-name'?: string;
  'chat-title'?: string;
  direction?: WindowOptions['direction'];
  language?: string;
  /** `false` is as good as none. */
  open?: boolean | '' | 'true' | 'false';
  /** `false` is as good as none. */
  persist?: boolean | '' | 'true' | 'false';
  theme?: WindowOptions['theme'];
  /** The chat stands in the page, as large as the element around it. */
  inline?: boolean | '';
}

/** The custom element. With the attribute `inline` the chat stands in the page, as large as the element around it. */
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

/** Options of a session without a window. */
export type ConnectOptions = SessionOptions &
  Required<Pick<SessionOptions, 'apiUrl' | 'botId'>> &
  TokenOptions & {
    /** Closes the session when it aborts; before there is one, `connect` rejects with its reason. */
    signal?: AbortSignal;
  };

interface EntryFields {
  /** The same for the whole life of an entry, from when it is sent to when it is acknowledged. */
  key: number;
  /** The platform's id where there is one. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Whether it was loaded from the log: its choices are not to be offered any more. */
  fromHistory: boolean;
}

/** One row of a conversation. Objects are not changed: an entry that changes is another object of the same `key`. */
export type RtmEntry = EntryFields &
  (
    | {
        kind: 'message';
        from: 'bot' | 'agent';
        /** The texts of all items, line by line. */
        text: string;
        items: RtmItem[];
        /** An agent's name. */
        author?: string;
        /** Whether more of it is to come. */
        streaming: boolean;
      }
    | {
        kind: 'sent';
        from: 'visitor';
        text: string;
        /** Attachments, as sent. */
        items: Json[];
        /** `queued`: it waits for a connection; `sending`: the platform has not said yet that it has it. */
        status: 'queued' | 'sending' | 'sent' | 'failed';
        /** With `failed`. */
        reason?: 'unconfirmed' | 'too-large' | 'refused' | 'unknown';
      }
    | {
        kind: 'notice';
        from: 'notice';
        notice:
          | 'agent-joined'
          | 'agent-left'
          | 'bot-unreachable'
          | 'form-failed'
          | 'form-submitted'
          | 'other'
          | 'session-ended'
          | 'unreadable';
        /** The agent's name or the platform's words; often empty. */
        text: string;
      }
    /** Messages may be missing here. */
    | { kind: 'gap'; from: 'notice'; gap: 'open' | 'loading' | 'failed' }
  );

/** What is known of messages before the oldest entry. `full`: no more are kept in memory. */
export type RtmHistoryState = 'unknown' | 'loading' | 'more' | 'complete' | 'full' | 'failed';

/** The events of a session. */
export interface RtmSessionEventMap
  extends Pick<RtmChatEventMap, 'rtm-state' | 'rtm-message' | 'rtm-sent' | 'rtm-event' | 'rtm-warning' | 'rtm-error'> {
  /** Entries that came, changed or moved, and the keys of those that went. `entries` has all of it already. */
  'rtm-entries': CustomEvent<{ changed: RtmEntry[]; removed: number[] }>;
  'rtm-history': CustomEvent<{ state: RtmHistoryState }>;
  /** Somebody began or stopped typing; `name` is an agent's. */
  'rtm-typing': CustomEvent<{ typing: boolean; name?: string }>;
  /** The session is closed. */
  'rtm-close': CustomEvent<Record<string, never>>;
}

/**
 * A session without a window. Iterating gives every entry that there is, and then each as it comes or changes, until the
 * session is closed; who is slow gets the newest of each. All methods but `close` throw once it is closed.
 */
export interface RtmSession extends EventTarget {
  /** The connection, now. It begins in the task after the one that got the session. */
  readonly state: RtmState;
  /** Every entry, oldest first: the same array until one changes. Stays after the session was closed. */
  readonly entries: readonly RtmEntry[];
  readonly historyState: RtmHistoryState;
  readonly isClosed: boolean;
  /** Sends a message, at once or when the connection is live. `payload` goes to the bot in place of the text. */
  send(text: string, options?: { payload?: string }): void;
  /** Sends a message that failed again. */
  retry(entry: Pick<RtmEntry, 'key'>): void;
  /** Gives up a message that failed or waits. */
  discard(entry: Pick<RtmEntry, 'key'>): void;
  /** Loads the page of history before the oldest entry, or waits for the one that is under way, as the newest is after
      connecting. Resolves to its entries, oldest first; none at the beginning of the conversation. */
  history(): Promise<RtmEntry[]>;
  /** Loads what is missing at a gap. */
  fillGap(entry: Pick<RtmEntry, 'key'>): void;
  /** To be called while the visitor types; an agent sees it. */
  typing(): void;
  /** Tries again after `stopped`, or before a wait is over. */
  reconnect(): void;
  /** Ends the conversation on the platform. */
  endSession(): void;
  /** Closes the connection, and ends iterations. Nothing of the session is left then. */
  close(): void;
  [Symbol.asyncIterator](): AsyncIterator<RtmEntry, void, undefined>;

  addEventListener<K extends keyof RtmSessionEventMap>(
    type: K,
    listener: (this: RtmSession, event: RtmSessionEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof RtmSessionEventMap>(
    type: K,
    listener: (this: RtmSession, event: RtmSessionEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | EventListenerOptions): void;
}

/** What `connect` rejects with, and what a session's methods throw or reject with. */
export interface RtmFailure extends Error {
  code: 'invalid-option' | 'load-failed' | 'history-failed' | 'closed';
  /** With `invalid-option`: its name. */
  option?: string;
}

/** Makes a session without a window, for a view of your own, and begins to connect. Rejects with an `RtmFailure`. */
export function connect(options: ConnectOptions): Promise<RtmSession>;

/** Defines `<rtm-chat>` unless the page has it. Importing the package has done so; on a server this does nothing. */
export function defineElement(): void;

/** The version of this package. */
export const version: string;

declare global {
  interface HTMLElementTagNameMap {
    'rtm-chat': RtmChatElement;
  }
}
