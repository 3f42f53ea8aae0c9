import type { Enter, JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import type { LaunchTarget } from '../../domain/journey/launch/launch.schema.ts';
import type { AudienceId } from '../../domain/ids.schema.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { ApiDeps } from '../deps.ts';
import type { Caller } from '../http/caller.ts';
import { ApiProblem } from '../http/problem.ts';

/** By what those come in who come later. */
type Way = Moves | { readonly on: 'audience'; readonly audience: AudienceId; readonly is: 'entered' };

interface Moves {
  readonly on: 'move';
  readonly from?: SegmentId[];
  readonly to: SegmentId[];
}

/**
 * Sees to it that a journey lets in whoever comes into the segment or the audience later.
 * @throws ApiProblem where it lets in by something else, which nobody may take from it by a launch
 */
export async function leaveOpen(
  { publishing }: ApiDeps,
  caller: Caller,
  definition: JourneyDefinition,
  to: LaunchTarget,
): Promise<void> {
  const way = wayInto(to);
  if (way === null) {
    const message = 'keepOpen: only a segment, an audience or a move can let people in later; leave it out.';
    throw new ApiProblem('invalid', message);
  }
  const { id, enter } = definition;
  if (covers(enter, way)) return;
  if (enter.on !== 'launch' && enter.on !== 'move' && enter.on !== 'audience') {
    const message = `keepOpen: "${id}" lets in by "${enter.on}", which a launch does not replace; publish it with enter {"on": "launch"}.`;
    throw new ApiProblem('conflict', message);
  }
  const { when, again } = enter;
  const opened = { ...way, again, ...(when === undefined ? {} : { when }) };
  await publishing.publish(publishing.parts.journey, {
    workspace: caller.workspace,
    id,
    source: (before) => ({ ...(before?.source ?? definition), enter: opened }),
    by: caller.who.id,
  });
}

function wayInto({ segment, audience, moved }: LaunchTarget): Way | null {
  if (segment !== undefined) return { on: 'move', to: [segment] };
  if (audience !== undefined) return { on: 'audience', audience, is: 'entered' };
  return moved ? { on: 'move', to: moved.to, ...(moved.from ? { from: moved.from } : {}) } : null;
}

function covers(enter: Enter, way: Way): boolean {
  if (way.on === 'move') return enter.on === 'move' && coversAll(enter, way);
  return enter.on === 'audience' && enter.audience === way.audience && enter.is === 'entered';
}

function coversAll(enter: Extract<Enter, { on: 'move' }>, { from, to }: Moves): boolean {
  const isOpen = enter.from === undefined || (from?.every((id) => enter.from?.includes(id)) ?? false);
  return isOpen && (enter.to === undefined || to.every((id) => enter.to?.includes(id)));
}
