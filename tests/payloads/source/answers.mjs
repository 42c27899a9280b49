// Search results and answers.
import { picture, template } from './frame.mjs';

const DOGS = { title: 'Conditions of carriage.pdf', doc_id: 'fc-lf-0', chunk_id: 'chk-lf-0', source_id: 'fs-lf-0', source_type: 'file', url: 'https://example.com/files/conditions.pdf' };
const HELP = { title: 'Help: animals', doc_id: 'fc-lf-1', chunk_id: 'chk-lf-1', source_id: 'fs-lf-1', source_type: 'web', url: 'https://example.com/help/animals', image_url: [] };
const FARES = { title: 'Fares 2026', doc_id: 'fc-lf-2', chunk_id: 'chk-lf-2', source_id: 'fs-lf-2', source_type: 'file', url: 'https://example.com/files/fares.xlsx', image_url: [] };

const PANEL = {
  center_panel: {
    type: 'citation_snippet',
    data: [{
      isPresentedAnswer: true,
      message: 'Presented Answer',
      score: '88.1%',
      snippet_title: '',
      snippet_type: 'generative_model',
      snippet_content: [
        { answer_fragment: 'Dogs are welcome on *every train* but the Sunrise Express.', sources: [{ ...DOGS, image_url: [picture('train'), picture('summit')] }] },
        { answer_fragment: 'Small dogs on your lap travel free.', sources: [{ ...DOGS, image_url: [] }, HELP] },
        { answer_fragment: 'Large dogs need a <b>child ticket</b> for the same trip.', sources: [FARES] },
      ],
    }],
  },
};

const chunk = ({ chunk_id, title, url, source_type }, chunkText, sys_file_type, imageUrl) => ({
  _source: { chunkId: chunk_id, chunkText, recordTitle: title, recordUrl: url, sourceType: source_type, sys_file_type, chunkMeta: imageUrl ? { imageUrl } : {} },
});
export const RULE = 'A dog must be on a lead and may not sit on a seat. ';
export const PRICES = 'Prices for dogs:\n\n| Trip | Dog |\n| --- | --- |\n| Fell Gate | €9 |\n| Summit | €14 |';
export const RESULTS = {
  file: {
    doc_count: 5,
    data: [
      { docId: DOGS.doc_id, recordTitle: DOGS.title, chunkResults: [DOGS.chunk_id] },
      { docId: FARES.doc_id, recordTitle: FARES.title, chunkResults: [FARES.chunk_id] },
    ],
  },
  web: { doc_count: 3, data: [{ docId: HELP.doc_id, recordTitle: HELP.title, chunkResults: [HELP.chunk_id] }] },
};

const page = (contentId, score, path, page_title, page_preview, createdOn) => ({
  contentId, sys_content_type: 'web', score, keywords: [], config: { pinIndex: -1, boost: 1, visible: true }, addedResult: false, customization: {}, score_debug: {},
  page_url: `https://example.com/${path}`, sys_source_name: ' LARCHFELL', page_title, page_image_url: picture('train'), sys_racl: ['*'], createdOn, page_preview,
});
const mark = (word) => `<span class="highlightText">${word}</span>`;

export default [
  template('search', 'a passage from a page, and the pages found', {
    graph_answer: {
      payload: {
        center_panel: {
          data: [{
            snippet_title: '*May I bring my bicycle?*',
            snippet_content: ' \n Yes: every train has room for six bicycles, behind the last carriage. Load them yourself and take them off at your station. '
              + 'A bicycle needs a ticket of its own, which you get at the counter, from the machine or from me. On the Sunrise Express there is no room for bicycles.',
            url: 'https://example.com/help/luggage%2Dand%2Dbicycles#faq',
            score: '79.4021%',
            source: 'Luggage and bicycles |  Larchfell Railway',
            snippet_type: 'extractive_model',
            timeTaken: '1.2ms',
            message: 'Presented Answer',
            isPresentedAnswer: true,
          }],
          type: 'paragraph_snippet',
        },
      },
    },
    results: {
      web: {
        data: [
          page('fc-lf-page-1', 181.20417, 'help/luggage', 'Luggage and bicycles |  Larchfell Railway',
            `There is room for six ${mark('bicycles')} on every train; a ${mark('bicycle')} needs a ticket.`, '2026-01-12T09:30:00.118000'),
          page('fc-lf-page-2', 64.99031, 'rent', 'Rent a bicycle at Fell Gate |  Larchfell Railway',
            `${mark('Bicycles')} for the ride down, from May to October.`, '2026-01-12T09:31:20.502000'),
        ],
      },
    },
  }),
  template('answerTemplate', 'an answer with its sources', { answer_payload: PANEL, searchRequestId: 'sr-lf-701' }),
  template('answerTemplate-results', 'an answer and what was found', {
    answer_payload: PANEL,
    searchRequestId: 'sr-lf-702',
    totalSearchResults: 8,
    results: RESULTS,
    chunk_result: {
      file: [chunk(DOGS, RULE.repeat(2), 'pdf', picture('train')), chunk(FARES, PRICES, 'xlsx')],
      web: [chunk(HELP, RULE.repeat(3), 'html')],
    },
  }),
  template('answerTemplate-streaming-1', 'first chunk; the words are in `payload.answer`', { payload: { answer: 'Dogs are welcome on ' } }, { envelope: { sM: true } }),
  template('answerTemplate-streaming-2', 'a chunk in the middle', { payload: { answer: '*every train* but the' } }, { envelope: { sM: true } }),
  template('answerTemplate-streaming-3-end', 'the last chunk brings the whole answer', {
    payload: { answer: ' Sunrise Express.' }, answer_payload: PANEL, searchRequestId: 'sr-lf-703',
  }, { envelope: { sM: true, endChunk: true } }),
];
