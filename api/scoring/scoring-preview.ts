import type { Problem } from '../../domain/problem.ts';
import type { z } from 'zod';
import type { PreviewResult, WouldMove } from '../../db/jobs/results.ts';
import { isoTime } from '../../domain/time.ts';
import { cutOffsView, originView } from './cut-offs.ts';
import type { scoringPreview } from './scoring.contract.ts';

/** @param warnings of the draft by itself */
export function previewView(
  { asOf, currency, model, moves }: Extract<PreviewResult, { readonly is: 'made' }>,
  warnings: readonly Problem[],
): z.infer<typeof scoringPreview> {
  const customers = sum(moves);
  const unchanged = sum(moves.filter(({ from, to }) => from === to));
  const segments = model.segments.segments.map(({ id, name, color }) => ({
    id,
    name,
    color,
    before: sum(moves.filter(({ from }) => from === id)),
    after: sum(moves.filter(({ to }) => to === id)),
  }));
  return {
    asOf: isoTime(asOf),
    cutOffs: cutOffsView(model, currency),
    origin: originView(model),
    customers,
    unchanged,
    moving: customers - unchanged,
    segments,
    moves: [...moves],
    warnings: [...warnings],
  };
}

function sum(moves: readonly WouldMove[]): number {
  return moves.reduce((total, { customers }) => total + customers, 0);
}
