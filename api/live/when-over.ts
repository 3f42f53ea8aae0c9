import { SECOND } from '../../domain/time.ts';
import type { Caller } from '../http/caller.ts';
import type { KeyRing } from '../http/key-ring.ts';

/** What another process ended is found out after this long; what this one did, at once. */
const ASKED_EVERY = 5 * SECOND;

/**
 * Tells once when somebody may not go on listening: their session, their key or their user is over.
 * @returns calls that off
 */
export function whenOver(ring: KeyRing, caller: Caller, over: () => void): () => void {
  const ask = async () => {
    if (!(await holds(ring, caller))) over();
  };
  const timer = setInterval(() => void ask(), ASKED_EVERY);
  const stopListening = ring.whenForgotten(() => void ask());
  return () => {
    clearInterval(timer);
    stopListening();
  };
}

/** A store that is away ends nobody's session. */
async function holds(ring: KeyRing, caller: Caller): Promise<boolean> {
  try {
    return await ring.stillHolds(caller);
  } catch {
    return true;
  }
}
