import { findPerson } from '../../accounts/directory.ts';
import { htmlPage, notFoundPage } from '../../messages/pages.ts';
import { sendBack } from '../authorization-request.ts';
import { createCode, type AuthorizeParts } from '../authorize-endpoint.ts';
import { OAuthError } from '../oauth-error.ts';
import { readParameters } from '../read-parameters.ts';
import { requestParameters } from './parameters.ts';
import { sessionOf, type Ticket } from './visits.ts';

/** `POST /oauth/authorize`: what somebody pressed on a page of the emulator. */
export async function answerForm(
  request: Request,
  { visits, grants }: Pick<AuthorizeParts, 'visits' | 'grants'>,
): Promise<Response> {
  const form = await readForm(request);
  const name = form.get('ticket');
  if (name === undefined) return notFoundPage();
  const session = sessionOf(request);
  const ticket = visits.useTicket(name, session);
  if (!ticket || session === undefined) return staleForm();
  if (ticket.step === 'consent') {
    return form.get('answer') === 'allow'
      ? sendBack(ticket.request, { code: createCode(grants, ticket.request, ticket.account) })
      : sendBack(ticket.request, { error: 'access_denied' });
  }
  const { organization } = ticket.account;
  const person = findPerson(form.get('person') ?? '', await organization.open());
  if (!person) return staleForm();
  visits.signIn(session, { organization, personId: person.id });
  return new Response(null, {
    status: 303,
    headers: { Location: addressAfterSignIn(ticket), 'Cache-Control': 'no-store' },
  });
}

async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  try {
    return await readParameters(request);
  } catch (error) {
    if (error instanceof OAuthError) return new Map();
    throw error;
  }
}

/** The same request, which is to be agreed to next: nobody has to choose once more. */
function addressAfterSignIn({ address }: Ticket): string {
  const [path = '', search = ''] = address.split('?', 2);
  return `${path}?${new URLSearchParams(requestParameters(new URLSearchParams(search)).map(([name, value]) => [name, value]))}`;
}

function staleForm(): Response {
  return htmlPage(400, 'This page is too old', [
    'It was sent before, or more than ten minutes ago, or your browser keeps no cookies.',
    'Go back to the application and begin again.',
  ]);
}
