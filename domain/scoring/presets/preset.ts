import type { ScoringDraft } from '../draft.schema.ts';
import { DEFAULT_TRAJECTORY } from '../trajectory.ts';

/** A model that ships: a draft that a workspace can publish as it is, or start its own from. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** One sentence, with its source. */
  readonly about: string;
  readonly draft: ScoringDraft;
}

type Common = Pick<
  ScoringDraft,
  'windowDays' | 'days' | 'recencyOf' | 'frequencyOf' | 'counts' | 'trajectory' | 'recompute'
>;

/** Every order of the last year, recency in elapsed days. */
export const USUAL: Common = {
  windowDays: 365,
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  counts: { actions: ['purchase'], engagement: 'any' },
  trajectory: DEFAULT_TRAJECTORY,
  recompute: null,
};
