import type { z } from 'zod';
import type { StepId } from '../../../ids.schema.ts';
import { entriesOf } from '../../../own.ts';
import type { Instant } from '../../../time.ts';
import type { JourneyContext } from '../../walk/context.ts';
import { atTime } from './at.ts';
import { dateOf } from './date.ts';
import type { End, EndKind } from './end.ts';
import { forTime } from './for.ts';

/** Every way of saying when a wait is over by time alone, under the name of its field. */
const KINDS = { for: forTime, at: atTime, date: dateOf };

type Kind = keyof typeof KINDS;
type Specs = { [K in Kind]: z.infer<(typeof KINDS)[K]['schema']> };
const ENDS: { readonly [K in Kind]: EndKind<Specs[K]> } = KINDS;

/** The fields of a step, each of which may be left out. */
export const endFields = {
  for: forTime.schema.optional(),
  at: atTime.schema.optional(),
  date: dateOf.schema.optional(),
};

/** The fields of a step that waits. */
export type Ends = { readonly [K in Kind]?: Specs[K] | undefined };

/** The end that a step names, as its kind has it. */
export interface NamedEnd {
  readonly kind: Kind;
  readonly lasts: number;
  readonly end: (context: JourneyContext, step: StepId) => End;
  readonly still: (until: Instant, context: JourneyContext) => End;
}

/** Every end that a step names; a sound one names one at most. */
export function endsOf(step: Ends): readonly NamedEnd[] {
  return entriesOf(ENDS).flatMap(([kind]) => endIn(kind, step));
}

function endIn<K extends Kind>(kind: K, step: Ends): readonly NamedEnd[] {
  const spec: Specs[K] | undefined = step[kind];
  if (spec === undefined) return [];
  const { lasts, end, still } = ENDS[kind];
  return [
    {
      kind,
      lasts: lasts(spec),
      end: (context, id) => end(spec, context, id),
      still: (until, context) => still?.(spec, until, context) ?? until,
    },
  ];
}
