// Frames of the platform, as literal JSON.

let counter = 0;
/** A message id that no other frame of this run has. */
export const nextId = () => `ms-e2e-${process.pid}-${++counter}`;

type Extra = Record<string, unknown>;

/** A text message from the bot. */
export function botText(text: string, extra: Extra = {}) {
  return {
    type: 'bot_response',
    from: 'bot',
    message: [{ type: 'text', component: { type: 'text', payload: { text } }, cInfo: { body: text } }],
    messageId: nextId(),
    botInfo: { chatBot: 'Emulated Bot', taskBotId: 'st-emulator' },
    createdOn: new Date().toISOString(),
    timestamp: Date.now(),
    ...extra,
  };
}

/** A template from the bot, wrapped as the platform wraps it. */
export function botTemplate(payload: Extra, extra: Extra = {}) {
  const component = { type: 'template', payload: { type: 'template', payload } };
  return {
    ...botText(''),
    message: [{ type: 'text', component, cInfo: { body: JSON.stringify({ type: 'template', payload }) } }],
    ...extra,
  };
}

export const buttons = (text: string, titles: string[], extra: Extra = {}) =>
  botTemplate({
    template_type: 'button',
    text,
    buttons: titles.map(title => ({ type: 'postback', title, payload: `payload of ${title}` })),
    ...extra,
  });

export const quickReplies = (text: string, titles: string[]) =>
  botTemplate({
    template_type: 'quick_replies',
    text,
    quick_replies: titles.map(title => ({ content_type: 'text', title, payload: `payload of ${title}` })),
  });

/** One chunk of a streamed answer. */
export const chunk = (messageId: string, text: string, last = false) =>
  botText(text, { messageId, ...(last ? { endChunk: true } : { sM: true }) });

const agentAuthor = { firstName: 'Ada', lastName: 'Byron', type: 'AGENT' };

export const agentText = (text: string) => botText(text, { author: agentAuthor, fromAgent: true });

/** An `events` frame. */
export const platformEvent = (type: string, extra: Extra = {}) => ({
  type: 'events',
  from: 'bot',
  message: { type, author: agentAuthor, ...extra },
});
