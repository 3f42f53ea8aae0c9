import { DAY } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { newLink } from './link.ts';
import { postInvitationsContract } from './post-invitations.contract.ts';
import { MOST_LISTED } from './user.ts';

const LASTS = 7 * DAY;

export const postInvitations = endpoint(postInvitationsContract, async ({ body, caller }, deps) => {
  const { links, users } = deps.stores;
  const { workspace } = caller;
  const { role, email, name } = body;
  const now = deps.clock();
  if (email !== undefined && (await users.byEmail(workspace, email)) !== null) {
    throw new ApiProblem('taken', 'Somebody of the team has this e-mail address; make a new link for them instead.');
  }
  if ((await links.invitations(workspace, now, MOST_LISTED)).length >= MOST_LISTED) {
    throw new ApiProblem('conflict', `At most ${MOST_LISTED} invitations are open at once; withdraw some of them.`);
  }
  const { base, view } = newLink(caller, now, LASTS);
  const row = {
    ...base,
    kind: 'invitation',
    role,
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
  } as const;
  if (!(await links.invite(row, now))) {
    throw new ApiProblem('taken', 'This e-mail address is invited already; withdraw that invitation first.');
  }
  return { status: 201, body: view };
});
