import type { Quest } from './quest.schema.ts';
import type { QuestState } from './state.ts';
import { endsOf, isInTime } from './time.ts';
import type { Instant } from '../../time.ts';

/** A new time of a quest, as it begins. */
export interface Beginning {
  readonly cycle: number;
  readonly at: Instant;
  readonly zone: string;
  readonly ends: Instant | null;
}

/**
 * How a quest would begin; `null` where it may not, or not again.
 * @param at when what begins it happened
 * @param now the instant at which that is learned: a quest whose time is over by then does not begin
 */
export function beginning(
  quest: Quest,
  before: QuestState | undefined,
  { at, now, zone }: { readonly at: Instant; readonly now: Instant; readonly zone: string },
): Beginning | null {
  if (!isInTime(quest, at) || !mayFollow(quest, before, at)) return null;
  const ends = endsOf(quest, at, zone);
  return ends !== null && ends <= now ? null : { cycle: (before?.cycle ?? 0) + 1, at, zone, ends };
}

function mayFollow({ repeat }: Quest, before: QuestState | undefined, at: Instant): boolean {
  if (before === undefined) return true;
  if (before.is === 'running' || repeat === null || before.cycle >= repeat.most) return false;
  if (before.is === 'withdrawn') return true;
  if (repeat.on === 'completion') return before.is === 'completed';
  return before.ends !== null && at >= before.ends;
}
