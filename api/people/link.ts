import { isoTime, type Instant } from '../../domain/time.ts';
import type { Caller } from '../http/caller.ts';
import { newToken, tokenHash } from '../sessions/session.ts';
import { newId } from './user.ts';

/** A link that nobody has seen yet: what every row of one has, and what its maker is shown this one time. */
export function newLink({ workspace, who }: Caller, now: Instant, lasts: number) {
  const token = newToken();
  const id = newId('link');
  const endsAt = now + lasts;
  return {
    base: { _id: id, workspace, hash: tokenHash(token), by: who.id, createdAt: now, endsAt: new Date(endsAt) },
    view: { id, path: `/join/${token}`, endsAt: isoTime(endsAt) },
  };
}
