import { AT_RISK, ATTENTION, CHAMPIONS, HIBERNATING, knownSegment, LOST, LOYAL, POTENTIAL } from './seven-segments.ts';
import { cubeTable } from './cube.ts';
import { USUAL, type Preset } from './preset.ts';

const NEW = knownSegment('new-customers', 'New Customers', '#0e8a8a');
const PROMISING = knownSegment('promising', 'Promising', '#5b6fd6');
const NEED = { ...ATTENTION, name: 'Need Attention' };
const SLEEPY = knownSegment('about-to-sleep', 'About To Sleep', '#a0672f');
const CANNOT_LOSE = knownSegment('cannot-lose-them', 'Cannot Lose Them', '#b3261e');

const LETTERS = {
  C: CHAMPIONS,
  L: LOYAL,
  P: POTENTIAL,
  N: NEW,
  O: PROMISING,
  A: NEED,
  S: SLEEPY,
  R: AT_RISK,
  X: CANNOT_LOSE,
  H: HIBERNATING,
  Z: LOST,
};

/** More is not always better in this table: 144 is Cannot Lose Them and 145 At Risk. It is kept as published. */
export const CELLS_125: Preset = {
  id: 'cells-125',
  name: '125 cells',
  about:
    'Eleven segments over fifths of recency, frequency and money, every cell named, over the last 12 months (Spotler Activate, help article 21259717715090).',
  draft: {
    ...USUAL,
    name: '125 cells',
    recency: { quantiles: 5 },
    frequency: { quantiles: 5 },
    monetary: { quantiles: 5 },
    segments: {
      segments: [CHAMPIONS, LOYAL, POTENTIAL, NEW, PROMISING, NEED, SLEEPY, AT_RISK, CANNOT_LOSE, HIBERNATING, LOST],
      membership: cubeTable(LETTERS, [
        'NNOOO OOOOO PPPAA PPLCC PPPCC',
        'NNOOO NNPOO PPPAL PPALC PPPCC',
        'NSOOO SHPAA SHPAL PPALL PPPLL',
        'HHSXX SHHRR SHHRR SRRRR SRRRR',
        'ZZXXX ZHHRR ZHRRR ZRRXR ZRRXX',
      ]),
    },
  },
};
