import type { ArmTotals } from '../../domain/measure/lift.ts';
import type { JourneyPin } from '../../domain/playbook.ts';
import type { AssignedBy } from '../../domain/journey/standing.ts';
import type { ResultFact } from '../../domain/journey/results.ts';
import { armResultTally, dayResultTally, squaresIn, stepResultTally } from './results.ts';
import type { Days, TallyReader } from './reader.ts';

/** How often something came of a step. */
export interface StepResult {
  readonly step: string;
  readonly what: ResultFact['what'] | 'message' | 'stayed' | 'text';
  /** Which way, or why, the bucket of a stay, or what of which text; empty where there is only one. */
  readonly detail: string;
  readonly times: number;
}

/** One arm of what a journey compares, or everybody who came in where nobody is held out. */
export interface ArmResult extends ArmTotals {
  readonly by: AssignedBy;
  readonly step: string;
  readonly arm: string;
  /** Of everybody assigned, so far. */
  readonly conversions: number;
  readonly earned: number;
  /** Of the matured, without any cap; `revenue` is what the arms are compared by. */
  readonly spent: number;
}

/** What came of one version of a journey, ever. */
export async function stepResults(
  reader: TallyReader,
  { journey, version }: JourneyPin,
): Promise<readonly StepResult[]> {
  const rows = await reader.rows(stepResultTally, undefined, `${journey}/${version}/`);
  return rows.map(({ of, sums: { times } }) => {
    const [, , step = '', what = '', ...detail] = of.split('/');
    return { step, what: what as StepResult['what'], detail: detail.join('/'), times };
  });
}

export async function armResults(reader: TallyReader, { journey, version }: JourneyPin): Promise<readonly ArmResult[]> {
  const rows = await reader.rows(armResultTally, undefined, `${journey}/${version}/`);
  return rows.map(({ of, sums }) => {
    const [, , step = '', by, ...arm] = of.split('/');
    const { squaresHigh, squaresLow, revenue: spent, compared: revenue, ...amounts } = sums;
    const squares = squaresIn({ squaresHigh, squaresLow });
    return { by: by === 'step' ? 'step' : 'entering', step, arm: arm.join('/'), ...amounts, spent, revenue, squares };
  });
}

/** What came of it on each local day on which something did. */
export async function dayResults(reader: TallyReader, { journey, version }: JourneyPin, days: Days) {
  const rows = await reader.rows(dayResultTally, days, `${journey}/${version}/`);
  return rows.map(({ day, sums }) => ({ day, ...sums }));
}
