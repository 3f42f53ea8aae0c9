import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { getInvitationsContract } from './get-invitations.contract.ts';
import { MOST_LISTED } from './user.ts';

export const getInvitations = endpoint(getInvitationsContract, async ({ caller }, { stores, clock }) => {
  const rows = await stores.links.invitations(caller.workspace, clock(), MOST_LISTED);
  const invitations = rows.map(({ _id: id, email = null, name = null, role, createdAt, endsAt }) => {
    return { id, email, name, role, madeAt: isoTime(createdAt), endsAt: endsAt.toISOString() };
  });
  return { status: 200, body: { invitations } };
});
