// What every sample frame shares: the envelope, ids and pictures.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A sample picture as a `data:` address. */
export const picture = (name) =>
  `data:image/png;base64,${readFileSync(new URL(`../pictures/${name}.png`, import.meta.url)).toString('base64')}`;

const digest = (text) => createHash('sha256').update(`larchfell ${text}`).digest('hex');

/** An id that depends on nothing but the text. */
export const id = (prefix, text) => {
  const hex = digest(text);
  return `${prefix}-${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const BOT = { chatBot: 'Larchfell Assistant', taskBotId: id('st', 'bot') };
export const BOT_ICON = picture('bot');

/** 2 March 2026, so many minutes after eight in the morning. */
export const time = (minutes) => new Date(Date.UTC(2026, 2, 2, 8, minutes)).toISOString();

// Each sample: file name without `.json`, what it shows, the template's name for the index, and what makes its frame.
const sample = (file, shows, template, component, body, envelope) => ({ file, shows, template, component, body, envelope });

/** Plain text, as the platform sends it. */
export const text = (file, shows, words, envelope) =>
  sample(file, shows, '(text)', { type: 'text', payload: { text: words } }, words, envelope);

/** What a bot script prints, `{type, payload}`, wrapped by the platform. */
export const printed = (file, shows, type, payload, { template = `(type \`${type}\`)`, beside = {}, envelope } = {}) => {
  const object = { type, payload, ...beside };
  return sample(file, shows, template, { type: 'template', payload: object }, JSON.stringify(object), envelope);
};

/** A template: its name is the part of the file's name before the first `-`. */
export const template = (file, shows, fields, { beside, envelope } = {}) => {
  const template_type = file.split('-')[0];
  return printed(file, shows, 'template', { template_type, ...fields }, { template: template_type, beside, envelope });
};

/** The whole frame. Chunks of one stream share an id. */
export const frame = ({ file, component, body, envelope }, minutes) => {
  const stream = file.replace(/-streaming-.*/, '-streaming');
  return {
    type: 'bot_response',
    from: 'bot',
    message: [{ type: 'text', ...(component && { component }), cInfo: { body } }],
    messageId: id('ms', stream),
    botInfo: BOT,
    createdOn: time(minutes),
    icon: BOT_ICON,
    traceId: digest(`trace ${file}`).slice(0, 16),
    ...envelope,
  };
};
