import { askTogether, decisionAsleep } from '../../activities/launches/ask-together.ts';
import type { AsleepStore } from '../../db/customers/asleep.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { EventStore } from '../../db/events/events.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { asksMore } from '../../domain/decision/adopt-rules.ts';
import { needsHistory } from '../../domain/decision/apply-event.ts';
import { foresee } from '../../domain/journey/launch/foresee.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Instant } from '../../domain/time.ts';
import type { Dispatch } from '../../ingest/dispatch.ts';
import { entryRow } from '../../ingest/entry-row.ts';
import { LAUNCHED } from './journeys.ts';

interface Ports {
  readonly events: EventStore;
  readonly asleep: AsleepStore;
  readonly dispatch: Dispatch;
}

/** Asks somebody into a journey as a launch does, and tells them at once or leaves it to the sweeper. */
export async function launch(
  ports: Ports,
  row: CustomerRow,
  shop: WorkspaceRow,
  playbook: Playbook,
  { id, now, tells }: { readonly id: string; readonly now: Instant; readonly tells: boolean },
): Promise<void> {
  const { _id, workspace, customer, state } = row;
  const wanted = { customer, id, journey: LAUNCHED.id, by: 'launch', ref: id } as const;
  const asked = entryRow(wanted, shop, now);
  const { event } = asked;
  if (event.kind !== 'entry') throw new Error('a launch asks by an entry');
  const sandbox = shop.clock !== undefined;
  const input = { customer: _id, playbook, timezone: shop.timezone, sandbox, state, now: event.at };
  const isUnread = asksMore(state, playbook) || needsHistory(state, [], playbook.scoring.counts);
  const asleep = isUnread ? null : decisionAsleep(row, asked, playbook, foresee(input, event).decision);
  await askTogether(ports, workspace, [asleep ? { event: asked, asleep } : { event: asked }]);
  if (tells) await ports.dispatch([asked]);
}
