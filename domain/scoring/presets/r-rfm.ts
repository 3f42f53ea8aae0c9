import type { ScoringDraft } from '../draft.schema.ts';
import type { Range, Segment, SegmentRule, SegmentTable } from '../segment.ts';
import { AT_RISK, ATTENTION, CHAMPIONS, knownSegment, LOST, LOYAL, POTENTIAL } from './seven-segments.ts';
import { USUAL, type Preset } from './preset.ts';

const LOYAL_CUSTOMERS = { ...LOYAL, name: 'Loyal Customers' };
const NEW = knownSegment('new-customers', 'New Customers', '#0e8a8a');
const PROMISING = knownSegment('promising', 'Promising', '#5b6fd6');
const NEED = { ...ATTENTION, name: 'Need Attention' };
const SLEEPY = knownSegment('about-to-sleep', 'About To Sleep', '#a0672f');
const CANNOT_LOSE = knownSegment('cannot-lose-them', "Can't Lose Them", '#b3261e');
const OTHERS = knownSegment('others', 'Others', '#5f6368');

const SEGMENTS = [
  CHAMPIONS,
  LOYAL_CUSTOMERS,
  POTENTIAL,
  NEW,
  PROMISING,
  NEED,
  SLEEPY,
  AT_RISK,
  CANNOT_LOSE,
  LOST,
  OTHERS,
];

type Row = readonly [segment: Segment, r: Range, f: Range, m: Range];

function ruleOf([{ id: segment }, r, f, m]: Row): SegmentRule {
  return { segment, r, f, m };
}

function tableOf(rows: readonly Row[]): SegmentTable {
  return { segments: SEGMENTS, membership: { by: 'first-match', rules: rows.map(ruleOf), otherwise: OTHERS.id } };
}

const V_0_3_0 = tableOf([
  [CHAMPIONS, [5, 5], [5, 5], [5, 5]],
  [POTENTIAL, [3, 5], [3, 5], [2, 5]],
  [LOYAL_CUSTOMERS, [2, 4], [2, 4], [2, 4]],
  [PROMISING, [3, 4], [1, 3], [3, 5]],
  [NEW, [4, 5], [1, 3], [1, 5]],
  [CANNOT_LOSE, [1, 2], [3, 4], [4, 5]],
  [AT_RISK, [1, 2], [2, 5], [4, 5]],
  [NEED, [1, 3], [3, 5], [3, 5]],
  [SLEEPY, [2, 3], [1, 3], [1, 4]],
  [LOST, [1, 1], [1, 5], [1, 5]],
]);

/** New, Promising and Can't Lose Them are never reached here: the rules before them take all of their scores. */
const V_0_2_X = tableOf([
  [CHAMPIONS, [4, 5], [4, 5], [4, 5]],
  [LOYAL_CUSTOMERS, [2, 5], [3, 5], [3, 5]],
  [POTENTIAL, [3, 5], [1, 3], [1, 3]],
  [NEW, [4, 5], [1, 1], [1, 1]],
  [PROMISING, [3, 4], [1, 1], [1, 1]],
  [NEED, [2, 3], [2, 3], [2, 3]],
  [SLEEPY, [2, 3], [1, 2], [1, 2]],
  [AT_RISK, [1, 2], [2, 5], [2, 5]],
  [CANNOT_LOSE, [1, 1], [4, 5], [4, 5]],
  [LOST, [1, 2], [1, 2], [1, 2]],
]);

/** The package counts whole lives in calendar days, and adds one day, one order, one currency unit to its quantiles. */
function draftOf(name: string, segments: SegmentTable, minorUnits: number): ScoringDraft {
  return {
    ...USUAL,
    name,
    windowDays: null,
    days: 'calendar',
    recency: { quantiles: 5, plus: 1 },
    frequency: { quantiles: 5, plus: 1 },
    monetary: { quantiles: 5, plus: minorUnits },
    segments,
  };
}

/** @param minorUnits how many minor units make one currency unit: 100, or 1 where there are no cents */
export function rRfm030(minorUnits: number): Preset {
  return {
    id: 'r-rfm-0.3.0',
    name: 'R rfm 0.3.0',
    about:
      'The ten segments of the R package rfm 0.3.0 and its exact binning: first match wins, ten of 125 cells are Others (github.com/rsquaredacademy/rfm).',
    draft: draftOf('R rfm 0.3.0', V_0_3_0, minorUnits),
  };
}

/** @param minorUnits how many minor units make one currency unit: 100, or 1 where there are no cents */
export function rRfm02x(minorUnits: number): Preset {
  return {
    id: 'r-rfm-0.2.x',
    name: 'R rfm 0.2.x',
    about:
      'The segments of the R package rfm before 0.3.0 and its exact binning: first match wins, 36 of 125 cells are Others and three segments stay empty (github.com/rsquaredacademy/rfm).',
    draft: draftOf('R rfm 0.2.x', V_0_2_X, minorUnits),
  };
}
