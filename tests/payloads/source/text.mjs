// Text, errors, media, live agent and control messages.
import { picture, printed, template, text } from './frame.mjs';

const AGENT = { id: 'u-agent-31', firstName: 'Maren', lastName: 'Dahl', type: 'AGENT' };

const MARKUP = [
  '#h3Your day on the mountain',
  'The *08:40 train* is _on time_, the chair lift ~opens at nine~.',
  '* Platform 2, Millbrook',
  '* Seats 14 and 15',
  '>>Bring something warm',
  '>>*gloves, even in June',
  '---',
  'See the [timetable](https://example.com/timetable) or https://example.com/map?from=millbrook&to=summit_house today.',
  `![The summit in the morning](${picture('summit')})`,
  '```BOOKING LF-20734```',
  '',
  'Have a good trip :train:',
].join('\n');

const HTML =
  'Your ticket is <b>valid today</b>, details <a href="https://example.com/tickets">are here</a>.<br/>Platform <i>two</i>, please. ' +
  '<script>document.title = "owned"</script><img src=nothing onerror=alert("ticket")> &lt;return trip&gt;';

export default [
  text('text', 'a sentence', 'Good morning! The first train to the summit leaves at 08:40.'),
  text('text-markdown', 'every mark of Kore markdown', MARKUP),
  text('text-html', 'the tags that bots use, tags that must stay text, escaped characters', HTML),
  text('text-rtl', 'Arabic, with `botLanguage`', 'صباح الخير! القطار التالي إلى القمة يغادر عند الساعة التاسعة.', { botLanguage: 'ar' }),
  text('text-envelope-extras', 'every optional key of the envelope', 'The summit station reports sun and four degrees.', {
    timestamp: 1772438760000,
    key: 'k-31c9ae',
    sessionId: 'lf-session-7',
    botLanguage: 'en',
    enableLiveChatMetaData: true,
    agent_MessageId: 'am-4107',
  }),
  { file: 'text-no-component', shows: 'nothing but `cInfo.body`', template: '(text)', body: 'The ticket office opens at half past seven.' },
  text('text-streaming-1', 'first chunk of a stream (`sM`); the chunks share a `messageId`', 'You can bring your dog: ', { sM: true }),
  text('text-streaming-2', 'a chunk in the middle', '*small dogs* travel free, large ones', { sM: true }),
  text('text-streaming-3-end', 'the last chunk (`endChunk`)', ' need a child ticket.', { sM: true, endChunk: true }),
  printed('text-video', 'text with a video', 'message', { text: 'The ride in forty seconds 🚞', videoUrl: 'https://example.com/media/ride.mp4' }),
  printed('text-audio', 'text with a recording, in German', 'message', { text: 'Das ist die Glocke der Gipfelkapelle', audioUrl: 'https://example.com/media/bell.mp3' }),
  printed('error', 'an error in its own colour', 'error', { color: '#B3261E', text: 'The booking system does not answer. Please try again in a minute.' }),
  template('SYSTEM', 'a notice between the messages', { text: 'Maren from the ticket office is here now' }),
  template('live_agent', 'an agent speaks', { text: 'Hello, you are through to the ticket office.' }),
  template('live_agent-author', 'an agent with a name, and read receipts', { text: 'I am *Maren*. Which booking is it about?' }, {
    envelope: { author: AGENT, enableLiveChatMetaData: true, agent_MessageId: 'am-5220' },
  }),
  template('wait_for_response', 'keep the typing dots, show nothing', {}),
  printed('attachment-image', 'a picture', 'image', { url: picture('train') }),
  printed('attachment-audio', 'a recording', 'audio', { url: 'https://example.com/media/announcement.mp3' }),
  printed('attachment-video', 'a video', 'video', { url: 'https://example.com/media/snow-plough.mp4' }),
  printed('attachment-link', 'a file to load', 'link', { url: 'https://example.com/files/timetable-2026.pdf', name: 'timetable-2026.pdf', download: true }),
  template('custom_weather_template', 'a template nobody knows, without text', { temparature: '4 °C' }),
];
