import { z } from 'zod';
import type { SilenceModel } from '../domain/rfm/silence-model.ts';
import { rhythm, rhythmView } from './fit-view.ts';

/** The rules of silence, as published. */
export const silenceModel = z.strictObject({
  version: z.int(),
  overdueDays: z.int().describe('Fixed days, for whoever has no rhythm of their own'),
  lapsedDays: z.int(),
  rhythm: rhythm.nullable().describe('The fitted rhythm of this base; null: fixed days for everybody'),
});

export function silenceModelView({ version, overdueDays, lapsedDays, rhythm: fitted }: SilenceModel) {
  return { version, overdueDays, lapsedDays, rhythm: fitted && rhythmView(fitted) };
}
