// Buttons, quick replies, and forms behind a button.
import { picture, printed, template } from './frame.mjs';

const BUTTONS = {
  text: 'What would you like to do?',
  subText: 'You can always come back to this',
  buttons: [
    { type: 'postback', title: 'Buy a ticket', payload: 'buy_ticket' },
    { type: 'postback', title: 'Change a booking', payload: 'change_booking' },
    { type: 'postback', title: 'Ask about the weather', payload: 'weather_summit' },
  ],
};
const look = (variation, fullWidth = false, stackedButtons = false) => ({ variation, fullWidth, stackedButtons });

const FORM = 'https://example.com/forms/lost-property?token=b7d1f0';
const formButton = { text: 'Tell us what you lost on the train', buttons: [{ type: 'web_url', url: FORM, title: 'Report a loss' }] };

const REPLIES = [
  ['Single', 'ticket_single', 'ticket'],
  ['Return', 'ticket_return', 'train'],
  ['Day pass', 'ticket_day', 'calendar'],
  ['Family', 'ticket_family', 'person'],
  ['Sunrise trip', 'ticket_sunrise', 'sunrise'],
].map(([title, payload, image]) => ({ reply: { content_type: 'text', title, payload }, image }));
const replies = REPLIES.map(({ reply }) => reply);
const question = { text: 'Which ticket do you need?' };

export default [
  template('button', 'a question with three buttons', { ...BUTTONS, ...look('plain') }),
  template('button-web_url', 'links and a postback side by side, one address without a scheme', {
    ...BUTTONS,
    buttons: [
      { type: 'web_url', url: 'https://example.com/shop', title: 'Open the shop' },
      { type: 'web_url', url: 'www.example.com/webcam', title: 'Webcam' },
      { type: 'url', url: 'https://example.com/fares', title: 'Fares' },
      { type: 'postback', title: 'Ask here', payload: 'ask_fares' },
    ],
    ...look('plain'),
  }),
  template('button-fullwidth', 'filled buttons, each as wide as the message', { ...BUTTONS, ...look('backgroundInverted', true) }),
  template('button-stacked', 'coloured text, one button a row', { ...BUTTONS, ...look('textInverted', false, true) }),
  template('button-no-text', 'buttons without a question', { buttons: BUTTONS.buttons, ...look('plain') }),
  template('button-formData-popup', 'a form that opens over the chat', formButton, { beside: { formData: { formLink: FORM, renderType: 'popup' } } }),
  template('button-formData-inline', 'a form that opens under its button', formButton, { beside: { formData: { formLink: FORM, renderType: 'inline' } } }),
  printed('inlineForm', 'a form and nothing else; no `template_type`', 'template', { formData: { formLink: FORM, renderType: 'inline' } }, {
    template: '(none, `formData`)',
  }),
  template('iframe', 'the older name of the same', { formData: { formLink: FORM, renderType: 'inline' } }),
  template('quick_replies', 'a question with replies over the composer', { ...question, quick_replies: replies, inline: false }),
  template('quick_replies-image', 'replies with pictures', {
    ...question,
    quick_replies: REPLIES.map(({ reply, image }) => ({ ...reply, image_url: picture(image) })),
    inline: false,
  }),
  template('quick_replies-inline', 'replies that stay in the transcript', { ...question, quick_replies: replies, inline: true }),
  template('quick_replies-stacked', 'replies one below the other', {
    ...question, quick_replies: replies, inline: false, stackedButtons: true, variation: 'plain',
  }),
  template('quick_replies-recorded', 'a payload that is an object, and a `renderMsg` of its own', {
    text: 'Window or aisle?',
    quick_replies: [
      { content_type: 'postback', title: 'Window', payload: 'SEAT_WINDOW', image_url: picture('lake'), renderMsg: 'A window seat, please' },
      { content_type: 'text', title: 'Aisle', payload: { seat: 'aisle' }, image_url: picture('train') },
    ],
  }),
  template('quick_replies_welcome', 'the greeting of the solutions plug-in', {
    text: 'Welcome to the Larchfell Railway. I sell tickets, know the timetable and watch the weather.',
    quick_replies: [
      { content_type: 'text', title: 'Next train', value: 'Next train', payload: 'next train' },
      { content_type: 'text', title: 'Fares', value: 'Fares', payload: 'show fares' },
      { content_type: 'text', title: 'Summit weather', value: 'Summit weather', payload: 'weather at the summit' },
    ],
  }),
  template('like_dislike', 'thumbs without a question', {}),
];
