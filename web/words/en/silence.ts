import { speaking } from '../speaking.ts';

const { count, number } = speaking('en');
const days = (value: number) => count(value, { one: 'day', other: 'days' });

interface Judged {
  readonly judged: number;
  readonly returned: number;
  readonly open: number;
  readonly days: number;
}

export const silence = {
  inForce: 'Rules of silence in force',
  about: (version: number, share: string) => `Version ${version} · ${share} of all customers live by it`,
  overdue: 'Overdue',
  lapsed: 'Lapsed',
  days,
  fixedFor: (hasRule: boolean): string =>
    hasRule ? 'for whoever has no rhythm of their own' : 'after the last order, for everybody',
  rule: 'For regular customers',
  noRule: 'the same fixed days',
  learned: 'Learned from',
  learnedFrom: (customers: number, repeaters: number) =>
    `${count(customers, { one: 'customer', other: 'customers' })}, ${number(repeaters)} of them bought more than once`,
  between: (floor: number, cap: number) => `never before ${days(floor)}, never after ${days(cap)}`,
  fixed: 'Other fixed days',
  overdueDays: 'Days until overdue',
  lapsedDays: 'Days until lapsed',
  off: 'For everybody: turn the learned rhythm off',
  drift: (predicted: string, actual: string) => `Predicted ${predicted}, came back ${actual}`,
  driftAlert: 'Predictions are off by more than chance explains. Learn the rhythm again.',
  fit: 'Learn the rhythm',
  fitAbout: 'A rule comes into force only where it calls those who are gone earlier, at equally many false alarms.',
  fitNow: 'Learn it now',
  last: 'Last time',
  lastNone: 'It has not been learned yet. It needs about a year of history.',
  begunBy: { call: 'asked for', schedule: 'by schedule', drift: 'because predictions were off' },
  schedule: 'Learn it again',
  never: 'only when asked for',
  every: (value: number) => `every ${number(value)} days`,
  next: (when: string) => `next ${when}`,
  calibration: 'Does silence mean what the rules say?',
  stage: 'Stage',
  asTable: 'As a table',
  asPlot: 'As a plot',
  predicted: 'Predicted chance to come back within 90 days',
  observed: 'Came back',
  judged: 'Judged',
  open: 'Still open',
  range: 'Predicted',
  plot: (points: number) =>
    `Predicted against observed, ${count(points, { one: 'point', other: 'points' })}; on the line they agree`,
  point: (predicted: string, actual: string, judged: number) =>
    `Predicted ${predicted}, came back ${actual}, of ${number(judged)}`,
  noPoints: 'No stage with a prediction has had its 90 days yet.',
  agree: 'as predicted',
  summary: ({ judged, returned, open, days: within }: Judged, predicted: string | null): string => {
    if (judged === 0 && open === 0) return 'Nobody has fallen silent yet, so there is nothing to compare.';
    if (judged === 0) return `Nobody has been silent for ${days(within)} yet: ${number(open)} wait to be judged.`;
    const came = `Within ${days(within)}, customers came back after ${number(returned)} of ${number(judged)} stages of silence`;
    return predicted === null ? `${came}.` : `${came}; the mean prediction was ${predicted}.`;
  },
  figures: (judged: number, returned: number, open: number) =>
    `${number(judged)} judged, ${number(returned)} came back, ${number(open)} still open`,
};
