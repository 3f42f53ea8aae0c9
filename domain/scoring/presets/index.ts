import { CELLS_125 } from './cells-125.ts';
import { FLOWCOT_SIX, SEVEN } from './fixed-grids.ts';
import { KLAVIYO_27 } from './klaviyo.ts';
import type { Preset } from './preset.ts';
import { rRfm02x, rRfm030 } from './r-rfm.ts';

export type { Preset } from './preset.ts';

/**
 * The models that ship; the first is the default.
 * @param minorUnits how many minor units make one unit of the workspace's currency: 100, or 1 where there are no cents
 */
export function presetsFor(minorUnits: number): readonly Preset[] {
  return [SEVEN, FLOWCOT_SIX, KLAVIYO_27, CELLS_125, rRfm030(minorUnits), rRfm02x(minorUnits)];
}

export const PRESETS: readonly Preset[] = presetsFor(100);
