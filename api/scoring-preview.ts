import { scoreOf } from '../domain/rfm/score.ts';
import { segmentOf, type SegmentId } from '../domain/rfm/segment.ts';
import type { ScoringModel } from '../domain/rfm/model.ts';
import type { ApiDeps } from './deps.ts';
import type { Here } from './here.ts';
import { countedBy } from './scoring-base.ts';

/** How many customers would go from where to where; `null`: in no segment. */
export interface WouldMove {
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
  readonly customers: number;
}

/** Where everybody stands, and would stand if this model were in force now: the most frequent moves first. */
export async function wouldMove(
  { stores }: Pick<ApiDeps, 'stores'>,
  { workspace, now }: Here,
  model: ScoringModel,
): Promise<readonly WouldMove[]> {
  const cells = new Map<string, WouldMove>();
  for await (const { state, totals } of countedBy(stores.states, workspace._id, model, now)) {
    const from = state.standing?.segment ?? null;
    const to = totals && segmentOf(scoreOf(totals, model, now), model.segments);
    const cell = `${from ?? ''}>${to ?? ''}`;
    cells.set(cell, { from, to, customers: 1 + (cells.get(cell)?.customers ?? 0) });
  }
  return [...cells.values()].toSorted((a, b) => b.customers - a.customers);
}
