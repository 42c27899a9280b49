// How the benchmark meets this widget. A module with the same exports makes any other chat page measurable: see ../README.md.

export const name = 'rtm-chat';

/** Selector of the element whose shadow root holds the chat; null for a chat in the light DOM. */
export const root = 'rtm-chat';
/** Inside the root. */
export const launcher = '[part~="launcher"]';
export const composer = 'textarea[part~="composer"]';
export const message = '[part~="message"]';

/** The page's address, given the emulator's. */
export function url(emulatorUrl, { identity, open }) {
  const query = new URLSearchParams({ identity });
  if (open) query.set('open', '1');
  return `${emulatorUrl}/blank.html?${query}`;
}

/** Run in the page. */
export const open = () => document.querySelector('rtm-chat').open();
export const close = () => document.querySelector('rtm-chat').close();

/** Run in the page: puts a second, closed chat into the page, opens it, and takes it out again. */
export const mountOnce = async () => {
  const first = (window.__mounted ??= document.querySelector('rtm-chat'));
  const element = first.cloneNode(false);
  element.options = first.options;
  first.remove();
  document.body.append(element);
  element.open();
  await window.__probe.painted(() => {
    const composer = element.shadowRoot?.querySelector('textarea[part~="composer"]');
    return Boolean(composer && composer.getClientRects().length);
  });
  element.remove();
  await window.__probe.nextPaint();
};
