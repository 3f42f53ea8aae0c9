import type { CustomerRow } from '../db/customers.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import { decide, type Decision } from '../domain/decide.ts';
import type { CustomerEvent } from '../domain/event.ts';
import type { Playbook } from '../domain/playbook.ts';
import { scoreLabel } from '../domain/rfm/scores.ts';
import { nextSilence } from '../domain/rfm/silence.ts';
import type { Instant } from '../domain/time.ts';

/** What a customer would decide, were they woken now. */
export interface Trial {
  readonly row: CustomerRow;
  readonly workspace: WorkspaceRow;
  readonly playbook: Playbook;
  /** Every event applied; `null` where the rules do not need them. */
  readonly history: readonly CustomerEvent[] | null;
  readonly now: Instant;
}

/**
 * Whether new rules change anything for a customer now, or move what is forecast of them. A later deadline counts too:
 * they would wake at the earlier one for nothing, and until then the forecast would be wrong. Everybody else may sleep
 * on, and adopts the rules at their next decision.
 */
export function isAffected({ row, workspace, playbook, history, now }: Trial): boolean {
  const decision = decide({
    customer: row._id,
    playbook,
    timezone: workspace.timezone,
    sandbox: workspace.clock !== undefined,
    state: row.state,
    events: [],
    orders: new Map(),
    ...(history ? { history } : {}),
    now,
  });
  return isOtherNow(row, decision) || isOtherAhead(row, decision);
}

function isOtherNow({ score, segment, state: before }: CustomerRow, { state, entries }: Decision): boolean {
  const { standing } = state;
  const isSameStanding = (standing?.segment ?? null) === segment && (standing && scoreLabel(standing.scores)) === score;
  if (!isSameStanding || state.silence !== before.silence) return true;
  return entries.some(
    ({ move, silence, journeys, effects }) =>
      move !== undefined || silence !== undefined || journeys.length > 0 || effects.length > 0,
  );
}

function isOtherAhead({ next: meant, nextSilence: silent }: CustomerRow, { next, state }: Decision): boolean {
  return next?.at !== meant?.at || nextSilence(state.limits, state.asOf)?.at !== silent?.at;
}
