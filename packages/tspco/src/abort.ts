type Listener = (reason: unknown) => void;

const waitingOn = new WeakMap<
  AbortSignal,
  { readonly listeners: Set<Listener>; readonly stop: () => void }
>();

/**
 * Calls `listener` with the signal's reason when it aborts, until the returned function is called. However many calls
 * wait on one signal, it gets one event listener: runtimes warn of a leak when there are many.
 */
export function onAbort(signal: AbortSignal | undefined, listener: Listener): () => void {
  if (signal === undefined) return () => {};
  const { listeners, stop } = waitingOn.get(signal) ?? startWaiting(signal);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

function startWaiting(signal: AbortSignal) {
  const listeners = new Set<Listener>();
  const tellAll = (): void => {
    for (const listener of listeners) listener(signal.reason);
  };
  const stop = (): void => {
    signal.removeEventListener('abort', tellAll);
    waitingOn.delete(signal);
  };
  signal.addEventListener('abort', tellAll, { once: true });
  const waiting = { listeners, stop };
  waitingOn.set(signal, waiting);
  return waiting;
}
