import { createServer } from 'node:http';

/** Sends the bytes that the parent process gives for each path, and does nothing else. */
const bodies = await new Promise((resolve) => process.once('message', resolve));
const answers = new Map(Object.entries(bodies).map(([path, text]) => [path, Buffer.from(text)]));
const server = createServer((request, response) => {
  const body = answers.get(request.url);
  response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/vnd.api+json; charset=utf-8' });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
