// How a host page gives the chat its token: the site's own server asks the platform for one.
//
// For trying things out, the page's address may say ?identity=…&theme=dark&dir=rtl&lang=ar&open=1&jwt=1.

const chat = document.querySelector('rtm-chat');
const query = new URLSearchParams(location.search);
const identity = query.get('identity') ?? 'guest';

async function ask(path, signal) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identity }),
    signal,
  });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return response.json();
}

const token = query.has('jwt')
  ? { getJwt: ({ signal }) => ask('/site/jwt', signal) }
  : { getAccessToken: ({ signal }) => ask('/site/token', signal) };

const given = {
  theme: query.get('theme'),
  direction: query.get('dir'),
  language: query.get('lang'),
  title: query.get('title'),
  open: query.has('open') && query.get('open') !== '0',
};

chat.options = { apiUrl: location.origin, ...token, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)) };

for (const button of document.querySelectorAll('[data-ask]')) {
  button.addEventListener('click', () => {
    chat.open();
    chat.send(button.dataset.ask);
  });
}
