// Tables and charts.
import { picture, template } from './frame.mjs';

const COLUMNS = [['No', 'center'], ['Train'], ['To'], ['Seats', 'right']];
const ROWS = [
  ['1', '08:40', 'Summit House', 64],
  ['2', '09:25', 'Fell Gate', 12],
  ['3', '10:10', 'Summit House', 0],
  ['4', '11:40', 'Larch Meadow', 88],
  ['5', '13:10', 'Summit House', 41],
  ['6', '14:40', 'Fell Gate', 1250],
  ['7', '16:10', 'Summit House', 7],
];
const HINT = 'These are the trains of today';
const table = (table_design, count) => ({
  text: 'Trains today', columns: COLUMNS, table_design, speech_hint: HINT, elements: ROWS.slice(0, count).map((Values) => ({ Values })),
});

const MINI = {
  text: 'Your travel cards',
  speech_hint: 'These are your travel cards',
  elements: [
    { primary: [['Adults'], ['12 trips', 'right']], additional: [['LF-A-1107', '5'], ['LF-A-1108', '4'], ['LF-A-1109', '3']] },
    { primary: [['Children'], ['7 trips', 'right']], additional: [['LF-C-0301', '6'], ['LF-C-0302', '1']] },
  ],
};

const CHART = {
  X_axis: ['02-Feb-2026', '09-Feb-2026', '16-Feb-2026', '23-Feb-2026'],
  elements: [
    { title: 'Up', values: [120, 95, 210, 180], displayValues: ['120 guests', '95 guests', '210 guests', '180 guests'] },
    { title: 'Down', values: [80, 90, 160, 175], displayValues: ['80 guests', '90 guests', '160 guests', '175 guests'] },
  ],
  speech_hint: 'In the third week 210 guests went up',
};
const bars = (direction, stacked) => ({
  text: 'Guests by week', direction, auto_adjust_X_axis: 'no', stacked, X_axis: CHART.X_axis, Auto_adjust_X_axis: 'yes',
  elements: CHART.elements, speech_hint: CHART.speech_hint,
});
const pie = (pie_type) => ({
  text: 'Where the fare goes',
  pie_type,
  elements: [
    { title: 'Track and tunnels', value: '412.0', displayValue: '€ 412,000' },
    { title: 'Staff', value: '365.50', displayValue: '€ 365,500' },
    { title: 'Power', value: '98.25', displayValue: '€ 98,250' },
  ],
  speech_hint: 'Most of the fare keeps track and tunnels in order.',
});

const row = (image, title, rowColor, value, action, bgcolor) => ({
  title: { image: { image_type: 'image', image_src: picture(image), radius: 10, size: 'medium' }, ...title, rowColor },
  value,
  default_action: { type: 'url', ...action, utterance: '' },
  ...(bgcolor && { bgcolor }),
});
const price = (text, color) => ({ type: 'text', text, layout: { align: 'center', color, colSize: '25%' } });

export default [
  template('table', 'three rows; numbers and texts mixed, one of them zero', table('regular', 3)),
  template('table-responsive', 'rows that unfold', table('responsive', 3)),
  template('table-more-rows', 'seven rows, the rest behind a button', table('regular', 7)),
  template('custom_table', 'cells with links and with buttons', {
    text: 'Trains today',
    columns: COLUMNS,
    table_design: 'regular',
    speech_hint: HINT,
    elements: ROWS.slice(0, 6).map(([number, time, to, seats]) => ({
      Values: [
        [number, 'text'],
        [time, 'text'],
        [to, 'button', { type: 'web_url', title: 'Station', url: 'https://example.com/stops' }],
        [seats, 'button', { type: 'postback', title: `Book the ${time}`, payload: `book_${time.replace(':', '')}` }],
      ],
    })),
  }),
  template('mini_table', 'small tables side by side', { layout: 'horizontal', ...MINI }),
  template('mini_table-vertical', 'the same, one below the other', MINI),
  template('tableList', 'coloured rows with a value', {
    title: 'Rooms and huts',
    description: 'All of them on the line',
    headerOptions: { type: 'text', text: 'March' },
    elements: [{
      sectionHeader: 'Above the trees',
      sectionHeaderDesc: 'Breakfast is included',
      rowItems: [
        row('summit', { type: 'url', url: { link: 'https://example.com/rooms/summit', title: 'Summit House', subtitle: 'Eleven rooms' } }, 'navy',
          { type: 'url', url: { link: 'https://example.com/rooms/summit/prices', title: 'prices' }, layout: { align: 'top', color: 'navy', colSize: '25%' } },
          { url: 'https://example.com/rooms/summit', payload: 'rooms_summit', title: 'Summit House' }, '#CFE3F5'),
        row('sunrise', { type: 'text', text: { title: 'Fell Gate Hut', subtitle: 'Bunks for twenty' } }, '#5A2E0C', price('€ 34', 'black'),
          { url: 'https://example.com/rooms/fell-gate' }, '#F7D9BF'),
        row('train', { type: 'text', text: { title: 'Sleeping carriage', subtitle: 'On a siding at Larch Meadow' } }, '#7A1E16', price('€ 58', 'black'),
          { url: 'https://example.com/rooms/carriage' }),
        row('lake', { type: 'url', url: { link: 'https://example.com/rooms/boat', title: 'Boat house', subtitle: 'For two, from May' } }, '#0B4F66', price('€ 92', '#0B4F66'),
          { url: 'https://example.com/rooms/boat' }),
      ],
    }],
  }),
  template('barchart', 'bars side by side', bars('vertical', false)),
  template('barchart-stacked', 'bars on top of one another', bars('vertical', true)),
  template('barchart-horizontal', 'lying bars', bars('horizontal', false)),
  template('barchart-horizontal-stacked', 'lying bars, joined', bars('horizontal', true)),
  template('linechart', 'two lines', {
    text: 'Guests by week', X_axis: CHART.X_axis, speech_hint: CHART.speech_hint, headers: ['Week', 'Up', 'Down'], Auto_adjust_X_axis: 'yes',
    elements: CHART.elements,
  }),
  template('piechart', 'a pie; the values are numbers in text', pie('regular')),
  template('piechart-donut', 'a ring', pie('donut')),
  template('piechart-donut_legend', 'a ring with a legend', pie('donut_legend')),
];
