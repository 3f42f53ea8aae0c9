import type { Enter, JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import type { LaunchTarget } from '../../domain/journey/launch/launch.schema.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/auth.ts';
import { ApiProblem } from '../http/problem.ts';

interface Moves {
  readonly from?: SegmentId[];
  readonly to: SegmentId[];
}

/**
 * Sees to it that a journey lets in whoever comes into the segment later.
 * @throws ApiProblem where it lets in by something else, which nobody may take from it by a launch
 */
export async function leaveOpen(
  { publishing }: ApiDeps,
  caller: Caller,
  definition: JourneyDefinition,
  to: LaunchTarget,
): Promise<void> {
  const moves = movesInto(to);
  if (moves === null) {
    throw new ApiProblem('invalid', 'keepOpen: only a segment or a move can let people in later; leave it out.');
  }
  const { id, enter } = definition;
  if (enter.on === 'move' && coversAll(enter, moves)) return;
  if (enter.on !== 'launch' && enter.on !== 'move') {
    const message = `keepOpen: "${id}" lets in by "${enter.on}", which a launch does not replace; publish it with enter {"on": "launch"}.`;
    throw new ApiProblem('conflict', message);
  }
  const { when, again } = enter;
  const opened = { on: 'move' as const, ...moves, again, ...(when === undefined ? {} : { when }) };
  await publishing.publish(publishing.parts.journey, {
    workspace: caller.workspace,
    id,
    source: (before) => ({ ...(before?.source ?? definition), enter: opened }),
    by: caller.key,
  });
}

function movesInto({ segment, moved }: LaunchTarget): Moves | null {
  if (segment !== undefined) return { to: [segment] };
  return moved ? { to: moved.to, ...(moved.from ? { from: moved.from } : {}) } : null;
}

function coversAll(enter: Extract<Enter, { on: 'move' }>, { from, to }: Moves): boolean {
  const isOpen = enter.from === undefined || (from?.every((id) => enter.from?.includes(id)) ?? false);
  return isOpen && (enter.to === undefined || to.every((id) => enter.to?.includes(id)));
}
