/** The exit codes, which scripts may rely on. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  incomplete: 3,
  authentication: 4,
  notFound: 5,
  temporary: 6,
  interrupted: 130,
} as const;

/** What each of them means, for help and documentation. */
export const EXIT_MEANINGS: readonly (readonly [number, string])[] = [
  [EXIT.ok, 'done, and complete'],
  [EXIT.failed, 'it did not work: the server refused it, a file could not be written, or you said no'],
  [EXIT.usage, 'the command makes no sense: an unknown name, option or path. Nothing was sent'],
  [EXIT.incomplete, 'a list could not be read to its end, or nothing proves that it was. export can go on'],
  [EXIT.authentication, 'no credentials, refused ones, or ones that may not do this'],
  [EXIT.notFound, 'there is no such thing, or you may not see it'],
  [
    EXIT.temporary,
    'try again later: no connection, no answer in time, the rate limit, a server that is down',
  ],
  [EXIT.interrupted, 'Ctrl-C (143 when it was ended by the system, 129 when the terminal was closed)'],
];
