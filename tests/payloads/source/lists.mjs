// Lists, carousels, articles and check lists.
import { picture, template } from './frame.mjs';

const link = (path) => ({
  type: 'web_url', url: `https://example.com/${path}`, messenger_extensions: true, webview_height_ratio: 'tall', fallback_url: `https://example.com/m/${path}`,
});
const STOPS = [
  ['Millbrook', 'Valley station, 612 m', 'stops/millbrook', 'lake'],
  ['Larch Meadow', 'Playground and farm, 1,140 m', 'stops/larch-meadow', 'train'],
  ['Fell Gate', 'Start of the ridge path, 1,690 m', 'stops/fell-gate', 'sunrise'],
  ['Summit House', 'Restaurant and rooms, 2,218 m', 'stops/summit-house', 'summit'],
];

const trip = (title, subtitle, value, image, action) => ({ title, ...(image && { image_url: picture(image) }), subtitle, value, default_action: action });
const ask = (title) => ({ title, type: 'postback' });
const TRIPS = [
  trip('Day pass', 'Not used yet', 'Open', undefined, ask('Show the day pass')),
  trip('Millbrook – Summit', 'Sunday 1 March', '€38.00', 'summit', ask('Trip of 1 March')),
  trip('Lake round trip', 'Saturday 21 February', '€24.50', 'lake', ask('Trip of 21 February')),
  trip('Night train', 'Friday 13 February', '€52.00', 'night', ask('Trip of 13 February')),
  trip('Sledge and ride', 'Sunday 8 February', '€31.00', 'winter', ask('Trip of 8 February')),
];

const card = (title, image, subtitle, item) => ({
  title,
  image_url: picture(image),
  subtitle,
  default_action: { type: 'web_url', url: `https://example.com/trips/${item}` },
  buttons: [
    { type: 'postback', title: 'Book', payload: `book_${item}` },
    { type: 'postback', title: 'Tell me more', payload: `about_${item}` },
  ],
});

const order = (number, what, total) => ({
  topSection: { title: `Booking LF-${number}` },
  middleSection: { description: what },
  bottomSection: { title: 'Paid', description: total },
  buttons: [{ type: 'postback', title: 'Show booking', payload: `booking_${number}` }],
});

const ARTICLE = [
  'Dogs, bicycles and prams travel on every train but the Sunrise Express.',
  '- Small dogs on your lap travel free.',
  '- Bicycles need a ticket of their own; there is room for six.',
  '- Prams fold, please, from Fell Gate on.',
].join('\n');
const article = (title, day, path) => ({
  title,
  description: ARTICLE,
  icon: picture('ticket'),
  button: { title: 'Read it on our site', type: 'url', url: `https://example.com/help/${path}` },
  createdOn: `Created: ${day} 2025`,
  updatedOn: 'Updated: February 3rd 2026',
});

const step = (title, done, action) => ({
  title,
  rightContent: { icon: picture('arrow'), default_action: action },
  values: [
    { title: 'State: ', icon: picture(done ? 'check' : 'clock'), value: done ? 'Done' : 'Open' },
    { title: done ? 'Done on ' : 'Due on ', icon: '', value: done ? 'February 20 2026' : 'March 6 2026' },
  ],
  default_action: action,
});
const checkList = (id, title, taskProgress, counts, extra = {}) => ({
  title,
  taskProgress,
  ...extra,
  subInformation: ['Steps:', 'Done:', 'Open:'].map((label, at) => ({ title: label, value: counts[at] })),
  default_action: { payload: `checklist_${id}`, title: `${title} `, type: 'postback' },
  subElements: [
    step('Passenger names', true, { payload: `names_${id}`, title: 'Names ', type: 'postback' }),
    step('Payment', true, { payload: `payment_${id}`, title: 'Payment ', type: 'postback' }),
    step('Luggage form', false, { url: 'https://example.com/luggage', title: 'Luggage ', type: 'url' }),
  ],
  id,
});
const CHECK_LISTS = [
  checkList(0, 'School trip, class 4b', '70%', ['10', '7', '3']),
  checkList(1, 'Wedding at the Summit House', '89%', ['9', '8', '1'], {
    elementStyles: { border: '1px solid #1F6F5C', 'box-shadow': '-5px 0px 0px #1F6F5C' },
    progressStyles: { fillColor: '#1f6f5c', background: '#bfe0d7', textcolor: '1f6f5c' },
  }),
  checkList(2, 'Choir outing', '25%', ['8', '2', '6']),
  checkList(3, 'Ski club', '50%', ['6', '3', '3']),
  checkList(4, 'Photo course', '100%', ['5', '5', '0']),
];
const checkLists = { title: 'Your groups', displayLimit: 3, showMore: true };

export default [
  template('carousel', 'cards side by side', {
    elements: [
      card('Sunrise Express', 'sunrise', 'Breakfast above the clouds', 'sunrise'),
      card('Lake round trip', 'lake', 'Train down, boat back', 'lake'),
      card('Winter railway', 'winter', 'Sledges ride along', 'winter'),
      card('Night train', 'night', 'Stars, blankets, soup', 'night'),
    ],
  }),
  template('carousel-stacked', 'cards on top of one another', {
    carousel_type: 'stacked',
    elements: [
      order(20731, 'Two adults to the summit and back', '€76.00'),
      order(20732, 'Family ticket, lake round trip', '€61.00'),
      order(20733, 'Four seats on the Sunrise Express', '€208.00'),
      order(20734, 'One day pass with a bicycle', '€46.00'),
      order(20735, 'Group of twelve to Fell Gate', '€264.00'),
    ],
  }),
  template('list', 'three elements with links', {
    elements: STOPS.slice(0, 3).map(([title, subtitle, path, image]) => ({
      title, image_url: picture(image), subtitle, default_action: link(path),
    })),
    buttons: [{ title: 'All stations', type: 'postback', payload: 'stations_all' }],
  }),
  template('list-see-more-slider', 'four elements, the rest in a sheet; `AlwaysShowGlobalButtons` beside the payload', {
    elements: STOPS.map(([title, subtitle]) => ({
      title, subtitle, default_action: { type: 'postback', title, payload: `station_${title.split(' ')[0].toLowerCase()}` },
    })),
    buttons: [{ title: 'All stations', type: 'web_url', url: 'https://example.com/stops' }],
    text: 'The line has four stations',
  }, { beside: { AlwaysShowGlobalButtons: false } }),
  template('listView', 'rows with a value, the rest in a sheet with tabs', {
    seeMore: true,
    moreCount: 4,
    text: 'These are your last trips',
    heading: 'Your trips',
    buttons: [{ title: 'More trips', type: 'postback', payload: 'trips_more' }],
    elements: TRIPS,
    moreData: { Summer: TRIPS.slice(1, 4), Winter: TRIPS.slice(3) },
  }),
  template('listView-plain', 'rows that ask, open a page, and send a payload beside a title', {
    text: 'These are your last trips',
    heading: 'Your trips',
    elements: [
      TRIPS[0],
      { ...TRIPS[1], default_action: { type: 'url', url: 'https://example.com/trips/1', title: 'Trip of 1 March' } },
      { ...TRIPS[2], default_action: { type: 'postback', title: 'Trip of 21 February', payload: 'trip_2602' } },
    ],
  }),
  template('articleTemplate', 'articles that open', {
    elements: [
      article('What may come along', 'May 12th', 'luggage'),
      article('When a train is late', 'June 2nd', 'delays'),
      article('Tickets for groups', 'June 18th', 'groups'),
      article('Wheelchairs on the line', 'July 7th', 'access'),
    ],
    showmore: true,
    seeMoreTitle: 'More articles',
    displayLimit: 3,
    seemoreAction: 'slider',
  }),
  template('checkListTemplate', 'two check lists with their progress', { ...checkLists, elements: CHECK_LISTS.slice(0, 2) }),
  template('checkListTemplate-more', 'five of them, three shown', { ...checkLists, elements: CHECK_LISTS, heading: 'All groups' }),
];
