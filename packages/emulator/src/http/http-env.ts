import type { HttpBindings } from '@hono/node-server';
import type { Meddling } from '../faults/meddle.ts';
import type { OpenRequest } from '../request-log/request-log.ts';

/** What middleware knows of a request, and tells the next. */
export interface HttpEnv {
  /** What Node.js knows of it, when it came through a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    logged: OpenRequest;
    /** Resolves when the log has the body that it keeps. */
    bodyKept: Promise<void>;
    meddling: Meddling;
  };
}
