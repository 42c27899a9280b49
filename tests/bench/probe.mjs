// What is measured inside the page: installed before its first script, the same for every chat.

/** Runs in the page. `root` is the selector of the shadow host, or null for a chat in the light DOM. */
export function installProbe({ root, composer, message }) {
  const memories = new Set();
  const keep = instance => {
    for (const value of Object.values(instance?.exports ?? {})) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await original.apply(WebAssembly, given);
      keep(result.instance ?? result);
      return result;
    };
  }

  // The moment at which the first frame that holds a marker reaches the page, before anybody handles it.
  let marker = null;
  let markerSeen = null;
  const Socket = WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', event => {
        if (marker && typeof event.data === 'string' && event.data.includes(marker)) {
          markerSeen = performance.now();
          marker = null;
        }
      });
    }
  };

  const tasks = [];
  const observer = new PerformanceObserver(list => tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });

  let recording = false;
  let frames = [];
  const onFrame = time => {
    frames.push(time);
    if (recording) requestAnimationFrame(onFrame);
  };

  /** Resolves right after the next frame has been painted. */
  const nextPaint = () =>
    new Promise(fulfil =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          fulfil(performance.now());
        };
        port2.postMessage(null);
      }),
    );

  const scope = () => (root ? document.querySelector(root)?.shadowRoot : document);
  const visible = element => Boolean(element && element.getClientRects().length && getComputedStyle(element).visibility === 'visible');

  const probe = {
    nextPaint,
    scope,
    messages: () => [...(scope()?.querySelectorAll(message) ?? [])],
    composer: () => scope()?.querySelector(composer) ?? null,

    /** Whether a key press would reach the composer now. */
    composerUsable() {
      const element = probe.composer();
      if (!visible(element) || element.disabled || element.readOnly) return false;
      if (!element.matches(':focus')) element.focus();
      return element.matches(':focus');
    },

    composerHidden: () => !visible(probe.composer()),

    lastMessageHas: text => probe.messages().at(-1)?.textContent.includes(text) ?? false,

    /** The time, since the page's origin, of the first paint at which a condition holds. */
    async painted(condition, timeout = 120_000) {
      const give_up = performance.now() + timeout;
      for (;;) {
        const now = await nextPaint();
        if (condition()) return now;
        if (now > give_up) throw new Error(`not painted within ${timeout} ms: ${condition}`);
      }
    },

    waitForMarker(text) {
      marker = text;
      markerSeen = null;
    },
    markerTime: () => markerSeen,

    startRecording() {
      observer.takeRecords();
      tasks.length = 0;
      frames = [];
      recording = true;
      requestAnimationFrame(onFrame);
    },

    /** Longest task (0 when none took 50 ms) and longest time between two frames, in milliseconds. */
    stopRecording() {
      recording = false;
      tasks.push(...observer.takeRecords());
      let gap = 0;
      for (let i = 1; i < frames.length; i++) gap = Math.max(gap, frames[i] - frames[i - 1]);
      return { longestTask: probe.longestTask(), longestGap: gap, frames: frames.length };
    },

    longestTask() {
      tasks.push(...observer.takeRecords());
      return Math.max(0, ...tasks.map(task => task.duration));
    },

    /** Elements in the document, open shadow roots included. */
    elements() {
      let count = 0;
      const walk = node => {
        for (const element of node.querySelectorAll('*')) {
          count++;
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      walk(document);
      return count;
    },

    wasmBytes: () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),

    /** From the next key press to the end of the frame that paints it, in milliseconds. */
    nextKeyPress: () =>
      new Promise(fulfil =>
        addEventListener('keydown', async event => fulfil((await nextPaint()) - event.timeStamp), { once: true, capture: true }),
      ),

    /** Walks up until the first row is the oldest message, by its text. */
    async walkUp(oldest, timeout = 120_000) {
      const pattern = new RegExp(oldest);
      return probe.painted(() => {
        const first = probe.messages()[0];
        if (!first) return false;
        if (pattern.test(first.innerText)) return true;
        let scroller = first;
        while (scroller && !(getComputedStyle(scroller).overflowY !== 'visible' && scroller.scrollHeight > scroller.clientHeight + 1)) {
          scroller = scroller.parentElement ?? scroller.getRootNode().host;
        }
        // Nothing to scroll yet.
        if (!scroller) return false;
        // A chat that already is at its top hears of it only by a new scroll.
        if (scroller.scrollTop === 0) scroller.scrollTop = 1;
        scroller.scrollTop = 0;
        return false;
      }, timeout);
    },
  };
  window.__probe = probe;
}
