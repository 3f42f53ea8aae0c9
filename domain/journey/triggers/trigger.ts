import type { z } from 'zod';
import type { Problem } from '../../problem.ts';
import type { Walker } from '../standing.ts';

/** One kind of trigger: what starts a journey, ends it, or ends a wait. One module each; `index.ts` names them all. */
export interface TriggerKind<Trigger, Occurrence> {
  /** As it ends a journey. */
  readonly schema: z.ZodType<Trigger>;
  /**
   * Whether the trigger names this occurrence; its condition is asked apart.
   * @param walker the enrolment that it would end; `null` where it lets in
   */
  readonly names: (trigger: Trigger, occurrence: Occurrence, walker: Walker | null) => boolean;
  /** The types of the events that a condition of the trigger may look at. */
  readonly events: (trigger: Trigger) => readonly string[];
  /** Why it can never happen, besides a condition that never holds. */
  readonly faults: (trigger: Trigger, path: string) => readonly Problem[];
}
