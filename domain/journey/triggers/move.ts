import { z } from 'zod';
import { segmentId } from '../../ids.schema.ts';
import type { SegmentId } from '../../scoring/segment.ts';
import type { Problem } from '../../problem.ts';
import { again, since, when, measured } from './options.ts';
import type { TriggerKind } from './trigger.ts';

/** The customer passed from one segment to another. */
export interface MoveOccurrence {
  readonly kind: 'move';
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
}

const schema = z
  .strictObject({
    on: z.literal('move').describe('The customer passes from one segment to another'),
    from: z
      .array(segmentId)
      .min(1)
      .optional()
      .describe('Only out of one of these segments; left out, out of any or none'),
    to: z.array(segmentId).min(1).optional().describe('Only into one of these segments; left out, into any or none'),
  })
  .meta({ id: 'MoveTrigger', description: 'A move between segments, by an event or by silence' });

type MoveTrigger = z.infer<typeof schema>;

function names({ from, to }: MoveTrigger, move: MoveOccurrence): boolean {
  return isAmong(move.from, from) && isAmong(move.to, to);
}

/** A trigger that names no segments takes any, and none as well. */
function isAmong(segment: SegmentId | null, named: readonly SegmentId[] | undefined): boolean {
  return named === undefined || (segment !== null && named.includes(segment));
}

/** A move always leads from one segment to another. */
function faults({ from, to }: MoveTrigger, path: string): readonly Problem[] {
  if (from === undefined || to === undefined) return [];
  const [only] = from;
  if (![...from, ...to].every((segment) => segment === only)) return [];
  const message = `nobody moves from "${only}" to "${only}"; name another segment, or leave "from" or "to" out`;
  return [{ code: 'trigger-never', path, message }];
}

export const move = {
  schema,
  enter: schema.extend({ when, again }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names,
  events: () => [],
  faults,
} satisfies TriggerKind<MoveTrigger, MoveOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
