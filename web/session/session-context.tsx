import { createContext, use } from 'react';
import type { getSessionContract } from '../../api/sessions/session.contract.ts';
import type { CallReply } from '../api/call.ts';

export type Session = CallReply<typeof getSessionContract>;
export type Role = Session['roles'][number];

const Signed = createContext<Session | null>(null);
export const SessionProvider = Signed;

/** Who is signed in; only below the pages that need somebody. */
export function useSession(): Session {
  const session = use(Signed);
  if (session === null) throw new Error('Nobody is signed in here: put the page below <Signed>.');
  return session;
}

/** Whether whoever is signed in may do what a role does; the API checks it again. */
export function useMay(role: Role): boolean {
  return useSession().roles.includes(role);
}
