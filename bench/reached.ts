import type { Connection } from 'mongoose';
import { CounterChanges, counterCollection } from '../db/tallies/counters.ts';
import { CHANNELS } from '../domain/channels/channel.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { SEVEN } from '../domain/scoring/presets/fixed-grids.ts';
import { dayOf } from '../domain/time-zone.ts';
import type { Instant } from '../domain/time.ts';
import { measureReads } from './home.ts';
import type { Figure } from './report.ts';
import type { CallApi } from './rollout.ts';

const JOURNEYS = 10;
const DAYS = 366;
/** A year of ten journeys is 18,300 rows; nobody waits for it on a first page. Milliseconds. */
const YEAR_GOAL = 250;
/** Of 100,000 customers who may be sent marketing on each channel, in each segment. */
const REACHED = 10_000;

/** Who can be reached, by segment, and whether messages of ten journeys arrived that sent on every channel for a year. */
export async function measureReached(
  call: CallApi,
  { store, workspace, now }: { readonly store: Connection; readonly workspace: WorkspaceId; readonly now: Instant },
): Promise<readonly Figure[]> {
  const changes = new CounterChanges();
  const reached = { ...Object.fromEntries(CHANNELS.map((channel) => [channel, REACHED])), any: REACHED };
  for (const { id } of SEVEN.draft.segments.segments) changes.change({ tally: 'reach', of: id, day: null }, reached, 1);
  const today = dayOf(now, 'UTC');
  for (let journey = 1; journey <= JOURNEYS; journey += 1) {
    for (const channel of CHANNELS) {
      for (let day = today - DAYS + 1; day <= today; day += 1) {
        const fates = { sent: 100, delivered: 95, bounced: 3, complained: 1, unsubscribed: 1, opened: 30, clicked: 4 };
        changes.change({ tally: 'delivery', of: `j-${journey}/1/${channel}`, day }, fates, 1);
      }
    }
  }
  await counterCollection(store).bulkWrite(changes.writes(workspace), { ordered: false });
  const year = `/v1/deliverability?days=${DAYS}`;
  return [
    ...(await measureReads(call, ['/v1/segments', '/v1/deliverability'])),
    ...(await measureReads(call, [year, `${year}&journey=j-1`], YEAR_GOAL)),
  ];
}
