// Inputs and ratings.
import { picture, template } from './frame.mjs';

const EXTRAS = [['Bicycle ticket', 'bicycle', 'Room for six a train'], ['Sledge', 'sledge'], ['Picnic basket', 'picnic']];
const extras = (described) => EXTRAS.map(([title, value, description]) => ({ title, value, ...(described && description && { description }) }));
const DONE = [{ title: 'Done', type: 'postback', payload: 'extras_done' }];

const STATIONS = [
  ['Millbrook', 'Valley', 'MIL'], ['Orchard Halt', 'On request', 'ORC'], ['Larch Meadow', 'Middle', 'LAR'],
  ['Fell Gate', 'Upper', 'FEL'], ['Chapel Bend', 'On request', 'CHA'], ['Summit House', 'Top', 'SUM'],
];

const guide = (title, value, image, description = 'Guide since 2012') => ({ title, description, value, image_url: picture(image) });

const CARDS = {
  heading: 'Which card shall we charge?',
  radioOptions: [
    ['Everyday card', '4539 **** **** 1120', 'Charge the everyday card', 'card_1120'],
    ['Travel card', '5425 **** **** 9903', 'Charge the travel card', 'card_9903'],
    ['Company card', '3742 **** **** 0044', 'Charge the company card', 'card_0044'],
    ['Gift card', 'LF-GIFT-2291', 'Use the gift card', 'gift_2291'],
    ['Pay at the counter', 'Cash or card', 'I pay at the counter', 'pay_counter'],
  ].map(([title, value, said, sent]) => ({ title, value, postback: { title: said, value: sent } })),
};

const DATE = {
  text: 'A day for your trip', title: 'Day of travel', text_message: 'On which day will you travel?', format: 'MM-DD-YYYY',
};

const rating = (view, text, data, sliderView = false) => ({
  text, view, sliderView, starArrays: [], messageTodisplay: 'Thank you, the crew will be glad to hear it.', ...data,
});
const STARS = { starArrays: [5, 4, 3, 2, 1].map((star) => ({ starId: star, value: star })), smileyArrays: [] };
const smileys = (...moods) => ({ smileyArrays: moods.map((mood, at) => ({ smileyId: at + 1, value: mood, reviewText: mood })) });
const MOODS = smileys('Very unhappy', 'Unhappy', 'Neither', 'Happy', 'Very happy');
const HUMEURS = smileys('Très mécontent', 'Mécontent', 'Ni l’un ni l’autre', 'Content', 'Très content');
const colour = (number) => (number < 7 ? '#DD3646' : number < 9 ? '#FB8460' : '#28A745');
const NUMBERS = { numbersArrays: Array.from({ length: 11 }, (_, number) => ({ numberId: number, value: `${number}`, color: colour(number) })) };
const THUMBS = {
  thumpsUpDownArrays: [
    { thumpUpId: 0, value: 'Extremely Unlikely', reviewText: 'Extremely Unlikely' },
    { thumpUpId: 1, value: 'Extremely Likely', reviewText: 'Extremely Likely' },
  ],
};

export default [
  template('dropdown_template', 'choose one from a list', {
    heading: 'Where do you get on? ',
    elements: STATIONS.map(([title, description, value]) => ({ title, description, value })),
  }),
  template('multi_select', 'tick several', { elements: extras(false), buttons: DONE }),
  template('multi_select-labels', 'with a heading, a name for all, and a description', {
    elements: extras(true), buttons: DONE, heading: 'What else do you need?', selectAllText: 'All of it',
  }),
  template('advanced_multi_select', 'several from one of many collections', {
    heading: 'Which guides would you like to hear from?',
    description: 'They all know the ridge',
    sliderView: false,
    showViewMore: true,
    limit: 1,
    elements: [
      { collectionTitle: 'Summer walks', collection: [guide('Anselm Roth', 'roth', 'lake'), guide('Bea Lindqvist', 'lindqvist', 'summit'), guide('Carlo Neri', 'neri', 'sunrise')] },
      { collectionTitle: 'Snow shoes', collection: [guide('Dorte Holm', 'holm', 'winter'), guide('Emil Vance', 'vance', 'winter'), guide('Freya Olsen', 'olsen', 'night')] },
      { collectionTitle: 'Photography', collection: [guide('Gita Rao', 'rao', 'sunrise'), guide('Hugo Blanc', 'blanc', 'lake')] },
      { collectionTitle: 'Children', collection: [guide('Ines Prat', 'prat', 'train'), guide('Jonas Keller', 'keller', 'lake')] },
      { collectionTitle: 'Railway history', collection: [guide('Klara Stein', 'stein', 'train', 'Drove the line for thirty years')] },
    ],
    buttons: [{ title: 'Done', type: 'postback', payload: 'guides_done' }],
  }),
  template('radioOptionTemplate', 'choose one, then confirm', CARDS),
  template('radioOptionTemplate-slider', 'the same in a sheet (`slideView`)', { ...CARDS, slideView: true, submitButtonText: 'Use this one' }),
  template('dateTemplate', 'a day, in the transcript', { ...DATE, view_type: 'inline' }),
  template('dateTemplate-slider', 'a day, in a sheet', { ...DATE, view_type: 'slider' }),
  template('daterange', 'from one day to another', {
    text: 'Days for your stay', view_type: 'inline', title: 'Your stay', text_message: 'From when to when will you stay?',
    startDate: '03-02-2026', endDate: '03-29-2026', format: 'MM-DD-YYYY', delimiter: '-',
  }),
  template('clockTemplate', 'a time of day, in Japanese', { text: 'テーブルの時刻', title: '何時にお席をご用意しますか' }),
  template('otpValidationTemplate', 'a one-time code', {
    title: 'Your code',
    sliderView: true,
    description: 'Enter the four digits that we sent you',
    mobileNumber: '+00******4471',
    piiReductionChar: '#',
    pinLength: 4,
    otpButtons: [{ title: 'Check', type: 'submit' }, { title: 'Send it again', type: 'resend', payload: 'code_again' }],
  }),
  template('resetPinTemplate', 'a new PIN, twice', {
    title: 'New PIN for your travel card',
    enterPinTitle: 'New PIN',
    reEnterPinTitle: 'The same once more',
    sliderView: true,
    warningMessage: 'The two are not the same',
    description: 'Four digits',
    mobileNumber: '+00******4471',
    piiReductionChar: '#',
    pinLength: 4,
    resetButtons: [{ title: 'Save the PIN' }],
  }),
  template('taskPickerTemplate', 'choose a task', {
    tasks: [
      ['Find a lost umbrella', 'ticket', 'I lost my umbrella', 'lost_property'],
      ['Move my booking', 'calendar', 'Move my booking', 'move_booking'],
      ['Reserve a table', 'clock', 'Reserve a table', 'reserve_table'],
      ['Plan a walk', 'place', 'Plan a walk', 'plan_walk'],
    ].map(([title, icon, said, value]) => ({ title, icon: picture(icon), postback: { title: said, value } })),
    heading: 'What can I do for you?',
  }),
  template('form_template', 'one field with its button', {
    heading: 'Log in to your travel card',
    formFields: [{ type: 'password', label: 'Password', placeholder: 'Your password', fieldButton: { title: 'Log in' } }],
  }),
  template('feedbackTemplate-star', 'five stars; the array counts down', rating('star', 'How was your trip?', STARS)),
  template('feedbackTemplate-star-slider', 'stars in a sheet', rating('star', 'How was your trip?', STARS, true)),
  template('feedbackTemplate-CSAT', 'five faces', rating('CSAT', 'How happy are you with the booking?', MOODS)),
  template('feedbackTemplate-emojis', 'their older name, in French', rating('emojis', 'Êtes-vous content de votre réservation ?', HUMEURS)),
  template('feedbackTemplate-NPS', 'nought to ten', rating('NPS', 'Would you send your friends up our mountain?', NUMBERS)),
  template('feedbackTemplate-ThumbsUpDown', 'two thumbs, the one that points down first', rating('ThumbsUpDown', 'Will you travel with us again?', THUMBS)),
];
