import { DEFAULT_SCORING } from '../model.ts';
import {
  AT_RISK,
  CHAMPIONS,
  gridCells,
  HIBERNATING,
  LOST,
  LOYAL,
  POTENTIAL,
  SEVEN_SEGMENTS,
} from './seven-segments.ts';
import { USUAL, type Preset } from './preset.ts';

const { recency, frequency } = DEFAULT_SCORING;
const STEPS = {
  ...USUAL,
  recency: { fixed: recency.cuts, edge: recency.edge },
  frequency: { fixed: frequency.cuts, edge: frequency.edge },
  monetary: null,
};

export const SEVEN: Preset = {
  id: 'seven',
  name: 'Seven segments',
  about:
    'Seven segments of recency and frequency, merged from the ten-segment grid of guillaume-martin.github.io, on the day steps of Omnisend (40, 90, 180) and Klaviyo (180, 365).',
  draft: { ...STEPS, name: 'Seven segments', segments: SEVEN_SEGMENTS },
};

/** The names are Flowcot's; where Needs Attention went is ours, so that more is never worse. */
export const FLOWCOT_SIX: Preset = {
  id: 'flowcot-six',
  name: 'Flowcot six',
  about:
    'The six segment names that Flowcot publishes, without Needs Attention, on the same steps as the seven; its own thresholds are not public.',
  draft: {
    ...STEPS,
    name: 'Flowcot six',
    segments: {
      segments: [CHAMPIONS, LOYAL, POTENTIAL, AT_RISK, HIBERNATING, LOST],
      membership: {
        by: 'cells',
        measures: 'rf',
        cells: gridCells({
          5: [POTENTIAL, POTENTIAL, POTENTIAL, CHAMPIONS, CHAMPIONS],
          4: [POTENTIAL, POTENTIAL, POTENTIAL, LOYAL, LOYAL],
          3: [AT_RISK, AT_RISK, POTENTIAL, LOYAL, LOYAL],
          2: [HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, AT_RISK],
          1: [LOST, LOST, AT_RISK, AT_RISK, AT_RISK],
        }),
      },
    },
  },
};
