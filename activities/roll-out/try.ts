import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { customerRow } from '../../db/customers/customer-row.ts';
import type { Adopting } from '../../db/customers/customer-pages.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { asksMore } from '../../domain/decision/adopt-rules.ts';
import { needsHistory } from '../../domain/decision/apply-event.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { quietlyAdopted } from '../../domain/decision/quiet-adoption.ts';
import type { Instant } from '../../domain/time.ts';

/** Under which rules a customer is tried, and when. */
export interface Trial {
  readonly workspace: WorkspaceRow;
  readonly playbook: Playbook;
  readonly now: Instant;
}

/**
 * The row of a customer who lives by the rules in force, where that changes nothing they would have to decide on.
 * @returns `null` where they have to be woken
 */
export function adoptedRow(row: CustomerRow, { workspace, playbook, now }: Trial): Adopting | null {
  const { _id: key, state } = row;
  if (asksMore(state, playbook) || needsHistory(state, [], playbook.scoring.counts)) return null;
  const { timezone, clock } = workspace;
  const input = { customer: key, playbook, timezone, sandbox: clock !== undefined, state, now };
  const adopted = quietlyAdopted(input, row.next);
  return adopted && { was: row, is: customerRow(row, key, adopted, playbook, now), entry: adopted.entry };
}
