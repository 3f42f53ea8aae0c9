import { UNCONFIRMED, type EventRow, type EventStore } from '../db/events/events.ts';
import type { QuarantineStore } from '../db/events/quarantine.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { EventKey } from '../domain/keys.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { forEachAtOnce } from './at-once.ts';
import type { Dispatch } from './dispatch.ts';
import { INLINE } from './event-row.ts';

export interface SweeperPorts {
  readonly events: Pick<EventStore, 'workspacesDue' | 'due' | 'applied' | 'settle' | 'postpone'>;
  readonly quarantine: Pick<QuarantineStore, 'setAside'>;
  readonly dispatch: Dispatch;
  /** Wall clock. */
  readonly now: () => Instant;
  readonly failed: (error: unknown) => void;
}

/** What one sweep did. */
export interface Swept {
  /** Rows that are known to be applied by now. */
  readonly settled: number;
  readonly delivered: number;
}

const PAGE = 500;
/** Of one workspace in one sweep: the others wait for it. */
const MOST_PAGES = 20;
const WORKSPACES_AT_ONCE = 4;
/** A row that could not be delivered is tried again after so long. */
const RETRY = 10 * SECOND;
/** A row that was delivered and not applied is delivered again after this, then after twice as long, up to the last. */
const REDELIVER = MINUTE;
const REDELIVER_AT_MOST = 16 * MINUTE;
/** Refusals after which a row that is refused again, while others of its workspace get through, is set aside. */
const MOST_REFUSALS = 30;

/**
 * Looks at every row that is due: what has been applied is settled, what was never delivered or has got lost is
 * delivered. Workspaces take turns, and a row that cannot be delivered holds up no other. Repeatable.
 * @param early milliseconds: also what will be due by then
 */
export async function sweep(ports: SweeperPorts, early: number = 0): Promise<Swept> {
  const now = ports.now();
  let open = await ports.events.workspacesDue(now + early);
  let [settled, delivered] = [0, 0];
  for (let page = 0; open.length > 0 && page < MOST_PAGES; page += 1) {
    const more: WorkspaceId[] = [];
    await forEachAtOnce(WORKSPACES_AT_ONCE, open, async (workspace) => {
      const swept = await sweepPage(ports, workspace, now, early);
      settled += swept.settled;
      delivered += swept.delivered;
      if (swept.isFull) more.push(workspace);
    });
    open = more;
  }
  return { settled, delivered };
}

async function sweepPage(
  ports: SweeperPorts,
  workspace: WorkspaceId,
  now: Instant,
  early: number,
): Promise<Swept & { readonly isFull: boolean }> {
  const rows = await ports.events.due(workspace, now + early, PAGE);
  const isFull = rows.length === PAGE;
  const applied = new Set(await ports.events.applied(rows.filter((row) => row.tries !== undefined)));
  if (applied.size > 0) await ports.events.settle([...applied]);
  const open = rows.filter((row) => !applied.has(row._id));
  const patient = open.filter((row) => !isLost(row, now));
  const lost = open.filter((row) => isLost(row, now));
  // Later than this sweep looks, which would take them up again at once.
  const later = now + early + RETRY;
  if (patient.length > 0) await ports.events.postpone(keysOf(patient), later);
  const { delivered, refused } = await ports.dispatch(lost);
  const told = new Set(delivered);
  const failed = lost.filter((row) => !told.has(row._id));
  await putOff(ports, failed, { refused: new Set(refused), othersSucceed: told.size > 0 }, { now, later });
  return { settled: applied.size, delivered: told.size, isFull };
}

/** Never delivered, or delivered so long ago that its workflow must have lost it. */
function isLost({ p, sentAt = 0, tries = 0 }: EventRow, now: Instant): boolean {
  return p !== UNCONFIRMED || now - sentAt >= Math.min(REDELIVER * 2 ** Math.floor(tries / 8), REDELIVER_AT_MOST);
}

interface Failure {
  readonly refused: ReadonlySet<EventKey>;
  readonly othersSucceed: boolean;
}

/**
 * Tries failed rows again later, but not for ever those that are refused while others get through. A row for which
 * there was no time, or no Temporal, is not refused, however often it has waited.
 */
async function putOff(
  ports: SweeperPorts,
  failed: readonly EventRow[],
  { refused, othersSucceed }: Failure,
  { now, later }: { readonly now: Instant; readonly later: Instant },
): Promise<void> {
  if (failed.length === 0) return;
  const isHopeless = ({ _id, refusals = 0 }: EventRow) => refused.has(_id) && refusals >= MOST_REFUSALS;
  const hopeless = othersSucceed ? failed.filter(isHopeless) : [];
  await ports.quarantine.setAside(
    hopeless.map(({ _id, workspace, customer, refusals = 0 }) => ({
      event: _id,
      workspace,
      customer,
      reason: `it was refused by Temporal ${refusals + 1} times, while other events of the workspace could`,
    })),
    now,
  );
  const wasRefused = ({ _id }: EventRow) => refused.has(_id);
  await ports.events.postpone(keysOf(failed.filter((row) => !wasRefused(row))), later);
  await ports.events.postpone(keysOf(failed.filter(wasRefused)), later, 'refused');
}

function keysOf(rows: readonly EventRow[]): readonly EventKey[] {
  return rows.map(({ _id }) => _id);
}

export interface Sweeper {
  /** Waits for the sweep under way. */
  stop(): Promise<void>;
}

/**
 * Sweeps at once and then at every interval; any number of processes may do so, since delivery is idempotent. The first
 * time it leaves out nothing: what is pending then was brought by others, who may have died with it.
 */
export function startSweeper(ports: SweeperPorts, every: number = 5 * SECOND): Sweeper {
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const run = (early: number) => {
    if (isRunning) return;
    isRunning = true;
    running = sweep(ports, early)
      .catch(ports.failed)
      .finally(() => {
        isRunning = false;
      });
  };
  run(INLINE);
  const timer = setInterval(run, every, 0);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
