import type { z } from 'zod';
import type { Instant } from '../../../time.ts';
import type { JourneyContext } from '../../walk/context.ts';
import { atTime } from './at.ts';
import { atBestHour } from './best-hour.ts';
import { dateOf } from './date.ts';
import type { End, EndKind, Waiter } from './end.ts';
import { forTime } from './for.ts';

/** The fields of a step that say when its wait is over by time alone; each may be left out. */
export const endFields = {
  for: forTime.schema.optional(),
  at: atTime.schema.optional(),
  date: dateOf.schema.optional(),
  bestHour: atBestHour.schema.optional(),
};

type Ends = { readonly [Kind in keyof typeof endFields]?: z.infer<(typeof endFields)[Kind]> };

/** The end that a step names, as its kind has it. */
interface NamedEnd {
  readonly kind: keyof Ends;
  readonly lasts: number;
  readonly end: (run: Waiter) => End;
  readonly still: (until: Instant, context: JourneyContext) => End;
}

/** Every end that a step names; a sound one names one at most. */
export function endsOf({ for: span, at, date, bestHour }: Ends): readonly NamedEnd[] {
  return [
    ...named('for', span, forTime),
    ...named('at', at, atTime),
    ...named('date', date, dateOf),
    ...named('bestHour', bestHour, atBestHour),
  ];
}

function named<Spec, Written>(
  kind: keyof Ends,
  spec: Spec | undefined,
  { lasts, end, still }: EndKind<Spec, Written>,
): readonly NamedEnd[] {
  if (spec === undefined) return [];
  return [
    {
      kind,
      lasts: lasts(spec),
      end: (run) => end(spec, run),
      still: (until, context) => still?.(spec, until, context) ?? until,
    },
  ];
}
