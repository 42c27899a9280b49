// What the vendor's configuration becomes.

/** The vendor's defaults, as far as pages reach into them. */
export const chatConfig = {
  botOptions: {
    koreAPIUrl: 'https://platform.kore.ai/api/',
    JWTUrl: '',
    userIdentity: '',
    clientId: '',
    clientSecret: '',
    botInfo: { name: '', _id: '', customData: {}, metaTags: [] },
    webSocketConfig: { socketUrl: { queryParams: {} } },
    reWriteSocketURL: {},
    enableSecureRTM: true,
    enableAck: { delivery: false },
    openSocket: false,
    webhookConfig: { enable: false },
    API_KEY_CONFIG: {},
  },
  container: 'body',
  minimizeMode: true,
  multiPageApp: { enable: false },
  history: { enable: true, recent: { batchSize: 10 }, paginatedScroll: { enable: true, batchSize: 10 } },
  syncMessages: { onReconnect: { enable: false }, onNetworkResume: { enable: true } },
  pingPong: { interval: 30_000 },
  enableThemes: true,
  UI: { version: 'v3' },
  rtl: { enable: true },
  i18n: { defaultLanguage: 'en' },
};

/** The vendor's option, ours, and how the value changes. */
const MAPPED = [
  ['botOptions.koreAPIUrl', 'apiUrl', (url) => `${url}`.replace(/\/api(\/1\.1)?\/*$/, '')],
  ['botOptions.botInfo._id', 'botId'],
  ['botOptions.botInfo.name', 'botName'],
  ['botOptions.botInfo.customData', 'customData'],
  ['botOptions.botInfo.metaTags', 'metaTags'],
  ['botOptions.webSocketConfig.socketUrl.queryParams.ConnectionMode', 'connectionMode'],
  ['botOptions.webSocketConfig.socketUrl.queryParams', 'queryParameters', parameters],
  ['botOptions.enableAck.delivery', 'deliveryAck'],
  ['history.recent.batchSize', 'historyPageSize', (size) => Math.min(Math.max(Math.trunc(size), 1), 100)],
  ['pingPong.interval', 'pingInterval', (span) => Math.min(Math.max(Math.trunc(span), 1_000), 600_000)],
  ['multiPageApp.enable', 'persist', (enabled) => enabled === true],
  ['i18n.defaultLanguage', 'language'],
  ['minimizeMode', 'open', (minimized) => minimized === false],
  ['enableThemes', 'branding', (enabled) => enabled !== false],
  ['branding', 'branding'],
];
/** Options that the layer itself follows. */
const FOLLOWED = {
  container: 'the place of the element',
  JWTAsertion: 'getJwt',
  'botOptions.JWTUrl': 'getJwt',
  'botOptions.userIdentity': 'getJwt',
  'botOptions.clientId': 'getJwt',
  'botOptions.enableSecureRTM': 'always, where the platform asks for it',
  'botOptions.clientSecret': 'nothing: a page must not have it, and it is not sent',
};

/** What goes into the socket's address: the vendor leaves out what is empty, and we have an option for the mode. */
function parameters(given) {
  const kept = Object.entries(Object(given)).filter(([name, value]) => value && !['ConnectionMode', 'isReconnect', 'sid'].includes(name));
  return kept.length ? Object.fromEntries(kept.map(([name, value]) => [name, `${value}`])) : undefined;
}

const at = (object, path) => path.split('.').reduce((value, name) => value?.[name], object);
const isPlain = (value) => Object.getPrototypeOf(Object(value)) === Object.prototype;

/** A configuration over the defaults. */
export function merged(defaults, given) {
  if (!isPlain(defaults) || !isPlain(given)) return given === undefined ? defaults : given;
  const own = Object.keys(given).filter((name) => name !== '__proto__');
  return { ...defaults, ...Object.fromEntries(own.map((name) => [name, merged(defaults[name], given[name])])) };
}

/** Our options, and a table of what became of each of the vendor's that differs from its default. */
export function translated(config) {
  const options = {};
  const table = [];
  const done = new Set();
  for (const [path, name, change = (value) => value] of MAPPED) {
    const value = at(config, path);
    done.add(path);
    if (value === undefined || value === '') continue;
    const changed = change(value);
    if (changed === undefined) continue;
    options[name] = changed;
    if (value !== at(DEFAULTS, path)) table.push({ option: path, becomes: name });
  }
  for (const [path, becomes] of Object.entries(FOLLOWED)) {
    done.add(path);
    const value = at(config, path);
    if (value !== undefined && value !== at(DEFAULTS, path)) table.push({ option: path, becomes });
  }
  for (const path of differences(config, DEFAULTS, [])) {
    if (![...done].some((known) => path === known || path.startsWith(`${known}.`))) table.push({ option: path, becomes: '(no counterpart)' });
  }
  return { options, table };
}

function differences(value, defaults, path) {
  if (isPlain(value) && (isPlain(defaults) || defaults === undefined)) {
    return Object.keys(value).flatMap((name) => differences(value[name], defaults?.[name], [...path, name]));
  }
  return value === undefined || value === defaults ? [] : [path.join('.')];
}

// Pages change `chatConfig` itself.
const DEFAULTS = structuredClone(chatConfig);
