// The gallery as tests and screenshots visit it: the window alone, one sample after the other.

/** Names of all samples, in the order of the gallery. */
export async function names(page) {
  return page.evaluate(() => [...document.querySelectorAll('#list a')].map(link => link.dataset.name));
}

/**
 * Opens the gallery and waits until it shows something.
 * @param {import('@playwright/test').Page} page
 * @param {string} base
 * @param {Record<string, string>} state as in the gallery's address
 */
export async function visit(page, base, state = {}) {
  // Where the samples lead there is nothing.
  await page.route(/^https:/, route => route.abort());
  await page.goto(`${base}/gallery.html?${new URLSearchParams(state)}`);
  await page.locator('#device[data-shown]').waitFor();
}

/** Shows a sample, and waits until it is drawn. */
export async function show(page, name) {
  await page.evaluate(async name => {
    const frame = () => new Promise(requestAnimationFrame);
    if (decodeURIComponent(location.hash.slice(1)) !== name) {
      const changed = new Promise(done => addEventListener('hashchange', done, { once: true }));
      location.hash = encodeURIComponent(name);
      await changed;
    }
    const device = document.querySelector('#device');
    while (device.dataset.shown !== name) await frame();
    const images = () => [...device.firstElementChild.shadowRoot.querySelectorAll('img')];
    const deadline = performance.now() + 3000;
    await frame();
    await frame();
    // Lazy pictures out of sight are not loaded.
    const isPending = image => !image.complete && image.getBoundingClientRect().bottom > 0;
    while (images().some(isPending) && performance.now() < deadline) await frame();
  }, name);
}
