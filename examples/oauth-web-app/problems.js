import {
  PCOAuthenticationError,
  PCOError,
  PCOInputError,
  PCOPermissionError,
  PCORateLimitError,
  PCOReconnectError,
} from 'tspco';

/**
 * What a visitor is told when something went wrong.
 *
 * @typedef {{ status: 400 | 403 | 404 | 500 | 502 | 503, title: string, text: string, link: 'connect' | 'again' | 'home' }} Problem
 */

/** @satisfies {Record<string, Problem>} */
const PROBLEMS = {
  otherBrowser: {
    status: 400,
    title: 'This sign-in did not start here',
    text: 'Nothing was connected. Perhaps you began in another browser, or a second time, or more than ten minutes ago.',
    link: 'connect',
  },
  refused: {
    status: 403,
    title: 'You did not allow it',
    text: 'Planning Center says that you refused, so nothing was connected. Without your consent this page cannot show phone numbers.',
    link: 'connect',
  },
  usedCode: {
    status: 400,
    title: 'That took too long',
    text: 'What your browser brought from Planning Center is no longer good. Nothing was connected.',
    link: 'connect',
  },
  reconnect: {
    status: 403,
    title: 'Please connect your church again',
    text: 'Planning Center no longer accepts your consent: it was taken back, or was not used for 90 days.',
    link: 'connect',
  },
  otherPerson: {
    status: 403,
    title: 'Please connect your church again',
    text: 'Somebody else of your church has connected it since. You see what you may see in Planning Center, not what they may see.',
    link: 'connect',
  },
  scopes: {
    status: 403,
    title: 'Something is missing',
    text: 'Your church is connected, but without access to People, and the phone numbers are there. Connect it again and allow that.',
    link: 'connect',
  },
  permission: {
    status: 403,
    title: 'You may not see People',
    text: 'Planning Center does not show you the people of your church. Whoever administers it there can change that.',
    link: 'home',
  },
  busy: {
    status: 503,
    title: 'Planning Center is busy',
    text: 'Too much was asked of it at once. Try again in a minute.',
    link: 'again',
  },
  unreachable: {
    status: 502,
    title: 'Planning Center cannot be reached',
    text: 'It did not answer as it should. Nothing is lost; try again in a minute.',
    link: 'again',
  },
  store: {
    status: 503,
    title: 'Not available just now',
    text: 'The place where this application keeps its connections does not answer. Try again in a minute.',
    link: 'again',
  },
  foreignForm: {
    status: 403,
    title: 'That button was not on this page',
    text: 'Another site tried to press it. Nothing was done.',
    link: 'home',
  },
  wrongSetup: {
    status: 500,
    title: 'This application is not set up as it should be',
    text: 'Planning Center does not know it by the client id and secret that it has. Nothing of yours is wrong.',
    link: 'home',
  },
  notFound: {
    status: 404,
    title: 'There is no such page',
    text: 'Perhaps the address is misspelt.',
    link: 'home',
  },
  mistake: {
    status: 500,
    title: 'Something went wrong here',
    text: 'This is a mistake of the application. It was taken down.',
    link: 'home',
  },
};

export const { otherBrowser, otherPerson, scopes, reconnect, notFound, foreignForm } = PROBLEMS;

/** @param {unknown} error @returns {Problem} */
export function problemOf(error) {
  if (!(error instanceof PCOError)) return PROBLEMS.mistake;
  // The server's word for a client id or secret that it does not know.
  if (error.code === 'invalid_client') return PROBLEMS.wrongSetup;
  if (error instanceof PCOReconnectError || error instanceof PCOAuthenticationError)
    return PROBLEMS.reconnect;
  if (error instanceof PCOInputError) {
    return error.code === 'ERR_AUTHORIZATION' ? PROBLEMS.otherBrowser : PROBLEMS.mistake;
  }
  if (error instanceof PCOPermissionError) return PROBLEMS.permission;
  if (error instanceof PCORateLimitError) return PROBLEMS.busy;
  if (error.code === 'access_denied') return PROBLEMS.refused;
  if (error.code === 'invalid_grant') return PROBLEMS.usedCode;
  if (error.code === 'ERR_TOKEN_STORE') return PROBLEMS.store;
  return PROBLEMS.unreachable;
}
