// Frames and REST bodies of other kinds: `_other/`.
import { BOT_ICON, id, time } from './frame.mjs';
import { PRICES, RESULTS, RULE } from './answers.mjs';

const found = (chunkId, chunkText, sourceType, recordUrl, sys_file_type) => ({
  chunkText, sourceType, recordUrl, ...(sys_file_type && { sys_file_type }), chunkMeta: {}, additionalInfo: { chunkId, ...(sys_file_type && { sys_file_type }) },
});

/** A page of history: templates are JSON text, an answer's shown words are in `altText`. */
function history(bodyOf) {
  const bot = (text, extra) => ({ type: 'outgoing', components: [{ cT: 'text', data: { text } }], ...extra });
  const visitor = (text, { alt, ...extra } = {}) => ({
    type: 'incoming', components: [{ cT: 'text', data: { text } }], ...extra, ...(alt && { tags: { altText: [{ value: alt }] } }),
  });
  const messages = [
    bot('Hello, this is the *Larchfell Assistant*.'),
    bot(bodyOf('button')),
    visitor('buy_ticket', { alt: 'Buy a ticket', userMsgId: 1772352180000 }),
    bot(bodyOf('dropdown_template')),
    visitor('MIL', { alt: 'Millbrook' }),
    bot(bodyOf('feedbackTemplate-NPS')),
    visitor('0'),
    bot(bodyOf('dateTemplate')),
    visitor('03-07-2026'),
    bot(bodyOf('quick_replies')),
    visitor('ticket_return'),
    bot(bodyOf('mini_table')),
    bot(JSON.stringify({ text: 'A bot printed this as an object' })),
    bot(bodyOf('error')),
    bot(bodyOf('radioOptionTemplate')),
    bot(bodyOf('live_agent'), { author: { firstName: 'Maren', lastName: 'Dahl' } }),
    bot('20734'),
    visitor('{"seats":2}'),
    bot('رحلة سعيدة', { lang: 'ar' }),
    bot(bodyOf('clockTemplate')),
  ];
  return {
    moreAvailable: true,
    icon: BOT_ICON,
    messages: messages.map((message, at) => ({ _id: id('ms', `history ${at}`), createdOn: time(at - 24 * 60), ...message })),
  };
}

/** Each file's content; `bodyOf` gives the JSON text of a sample above. */
export default (bodyOf) => [
  { file: 'events-typing', shows: 'an agent types; the same with `stoptyping`', content: { type: 'events', from: 'bot', message: { type: 'typing', author: { type: 'AGENT', firstName: 'Maren' } } } },
  { file: 'events-agent_connected', shows: 'an agent is there; also `agent_disconnected`, `agent_session_active`', content: { type: 'events', from: 'bot', message: { type: 'agent_connected' } } },
  { file: 'events-message_read', shows: 'the agent has read it; also `message_delivered`, and `all` for every message', content: { type: 'events', from: 'bot', message: { type: 'message_read', clientMessageId: 1772438700417 } } },
  { file: 'user_message-echo', shows: 'what the visitor sent from another tab', content: { type: 'user_message', from: 'self', message: { body: 'buy_ticket', renderMsg: 'Buy a ticket' }, id: 1772438700417, createdOn: 1772438700417 } },
  {
    file: 'user_message-attachment',
    shows: 'a picture that the visitor sent',
    content: {
      type: 'user_message',
      from: 'self',
      message: { body: '', attachments: [{ fileId: 'f-lf-9', fileName: 'umbrella.png', fileType: 'image', fileUrl: 'https://example.com/uploads/umbrella.png', size: '0.31' }] },
      id: 1772438700801,
    },
  },
  { file: 'language_switched', shows: 'the conversation goes on in another language', content: { type: 'language_switched', langDetails: { newLanguage: 'ar' } } },
  { file: 'history-botmessages-rtm', shows: 'REST body: a page of history', content: history(bodyOf) },
  {
    file: 'searchResults-response',
    shows: 'REST body: all results of a search',
    content: {
      template: {
        tabFacet: { buckets: [{ key: 'file', name: 'Files', doc_count: 5 }, { key: 'web', name: 'Web', doc_count: 3 }] },
        facets: [{
          fieldName: 'sys_file_type', name: 'Kind of file', multiselect: true, subtype: 'value',
          buckets: [{ key: 'pdf', chunk_count: 3, doc_count: 3 }, { key: 'xlsx', chunk_count: 2, doc_count: 2 }],
        }],
        results: RESULTS,
        chunk_result: {
          file: [
            found('chk-lf-0', RULE.repeat(2), 'file', 'https://example.com/files/conditions.pdf', 'pdf'),
            found('chk-lf-2', PRICES, 'file', 'https://example.com/files/fares.xlsx', 'xlsx'),
          ],
          web: [found('chk-lf-1', RULE.repeat(3), 'web', 'https://example.com/help/animals')],
        },
      },
    },
  },
];
