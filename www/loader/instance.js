// An instance of the wasm that does nothing more once it has failed: what it holds cannot be trusted from then on.

/**
 * Makes and starts an instance with the glue's `makeInstance`. `source` is the wasm's address, the answer to a request for
 * it, or compiled; `onFailure` is called once, after the instance's sockets were closed.
 */
export async function startInstance(makeInstance, source, onFailure) {
  const sockets = new Set();
  // Nobody else could close the sockets of an instance that failed.
  class Socket extends WebSocket {
    constructor(...address) {
      super(...address);
      sockets.add(this);
      this.addEventListener('close', () => sockets.delete(this));
    }
  }
  const failed = (error) => {
    for (const socket of sockets) socket.close();
    onFailure(error);
  };
  const glue = makeInstance((exports) => guarded(exports, failed), Socket);
  await glue.start({ module_or_path: source });
  return glue;
}

function guarded(exports, failed) {
  let alive = true;
  const guard = (call) => (...values) => {
    if (!alive) return;
    try {
      return call(...values);
    } catch (error) {
      // Not before what is on the stack has come to its end.
      if (alive) queueMicrotask(() => failed(error));
      alive = false;
      throw error;
    }
  };
  const parts = Object.entries(exports);
  return Object.fromEntries(parts.map(([name, part]) => [name, part.call ? guard(part) : part]));
}
