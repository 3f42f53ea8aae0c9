import { getAudit } from '../audit/get-audit.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { deleteSession } from '../sessions/delete-session.ts';
import { deleteSessions } from '../sessions/delete-sessions.ts';
import { getSession } from '../sessions/get-session.ts';
import { getSignIn } from '../sessions/get-sign-in.ts';
import { getSessions } from '../sessions/get-sessions.ts';
import { postSession } from '../sessions/post-session.ts';
import { deleteInvitation } from './delete-invitation.ts';
import { deleteUser } from './delete-user.ts';
import { deleteUserSessions } from './delete-user-sessions.ts';
import { getInvitations } from './get-invitations.ts';
import { getUsers } from './get-users.ts';
import { getJoin, postJoin } from './join.ts';
import { patchUser } from './patch-user.ts';
import { postInvitations } from './post-invitations.ts';
import { postUserLink } from './post-user-link.ts';

/** Who is signed in, who is in the team, and what they have changed. */
export const PEOPLE_CALLS: readonly Endpoint[] = [
  getSignIn,
  getSession,
  postSession,
  deleteSession,
  getSessions,
  deleteSessions,
  getUsers,
  patchUser,
  deleteUser,
  postUserLink,
  deleteUserSessions,
  getInvitations,
  postInvitations,
  deleteInvitation,
  getJoin,
  postJoin,
  getAudit,
];
