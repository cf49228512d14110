import type { Control } from './control/control.ts';

/** A Planning Center in this process, and on a port if you want. */
export interface Emulator {
  /**
   * Answers a request without a socket; can stand in for the platform's `fetch`. The host does not matter, so the
   * addresses of the API, of the upload server and of Church Center all work; links lead back to the host that was
   * asked. Unlike the platform's, it adds no User-Agent and follows no redirect.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /**
   * Puts it on a port, and makes the church.
   *
   * @param port - by default any free one
   * @throws Error with a `code` such as `EADDRINUSE` when the port cannot be had
   */
  listen(port?: number): Promise<Listening>;
  /**
   * Gives the port back, ending open connections at once. Webhooks that are on their way stop there; a later `listen`
   * goes on with them.
   */
  close(): Promise<void>;
  readonly control: Control;
  /** With {@link Emulator.secret}: a personal access token, and the client of OAuth. */
  readonly applicationId: string;
  readonly secret: string;
  /** For `Authorization: Bearer`. It does not expire. */
  readonly accessToken: string;
}

/** Where an emulator can be reached. */
export interface Listening {
  /** The API, such as `http://127.0.0.1:4726`. */
  readonly url: string;
  /** Where files are sent to. */
  readonly uploadUrl: string;
  readonly port: number;
}
