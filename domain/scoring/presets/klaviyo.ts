import { AT_RISK, ATTENTION, CHAMPIONS, knownSegment, LOYAL } from './seven-segments.ts';
import { cubeTable } from './cube.ts';
import { USUAL, type Preset } from './preset.ts';

const RECENT = knownSegment('recent', 'Recent', '#2f7fc1');
const NEEDS = { ...ATTENTION, name: 'Needs attention' };
const RISK = { ...AT_RISK, name: 'At risk' };
const INACTIVE = knownSegment('inactive', 'Inactive', '#7d7d7d');

export const KLAVIYO_27: Preset = {
  id: 'klaviyo-27',
  name: 'Klaviyo 3 × 3 × 3',
  about:
    "Klaviyo's six groups of 27 cells: recency up to 180 and 365 days, frequency and money in thirds of the base (help.klaviyo.com 17797937793179).",
  draft: {
    ...USUAL,
    name: 'Klaviyo 3 × 3 × 3',
    windowDays: null,
    // Three scores: both steps are met up to 180 days, one up to 365.
    recency: { fixed: [180, 365] },
    frequency: { quantiles: 3 },
    monetary: { quantiles: 3 },
    segments: {
      segments: [CHAMPIONS, LOYAL, RECENT, NEEDS, RISK, INACTIVE],
      membership: cubeTable({ C: CHAMPIONS, L: LOYAL, R: RECENT, N: NEEDS, K: RISK, I: INACTIVE }, [
        'RRR LLC LCC',
        'KKN NRR KLL',
        'III IKN KNN',
      ]),
    },
  },
};
