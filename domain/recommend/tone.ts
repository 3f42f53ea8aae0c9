import { AT_RISK, CHAMPIONS, HIBERNATING, LOST, LOYAL } from '../scoring/presets/seven-segments.ts';
import type { SegmentId } from '../scoring/segment.ts';
import type { SilenceStage } from '../silence/silence.ts';

/**
 * How hard somebody is sold to. `upsell`: dearer items of the categories they buy from come first, and there are
 * bundles. `helpful`: what fits. `gentle`: no bundles, and nothing dearer than what they have bought.
 */
export type Tone = 'upsell' | 'helpful' | 'gentle';

const KEEN: readonly SegmentId[] = [CHAMPIONS.id, LOYAL.id];
const DECLINING: readonly SegmentId[] = [AT_RISK.id, HIBERNATING.id, LOST.id];

/** Segments of other models have names of their own: of those, the silence tells whether somebody is on the way out. */
export function toneOf(segment: SegmentId | null, silence: SilenceStage): Tone {
  if (segment !== null && DECLINING.includes(segment)) return 'gentle';
  if (segment !== null && KEEN.includes(segment)) return 'upsell';
  return silence === 'overdue' || silence === 'lapsed' ? 'gentle' : 'helpful';
}
