import type { z } from 'zod';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { RETAINED, SHORTEST, type Retention } from '../../domain/privacy/retention.ts';
import { isoTime } from '../../domain/time.ts';
import type { keptView, retentionBody } from './retention.contract.ts';

export function retentionView({ retention }: WorkspaceRow): z.infer<typeof keptView>[] {
  const ended = retention?.done ?? {};
  return RETAINED.map((what) => {
    const to = ended[what];
    const days = retention?.days[what] ?? null;
    return { what, days, shortest: SHORTEST[what], purgedTo: to === undefined ? null : isoTime(to) };
  });
}

/** What somebody wants to keep for a time only. */
export function wanted(wish: z.infer<typeof retentionBody>): Retention {
  const days = RETAINED.map((what) => [what, wish[what] ?? null] as const);
  return Object.fromEntries(days.filter(([, one]) => one !== null));
}
