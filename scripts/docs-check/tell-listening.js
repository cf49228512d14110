/** Loaded before a program that serves: makes a file when it listens. */
import { writeFileSync } from 'node:fs';
import { Server } from 'node:net';

const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  this.once('listening', () => writeFileSync(process.env.DOCS_LISTENING, ''));
  return listen.apply(this, args);
};
