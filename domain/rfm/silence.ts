import { DAY, type Instant } from '../time.ts';

/** `none`: never bought. `active`: bought lately. Then late by rule, then long gone. */
export type SilenceStage = 'none' | 'active' | 'overdue' | 'lapsed';

/** Elapsed 24-hour days since the last purchase; `overdue` comes first. */
export interface SilenceModel {
  readonly overdueDays: number;
  readonly lapsedDays: number;
}

/** Starting values of the design; personal rhythm replaces them where there is enough history. */
export const DEFAULT_SILENCE: SilenceModel = { overdueDays: 90, lapsedDays: 180 };

export function silenceStage(lastPurchaseAt: Instant | null, model: SilenceModel, now: Instant): SilenceStage {
  if (lastPurchaseAt === null) return 'none';
  const silent = now - lastPurchaseAt;
  if (silent >= model.lapsedDays * DAY) return 'lapsed';
  return silent >= model.overdueDays * DAY ? 'overdue' : 'active';
}

export interface SilenceChange {
  readonly at: Instant;
  readonly stage: 'overdue' | 'lapsed';
}

/** The next stage and the instant at which it begins; `null` once nothing more can follow. */
export function nextSilence(lastPurchaseAt: Instant | null, model: SilenceModel, now: Instant): SilenceChange | null {
  if (lastPurchaseAt === null) return null;
  const stages = [
    { stage: 'overdue', at: lastPurchaseAt + model.overdueDays * DAY },
    { stage: 'lapsed', at: lastPurchaseAt + model.lapsedDays * DAY },
  ] as const;
  return stages.find((change) => change.at > now) ?? null;
}
