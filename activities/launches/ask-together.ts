import type { AsleepStore, DecidedAsleep } from '../../db/customers/asleep.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { EventRow, EventStore } from '../../db/events/events.ts';
import type { Decision } from '../../domain/decision/decide.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { UnsettledError } from '../../ingest/accept.ts';

/** Somebody who is to be asked in. */
export interface Asked {
  readonly event: EventRow;
  /** Where it can be decided without waking their workflow. */
  readonly asleep?: DecidedAsleep;
}

interface Ports {
  readonly events: Pick<EventStore, 'insert'>;
  readonly asleep: AsleepStore;
}

/**
 * Asks some customers of a workspace. Being asked is durable first of all; then what was decided asleep is written. Whoever has
 * something else to take before is asked only, and decides when they are told.
 * @returns whom somebody has to tell
 * @throws UnsettledError where an earlier copy is still being stored; tried again, nobody is asked twice
 */
export async function askTogether(
  { events, asleep: store }: Ports,
  workspace: WorkspaceId,
  wanted: readonly Asked[],
): Promise<readonly CustomerId[]> {
  const customers = wanted.map(({ event }) => event.customer);
  const rows = wanted.flatMap(({ asleep }) => (asleep ? [asleep.was] : []));
  const busy = new Set(await store.busy(workspace, rows));
  const asked = wanted.map(({ event, asleep }): Asked =>
    asleep && !busy.has(event.customer) ? { event: byPlaybook(event, asleep), asleep } : { event },
  );
  const inserted = await events.insert(asked.map(({ event }) => event));
  if (inserted.some(({ verdict }) => verdict === 'unsettled')) throw new UnsettledError('tried again at once');
  // What an attempt before this one has asked was decided at another instant.
  const fresh = new Set(inserted.flatMap(({ key, verdict }) => (verdict === 'inserted' ? [key] : [])));
  await store.write(asked.flatMap(({ event, asleep }) => (asleep && fresh.has(event._id) ? [asleep] : [])));
  return customers;
}

/** With the playbook by which it is decided: their workflow decides it by the same one. */
function byPlaybook(row: EventRow, { playbook }: DecidedAsleep): EventRow {
  const { event } = row;
  return event.kind === 'entry' ? { ...row, event: { ...event, playbook: playbook.version } } : row;
}

/** The decision about somebody who is asked in, where their workflow is going to come to the same without being woken now. */
export function decisionAsleep(
  was: CustomerRow,
  { event }: Pick<EventRow, 'event'>,
  playbook: Playbook,
  decision: Decision,
): DecidedAsleep | null {
  if (decision.isPartial || was.state.rest !== undefined || event.at < was.state.asOf) return null;
  return { was, entry: event.key, playbook, decision };
}
