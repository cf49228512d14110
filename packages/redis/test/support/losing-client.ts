import { createClient } from '@redis/client';

/** A client of node-redis whose connections can break after a script has run, before its answer is there. */
export function clientThatLosesAnswers(url: string) {
  let loses = false;
  let lost = 0;
  const client = {
    options: {},
    duplicate(settings: object) {
      const connection = createClient({ ...settings, url });
      const send = connection.sendCommand.bind(connection);
      return Object.assign(connection, {
        async sendCommand(words: string[]) {
          const reply = await send(words);
          if (!loses || !words[0]?.startsWith('EVAL')) return reply;
          loses = false;
          lost++;
          connection.destroy();
          throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
        },
      });
    },
  };
  return { client, loseNextAnswer: () => void (loses = true), lost: () => lost };
}
