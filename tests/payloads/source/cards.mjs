// Cards, list widgets and advanced lists.
import { picture, template } from './frame.mjs';

const line = (icon, title, extra = {}) => ({ icon: picture(icon), title, ...extra });
const postback = (title, payload, extra = {}) => ({ title, type: 'postback', payload, ...extra });

const CARDS = [
  {
    cardHeading: { title: 'Sunrise Express, 7 March', headerStyles: { 'background-color': '#FFF3E0', color: '#7A3E00', border: '1px solid #F0B878' } },
    cardDescription: [line('clock', 'Leaves at 05:20, back at 09:45'), line('place', 'Millbrook, platform 2'), line('person', 'Two adults, one child')],
    cardContentStyles: { border: '1px solid #F0B878;' },
    buttons: [postback('Show the tickets', 'tickets_0703', { buttonStyles: { 'background-color': '#1F6F5C', color: '#fff', border: '1px solid #1F6F5C' } })],
    type: 'action',
  },
  {
    cardHeading: { title: 'Lake round trip, 14 March', headerStyles: { 'background-color': '#27548A', color: '#FFFFFF', border: '1px solid #27548A' } },
    cardDescription: [line('clock', 'Leaves at 11:40'), line('place', 'Summit House'), line('ticket', 'Boat ride included')],
    cardContentStyles: { border: '1px solid #27548A' },
    type: 'postback',
    default_action: { title: 'Show the lake trip', payload: 'trip_1403' },
  },
  {
    cardHeading: { title: 'Three tables left', description: 'Summit House, Saturday evening', icon: picture('summit') },
    cardtype: 'list',
    cardDescription: [line('clock', 'Six o’clock, by the window'), line('clock', 'Half past seven, by the stove'), line('clock', 'Nine o’clock, on the terrace')],
    buttons: [postback('Reserve', 'table_reserve', { buttonStyles: { 'background-color': '#27548A', color: '#fff', border: '1px solid #27548A' } })],
    type: 'action',
  },
  {
    cardHeading: { title: 'Free cancellation', description: 'Until noon of the day before' },
    cardContentStyles: { 'border-left': '5px solid #1f6f5c' },
    type: 'postback',
    default_action: { title: 'How do I cancel?', payload: 'cancel_how' },
  },
];

const confirmed = { title: 'Confirmed', styles: { color: '#1B6E35', 'background-color': '#E3F4E7' } };
const MODERN = {
  cardHeading: { title: 'Trips ahead' },
  cardDescription: [
    {
      topSection: { title: 'Weekend at the Summit House', details: confirmed },
      middleSection: { title: '2 nights, 2 guests' },
      bottomSection: { title: 'Arrival', details: { title: '20 Mar 2026' } },
      actions: {
        type: 'slider',
        sliderTitle: 'Your weekend',
        sliderInfo: [{
          topSection: { title: 'Summit House', details: { title: 'Confirmed', styles: { color: '#1B6E35' } } },
          middleSection: { items: [{ icon: picture('place'), title: 'Room', value: 'Number 7, east' }, { title: 'Guests', value: '2' }] },
          bottomSection: { items: [{ title: 'Sum', value: '€ 318', icon: picture('ticket'), titleStyles: { 'font-weight': '600' } }] },
          moreInfo: [{
            title: 'What it is made of',
            items: [{ name: 'Room', description: '2 nights', value: '€ 270', nameStyles: { color: '#333333' } }, { name: 'Train', value: '€ 48' }],
          }],
        }],
      },
    },
    {
      topSection: { title: 'Choir outing', details: { title: 'On request', styles: { color: '#A14800' } } },
      middleSection: { title: '1 day, 24 guests' },
      bottomSection: { title: 'Departure', details: { title: '09 May 2026' } },
      actions: { type: 'postback', title: 'Choir outing', payload: 'trip_choir' },
    },
  ],
};

const image = (name) => ({ image_type: 'image', image_src: picture(name) });
const framed = (name) => ({ ...image(name), radius: 10, size: 'medium' });
const STORIES = [
  { image: image('check'), description: '€38.00 - Mar 1st - RETURN TICKET, PAID WITH CARD 4539******1120' },
  { image: image('check'), description: '€24.50 - Feb 21st - LAKE ROUND TRIP, PAID WITH CARD 4539******1120' },
];
const ask = { type: 'postback', payload: 'travel_card_open' };
const page = (title, path) => ({ type: 'url', title, url: `www.example.com/${path}`, image: { image_type: 'image', image_src: '' } });
const WIDGET = [
  {
    title: 'Travel card',
    subtitle: 'Valid until December',
    default_action: ask,
    buttonsLayout: { displayLimit: { count: '3' }, style: 'float' },
    buttons: [['Top up', 'top_up', 'ticket'], ['Lock', 'lock', 'clock'], ['Lend', 'lend', 'person'], ['Return', 'give_back', 'arrow']].map(([title, payload, icon]) => ({
      type: 'postback', title, payload: `card_${payload}`, utterance: '', image: image(icon),
    })),
  },
  {
    image: framed('train'),
    title: 'Last trips',
    subtitle: 'February and March',
    value: { layout: { align: 'center', colSize: '50%' }, type: 'text', text: '€62.50' },
    details: STORIES,
    default_action: ask,
  },
  {
    image: framed('lake'),
    title: 'Saved places',
    subtitle: 'Four of them',
    value: {
      layout: { align: 'top', colSize: '50%' },
      type: 'menu',
      menu: ['Millbrook', 'Larch Meadow', 'Fell Gate', 'Summit House'].map((title) => ({ type: 'postback', title, payload: `place_${title}`, image: image('place') })),
    },
    details: STORIES,
    default_action: ask,
    buttonsLayout: { displayLimit: { count: '6' }, style: 'fitToWidth' },
    buttons: [page('Map', 'map'), page('Webcam', 'webcam'), page('Weather', 'weather'), page('Paths', 'paths'), page('Huts', 'huts')],
  },
  {
    image: framed('summit'),
    title: 'Summit camera',
    subtitle: 'A minute old',
    value: { layout: { align: 'bottom', colSize: '75%' }, type: 'image', image: { ...image('sunrise'), type: 'postback', payload: 'camera_show' } },
    details: STORIES,
    default_action: ask,
  },
];

const choices = (type, ...labels) => labels.map((label, at) => ({ id: `${at + 1}`, type, label, value: `${at + 1}` }));
const CONFIRM = [
  { type: 'postback', btnType: 'confirm', title: 'Take these', payload: 'options_confirm' },
  { btnType: 'cancel', title: 'None', type: 'postback', payload: 'options_cancel' },
];
const accordion = (icon, sizes, isCollapsed) => ({ icon: picture(icon), isCollapsed, ...sizes, isAccordian: true });
const LIST = [
  {
    title: 'Timetable', description: 'Winter 2026', descriptionIcon: picture('calendar'), descriptionStyles: { 'font-size': '10px' },
    titleStyles: { 'font-size': '14px' }, elementStyles: {},
  },
  { title: 'Summit House', description: 'Open today', icon: picture('summit') },
  {
    title: 'Ticket office', description: 'Millbrook, platform 1', iconShape: 'circle-img', icon: picture('ticket'),
    headerOptions: [{ contenttype: 'button', title: 'Call', type: 'postback', payload: 'office_call', buttonStyles: { color: '#1f6f5c' } }],
  },
  {
    title: 'Your seats', description: 'Carriage 3',
    headerOptions: [{
      type: 'dropdown',
      dropdownOptions: [{ title: 'Change', type: 'postback', payload: 'seats_change' }, { title: 'Give back', type: 'postback', payload: 'seats_return' }],
    }],
  },
  {
    title: 'Sunrise Express', description: 'Everything about the early train',
    ...accordion('sunrise', { imageSize: 'small', iconShape: 'circle-img', view: 'default', iconSize: 'small' }, true),
    textInformation: [
      { title: 'Saturdays, 05:20 – 09:45', icon: picture('clock') },
      { title: 'Camera at the top', type: 'web_url', url: 'https://example.com/webcam', icon: picture('place') },
      { title: 'Breakfast included', icon: picture('check') },
    ],
    seeMoreAction: 'dropdown',
    buttonsLayout: { displayLimit: { count: '3' }, buttonAligment: 'fullwidth' },
    buttons: [
      { type: 'url', icon: picture('arrow'), title: 'Open the page', url: 'https://example.com/trips/sunrise' },
      ...['Book', 'Give as a present', 'Ask a guide', 'Remind me'].map((title, at) => ({ type: 'postback', icon: picture('arrow'), title, payload: `sunrise_${at}` })),
    ],
    headerOptions: [{ type: 'icon', icon: picture('arrow') }],
  },
  {
    title: 'Extras', description: 'Tick what you need ', ...accordion('ticket', { iconSize: 'small', imageSize: 'large' }, true), view: 'options',
    optionsData: choices('checkbox', 'Bicycle', 'Sledge'),
    buttons: CONFIRM,
    buttonAligment: 'right',
    headerOptions: [{ type: 'text', value: '€8', styles: { 'font-size': '10px' } }],
  },
  {
    title: 'Seat', description: 'Choose one', ...accordion('person', { iconSize: 'small', imageSize: 'medium', iconShape: 'circle-img' }, false), view: 'options',
    optionsData: choices('radio', 'Window', 'Aisle'),
    buttons: CONFIRM,
    headerOptions: [{ type: 'text', value: '€2', styles: { 'font-size': '10px' } }, { type: 'icon', icon: picture('arrow') }],
  },
  {
    title: 'Heights', description: 'Above the sea', ...accordion('place', { iconSize: 'small' }, false), view: 'table',
    headerOptions: [
      { contenttype: 'button', title: 'Measured', isStatus: true, buttonStyles: { border: '1px solid #1f6f5c' } },
      { type: 'icon', icon: picture('arrow') },
    ],
    type: 'column',
    tableListData: [{
      rowData: [
        { title: 'Millbrook', description: '612 m', icon: picture('lake') },
        { title: 'Orchard Halt', description: '845 m', icon: picture('train') },
        { title: 'Larch Meadow', description: '1,140 m', iconSize: 'small', icon: picture('place') },
        { title: 'Fell Gate', description: '1,690 m', icon: picture('sunrise') },
        { title: 'Chapel Bend', description: '1,985 m', iconSize: 'large', icon: picture('night') },
        { title: 'Summit House', description: '2,218 m', icon: picture('summit') },
      ],
    }],
  },
];
const advanced = (isSearchEnabled) => ({
  title: 'Plan your day', isSortEnabled: true, isSearchEnabled, isButtonAvailable: false, description: 'All at a glance', listViewType: 'default', listItems: LIST,
});

const report = (number, title, isCollapsed) => ({
  title: `Report ${number}`,
  description: title,
  icon: picture('ticket'),
  isCollapsed,
  imageSize: 'small',
  iconShape: 'circle-img',
  view: 'default',
  iconSize: 'small',
  isAccordian: true,
  titleStyles: { 'font-size': '16px' },
  borderAvailable: true,
  borderStyles: { Width: '6px', Height: '36px', Radius: '4px', Padding: '10px 0px 0px 0px', background: '#1f6f5c' },
  textInformation: [
    { title: 'Seen by the night crew' },
    { title: 'Open the report', type: 'url', url: `https://example.com/reports/${number}`, icon: picture('arrow') },
  ],
  buttonsLayout: { displayLimit: { count: '1' }, buttonAligment: '' },
  buttons: [{ type: 'url', title: 'Open', url: `https://example.com/reports/${number}`, buttonStyles: { background: '#27548A', color: '#FFFFFF' } }],
  headerOptions: [{ type: 'text', value: 'New', styles: { color: '#A14800' } }, { type: 'icon', icon: picture('arrow'), iconRotation: '180' }],
});

export default [
  template('cardTemplate', 'cards with rows and buttons; `cards` is an array', { cards: CARDS }),
  template('cardTemplate-modern', 'cards that open a sheet; `cards` is an object', { cardViewType: 'modern', cards: MODERN }),
  template('listWidget', 'rows with every kind of value', {
    title: 'Your travel card', description: 'Number LF-A-1107', headerOptions: { type: 'text', text: 'March' }, elements: WIDGET,
  }),
  template('advancedListTemplate', 'rows of every view', advanced(false)),
  template('advancedListTemplate-slider', 'three rows, the rest in a sheet', {
    ...advanced(true), seeMore: true, seeMoreAction: 'slider', listItemDisplayCount: 3, seeMoreTitle: 'Show all', previewModalTitle: 'Your whole day',
  }),
  template('advancedListTemplate-nav', 'tabs', {
    listViewType: 'nav',
    title: 'Events',
    description: 'By month',
    isSearchEnabled: true,
    navHeaders: [{ id: 'mar', title: 'March' }, { id: 'apr', title: 'April' }],
    listItems: [
      { navId: 'mar', title: 'Full moon train', description: '3 March', type: 'postback', payload: 'event_moon' },
      { navId: 'mar', title: 'Avalanche training', description: '21 March', iconText: 'AT', iconStyles: { background: '#E0F0EC' } },
      {
        navId: 'apr', title: 'Last day of snow', description: '12 April', isAccordian: true, isCollapsed: true, view: 'default',
        textInformation: [{ title: 'Music at the Summit House', icon: picture('check'), iconAlignment: 'right' }],
        headerOptions: [{ type: 'icon', icon: picture('arrow'), iconRotation: '180' }],
      },
    ],
  }),
  template('advancedMultiListTemplate', 'groups of rows, the rest in a window', {
    seeMore: true,
    seeMoreAction: 'modal',
    seeMoreTitle: 'All reports',
    listItemDisplayCount: 1,
    listViewType: 'normal',
    seeMoreIcon: picture('arrow'),
    listItems: [
      { title: 'New reports', subListItems: [report(311, 'Snow on the points', false), report(312, 'A door that sticks', true)] },
      { title: 'Waiting for parts', subListItems: [report(298, 'Heating in carriage 4', true)] },
    ],
  }),
];
