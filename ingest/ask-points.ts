import type { EventRow, EventStore } from '../db/events/events.ts';
import type { PointsReads } from '../db/events/points-reads.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { PointsOutcome } from '../domain/events/outcome.ts';
import { customerKey } from '../domain/keys.ts';
import { acceptEvents, type Verdict } from './accept.ts';
import type { Ask } from './ask.ts';
import { createDispatch, type DispatchPorts } from './dispatch.ts';

/** What came of asking for points. */
export interface PointsAnswered {
  readonly verdict: Verdict;
  /** `null`: it is stored, and not decided yet; or it is a conflict. */
  readonly outcome: PointsOutcome | null;
}

export interface AskPointsPorts extends Omit<DispatchPorts, 'events'> {
  readonly events: EventStore;
  readonly points: Pick<PointsReads, 'outcome'>;
  readonly ask: Ask;
}

/**
 * Stores an event that asks for points, as every event is stored, and waits for what the customer decides. The same event
 * again is answered as it was the first time.
 */
export async function askPoints(ports: AskPointsPorts, here: WorkspaceRow, row: EventRow): Promise<PointsAnswered> {
  let answer: PointsOutcome | null = null;
  const dispatch = createDispatch({
    ...ports,
    wake: async (wakeUp) => {
      if (wakeUp.events.includes(row._id)) answer = await ports.ask(wakeUp, row._id);
      else await ports.wake(wakeUp);
    },
  });
  const [verdict = 'conflict'] = await acceptEvents({ events: ports.events, dispatch }, [row]);
  if (verdict === 'conflict') return { verdict, outcome: null };
  return { verdict, outcome: answer ?? (await decidedBefore(ports, here, row)) };
}

/** The journal tells, once a decision after it is over: the customer is asked for one. */
async function decidedBefore(
  { points, ask, failed }: AskPointsPorts,
  { clock, movingTo }: WorkspaceRow,
  { _id, workspace, customer }: EventRow,
): Promise<PointsOutcome | null> {
  const key = customerKey(workspace, customer);
  const known = await points.outcome(key, _id);
  if (known !== null || movingTo !== undefined) return known;
  try {
    const wakeUp = { workspace, customer, events: [_id], ...(clock === undefined ? {} : { clock }) };
    return (await ask(wakeUp, _id)) ?? (await points.outcome(key, _id));
  } catch (error) {
    failed(error);
    return null;
  }
}
