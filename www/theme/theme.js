// The theme page: every property that the chat's own style sheets read, to change; and what to write for it.

const byId = (id) => document.getElementById(id);
const chat = document.querySelector('rtm-chat');
const [theme, properties, css, branding, warnings, copied] = ['theme', 'properties', 'css', 'branding', 'warnings', 'copied'].map(byId);

/** Properties that scale something, and the ends of their scales. */
const SCALES = { density: [0.5, 1.6], roundness: [0, 2] };
const COLOR = /accent|surface|text|border|danger|warning|success|focus|chart/;
/** Of no use on this page, where the chat stands in its place. */
const ELSEWHERE = /^(width|height|offset-\w+|launcher-.*|z-index)$/;

/** What the page has changed, by name. */
const changed = new Map();
/** Colours as numbers. */
const pixel = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });

function make(name, fields, ...children) {
  const element = Object.assign(document.createElement(name), fields);
  element.append(...children);
  return element;
}

/** Every public property with the default that it has first. */
function publicProperties() {
  const found = new Map();
  const visit = (rules) => {
    for (const rule of rules) {
      if (rule.cssRules?.length) visit(rule.cssRules);
      for (const [, name] of rule.cssText.matchAll(/var\(--rtm-([\w-]+)/g)) {
        const [, value] = new RegExp(`var\\(--rtm-${name},\\s*((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*)\\)`).exec(rule.cssText) ?? [, ''];
        if (!found.has(name)) found.set(name, value);
      }
    }
  };
  for (const sheet of chat.shadowRoot.adoptedStyleSheets) visit(sheet.cssRules);
  return [...found].filter(([name]) => !ELSEWHERE.test(name));
}

/** The colour that a property has now, as `#rrggbb`: its own, that of the theme, or what it falls back to. */
function hex(name, value) {
  const probe = make('span', {});
  chat.shadowRoot.querySelector('[part~="window"]').append(probe);
  probe.style.color = `var(--rtm-${name}, var(--${name}, ${value || 'inherit'}))`;
  pixel.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  pixel.fillRect(0, 0, 1, 1);
  return `#${[...pixel.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function input(name, value) {
  const id = `property-${name}`;
  if (SCALES[name]) {
    const [min, max] = SCALES[name];
    return make('input', { id, type: 'range', min, max, step: 0.1, value: changed.get(name) ?? 1 });
  }
  if (COLOR.test(name) && !/shadow/.test(name)) return make('input', { id, type: 'color', value: changed.get(name) ?? hex(name, value) });
  return make('input', { id, placeholder: value, value: changed.get(name) ?? '' });
}

function showProperties() {
  const groups = new Map([['Scales', []], ['Colours', []], ['Charts', []], ['Shapes and fonts', []]]);
  for (const [name, value] of publicProperties()) {
    const field = input(name, value);
    const row = make('p', { className: 'property' }, make('label', { htmlFor: field.id, textContent: name }), field);
    row.toggleAttribute('data-changed', changed.has(name));
    field.addEventListener('input', () => {
      change(name, field.value);
      row.toggleAttribute('data-changed', changed.has(name));
    });
    const group = SCALES[name] ? 'Scales' : /chart/.test(name) ? 'Charts' : field.type === 'color' ? 'Colours' : 'Shapes and fonts';
    groups.get(group).push(row);
  }
  properties.replaceChildren(...[...groups].flatMap(([name, rows]) => [make('h3', { textContent: name }), ...rows]));
}

function change(name, value) {
  if (value) changed.set(name, value);
  else changed.delete(name);
  chat.style.setProperty(`--rtm-${name}`, value);
  write();
}

function write() {
  copied.textContent = '';
  const lines = [...changed].map(([name, value]) => `  --rtm-${name}: ${value};\n`);
  css.value = lines.length ? `rtm-chat {\n${lines.join('')}}\n` : '';
}

/** The theme and the branding are read when a chat begins. */
async function begin() {
  let json;
  warnings.replaceChildren();
  try {
    json = branding.value.trim() ? JSON.parse(branding.value) : undefined;
  } catch (error) {
    warnings.append(make('li', { textContent: `This is no JSON: ${error.message}` }));
  }
  chat.remove();
  // The element ends its chat in a task of its own.
  await new Promise((done) => setTimeout(done));
  chat.options = { ...chat.options, open: true, theme: theme.value, branding: json };
  byId('place').append(chat);
}

chat.addEventListener('rtm-open', showProperties);
chat.addEventListener('rtm-warning', ({ detail }) => warnings.append(make('li', { textContent: detail.message })));
theme.addEventListener('change', begin);
branding.addEventListener('change', begin);
byId('controls').addEventListener('submit', (event) => event.preventDefault());
byId('reset').addEventListener('click', () => {
  for (const name of changed.keys()) change(name, '');
  showProperties();
});
byId('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(css.value);
    copied.textContent = 'Copied.';
  } catch {
    css.select();
    copied.textContent = 'The browser does not let this page copy: it is selected.';
  }
});
write();
await begin();
