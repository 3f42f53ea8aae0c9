import type { QuestId, QuestPartId } from '../../ids.schema.ts';
import type { EventKey, OrderKey } from '../../keys.ts';
import type { Instant } from '../../time.ts';
import type { TallyPart } from './state.ts';

/** What one event changes of the tally of one step. */
export interface StepChange {
  readonly step: QuestPartId;
  /** More than 0; less where a refund takes it back. */
  readonly sum: number;
  readonly of?: TallyPart;
  /** The purchase, where a refund of it takes this back. */
  readonly order?: OrderKey;
  /** What the step has come to by it, of how much. */
  readonly done: number;
  readonly target: number;
}

interface QuestFactBase {
  readonly what: 'quest';
  readonly n: number;
  readonly quest: QuestId;
  /** Which time it is. */
  readonly cycle: number;
}

/** What happened to somebody in one quest. */
export type QuestFact = QuestFactBase &
  (
    | { readonly is: 'started'; readonly at: Instant; readonly zone: string; readonly ends: Instant | null }
    | { readonly is: 'progressed' | 'rolled-back'; readonly by: EventKey; readonly steps: readonly StepChange[] }
    | { readonly is: 'milestone'; readonly milestone: QuestPartId }
    | { readonly is: 'ending' }
    | { readonly is: 'completed' | 'expired' | 'withdrawn'; readonly at: Instant }
  );
