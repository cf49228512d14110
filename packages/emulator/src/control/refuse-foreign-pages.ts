import type { MiddlewareHandler } from 'hono';

/** The control has no password, so no page but the emulator's own may ask for anything. Programs send no Origin. */
export const refuseForeignPages: MiddlewareHandler = async ({ req, json }, next) => {
  const origin = req.header('Origin');
  if (origin === undefined || origin === new URL(req.url).origin) return next();
  return json({ error: `A page of ${origin} may not control the emulator.` }, 403);
};
