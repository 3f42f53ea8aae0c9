import type { CalibrationCell } from '../../db/events/calibration.ts';
import { AHEAD_DAYS } from '../../domain/silence/rules/rule.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { driftView } from './drift-view.ts';
import { getSilenceCalibrationContract } from './get-silence-calibration.contract.ts';

const STAGES = ['overdue', 'lapsed'] as const;
const CAUSES = ['rhythm', 'first-gap', 'fixed'] as const;
const TENTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export const getSilenceCalibration = endpoint(getSilenceCalibrationContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const { days } = query;
  const { silence } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const [{ since, cells }, drift] = await Promise.all([
    deps.stores.calibration.of(workspace._id, days, now),
    driftView(deps, here, silence.version),
  ]);
  const figuresOf = (some: readonly CalibrationCell[]) => figures(some, days === AHEAD_DAYS);
  const stages = STAGES.map((stage) => {
    const mine = cells.filter((cell) => cell.stage === stage);
    const by = CAUSES.map((cause) => ({ by: cause, ...figuresOf(mine.filter((cell) => cell.by === cause)) }));
    const tenths = TENTHS.map((tenth) => {
      return { from: tenth / 10, to: (tenth + 1) / 10, ...figuresOf(mine.filter((cell) => cell.tenth === tenth)) };
    });
    return { stage, ...figuresOf(mine), by: by.filter(hasAny), tenths: tenths.filter(hasAny) };
  });
  const overall = figuresOf(cells);
  const body = {
    asOf: isoTime(now),
    days,
    since: since === 0 ? null : isoTime(since),
    summary: summaryOf(overall, days),
    models: [...new Set(cells.map(({ model }) => model))].toSorted((a, b) => a - b),
    drift,
    overall,
    stages: stages.filter(hasAny),
  };
  return { status: 200, body };
});

interface Figures {
  readonly judged: number;
  readonly returned: number;
  readonly actual: number | null;
  readonly predicted: number | null;
  readonly withPrediction: number;
  readonly open: number;
}

function figures(cells: readonly CalibrationCell[], isPredicted: boolean): Figures {
  const sum = (of: (cell: CalibrationCell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  const [judged, returned] = [sum((cell) => cell.judged), sum((cell) => cell.returned)];
  const withPrediction = isPredicted ? sum(({ tenth, judged: some }) => (tenth === null ? 0 : some)) : 0;
  return {
    judged,
    returned,
    actual: judged === 0 ? null : returned / judged,
    predicted: withPrediction === 0 ? null : sum(({ chances }) => chances) / withPrediction,
    withPrediction,
    open: sum((cell) => cell.open),
  };
}

function hasAny({ judged, open }: Figures): boolean {
  return judged + open > 0;
}

function summaryOf({ judged, returned, predicted, open }: Figures, days: number): string {
  if (judged === 0 && open === 0) return 'Nobody has fallen silent yet, so there is nothing to compare.';
  if (judged === 0) return `Nobody has been silent for ${days} days yet: ${open} stages of silence wait to be judged.`;
  const outcome = `Customers came back within ${days} days after ${returned} of ${judged} stages of silence`;
  return predicted === null ? `${outcome}.` : `${outcome}; the mean prediction was ${(predicted * 100).toFixed(1)} %.`;
}
