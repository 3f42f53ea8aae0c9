import type { z } from 'zod';
import type { Instant } from '../../../time.ts';
import type { JourneyContext } from '../../walk/context.ts';
import type { StepRun } from '../step.ts';

/** When a wait is over by time alone, or that what tells it is missing. */
export type End = Instant | 'missing';

/** Who comes to a wait: since when they have stood there, and what is known of them. */
export type Waiter = Pick<StepRun, 'context' | 'inside'>;

/** One way of saying when a wait is over by time alone. One module each; `index.ts` names them all. */
export interface EndKind<Spec, Written = Spec> {
  /** As it is written, too: what has a default may be left out. */
  readonly schema: z.ZodType<Spec, Written>;
  /** The least time that passes on a round that comes back to the step, milliseconds. */
  readonly lasts: (spec: Spec) => number;
  /** For somebody who stands at the step, since whenever; what is over already lets them go on at once. */
  readonly end: (spec: Spec, run: Waiter) => End;
  /**
   * For somebody who waits until then, by what is known now: another instant where their clock or their attributes have
   * changed. Left out: it stays.
   */
  readonly still?: (spec: Spec, until: Instant, context: JourneyContext) => End;
}
