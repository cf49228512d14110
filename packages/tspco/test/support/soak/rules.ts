import type { FaultRule } from '@tspco/emulator';

/**
 * What goes wrong with about every third request. No rule asks for a method or a path, so what the n-th request to
 * arrive meets depends on the seed alone. The first rule that ends a request decides.
 */
export const SOAK_FAULTS: readonly FaultRule[] = [
  { fault: 'latency', milliseconds: 1, jitter: 10, probability: 0.3 },
  // Longer than the client waits.
  { fault: 'latency', milliseconds: 30_000, probability: 0.002 },
  { fault: 'slow', bytesPerSecond: 1, probability: 0.002 },
  { fault: 'slow', bytesPerSecond: 20_000, probability: 0.02 },
  { fault: 'reset', probability: 0.02 },
  { fault: 'reset', processed: true, probability: 0.02 },
  { fault: 'reset', when: 'headers', probability: 0.015 },
  { fault: 'reset', when: 'headers', processed: false, probability: 0.01 },
  { fault: 'reset', when: 'body', probability: 0.015 },
  { fault: 'reset', when: 'body', processed: false, probability: 0.01 },
  { fault: 'cut', probability: 0.015 },
  { fault: 'cut', bytes: 0, probability: 0.005 },
  { fault: 'cut', chunked: true, probability: 0.015 },
  { fault: 'error', probability: 0.01 },
  { fault: 'error', processed: true, probability: 0.015 },
  { fault: 'error', status: 502, probability: 0.01 },
  { fault: 'error', status: 502, processed: true, probability: 0.01 },
  { fault: 'error', status: 503, retryAfter: '0.3', probability: 0.01 },
  { fault: 'error', status: 504, processed: true, probability: 0.01 },
  { fault: 'rate-limit', retryAfter: 1, probability: 0.003 },
  { fault: 'rate-limit', retryAfter: '0.2', probability: 0.005 },
  { fault: 'rate-limit', retryAfter: 0, probability: 0.005 },
  { fault: 'rate-limit', retryAfter: '-1', probability: 0.003 },
  { fault: 'rate-limit', retryAfter: 'soon', probability: 0.003 },
  { fault: 'rate-limit', retryAfter: null, probability: 0.003 },
  { fault: 'rate-limit', retryAfter: { date: 1 }, probability: 0.003 },
  { fault: 'rate-limit', retryAfter: { date: -60 }, probability: 0.003 },
  { fault: 'firewall', probability: 0.01 },
  { fault: 'token', probability: 0.01 },
];
