import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deleteInvitationContract } from './delete-invitation.contract.ts';

export const deleteInvitation = endpoint(deleteInvitationContract, async ({ params, caller }, { stores }) => {
  if (await stores.links.withdraw(caller.workspace, params.id)) return { status: 204 };
  throw new ApiProblem('not-found', 'There is no such invitation: it was used or withdrawn, or it is over.');
});
