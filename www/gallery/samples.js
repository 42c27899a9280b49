// The samples, as the build gives them, and what a text in the editor stands for.

/** A chunk of a stream means nothing without those before it. */
const CHUNK = /^(.*-streaming)-(\d+)/;

/**
 * Groups of samples `{name, shows, text}`, and the languages' texts by tag. `text` is the JSON to show.
 */
export async function loadSamples() {
  const answer = await fetch(new URL('../gallery.json', import.meta.url));
  if (!answer.ok) throw new Error(`gallery.json: ${answer.status}`);
  const { groups, languages } = await answer.json();
  const all = groups.flatMap(({ samples }) => samples);
  for (const sample of all) sample.text = JSON.stringify(withEarlierChunks(sample, all), null, 2);
  return { groups, languages };
}

function withEarlierChunks({ name, content }, all) {
  const [, stream, number] = CHUNK.exec(name) ?? [];
  if (!stream || number === '1') return content;
  const isEarlier = (other) => {
    const [, its, at] = CHUNK.exec(other.name) ?? [];
    return its === stream && Number(at) <= Number(number);
  };
  return all.filter(isEarlier).map((sample) => sample.content);
}

/** `{frames}` to receive, as texts, and a `page` of history where the JSON is one. */
export function read(text) {
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // The decoder says what is wrong.
    return { frames: [text] };
  }
  if (Array.isArray(json?.messages)) return { frames: [], page: text };
  // Alone, the text goes as it is: numbers keep their digits.
  if (!Array.isArray(json)) return { frames: [isBare(json) ? JSON.stringify(framed(json)) : text] };
  return { frames: json.map((frame) => JSON.stringify(isBare(frame) ? framed(frame) : frame)) };
}

/** Whether it is a component or a payload without a frame around it. */
function isBare(json) {
  return json !== null && typeof json === 'object' && !('message' in json) && ('template_type' in json || 'payload' in json);
}

function framed(json) {
  const component = 'template_type' in json ? { type: 'template', payload: json } : json;
  const now = new Date();
  return {
    type: 'bot_response',
    from: 'bot',
    message: [{ type: 'text', component: { type: 'template', payload: component }, cInfo: { body: '' } }],
    messageId: `ms-gallery-${now.getTime()}`,
    createdOn: now.toISOString(),
  };
}
