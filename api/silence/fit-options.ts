import type { z } from 'zod';
import type { FitOptions } from '../../db/jobs/results.ts';
import { LAPSED_PART, type Shares, type Wanted } from '../../domain/backtest/wanted.ts';
import { entriesOf } from '../../domain/own.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Problem } from '../../domain/problem.ts';
import { invalidInput } from '../http/problem.ts';
import type { fitOptions } from './fit-options.contract.ts';

type Asked = z.output<typeof fitOptions>;

/** @throws ApiProblem where it names a segment that the rules in force do not have */
export function fitOptionsOf(
  { falseAlarms, costs, bySegment, floorDays, capDays }: Asked,
  playbook: Pick<Playbook, 'scoring'>,
  publish: boolean,
): FitOptions {
  const unknown = unknownSegments(Object.keys(bySegment), playbook);
  if (unknown.length > 0) throw invalidInput('body', unknown);
  const shares = entriesOf(bySegment).map(([segment, own]) => [segment, sharesOf(own)] as const);
  return {
    floorDays,
    capDays,
    publish,
    wanted: wantedOf({ falseAlarms, costs }),
    bySegment: Object.fromEntries(shares),
  };
}

/** The same, as it was asked for. */
export function fitOptionsView({ wanted, bySegment = {}, floorDays, capDays }: FitOptions) {
  const costs = wanted?.by === 'costs' ? wanted : null;
  return {
    falseAlarms: wanted?.by === 'share' ? { overdue: wanted.overdue, lapsed: wanted.lapsed } : null,
    costs: costs && { message: costs.message, annoyance: costs.annoyance, day: costs.day },
    bySegment: entriesOf(bySegment).map(([segment, shares]) => ({ segment, ...shares })),
    floorDays,
    capDays,
  };
}

function unknownSegments(named: readonly string[], { scoring }: Pick<Playbook, 'scoring'>): readonly Problem[] {
  const known = new Set<string>(scoring.segments.segments.map(({ id }) => id));
  return named.flatMap((segment) => {
    const message = `the scoring model in force has no segment "${segment}"; it has ${[...known].join(', ')}`;
    return known.has(segment) ? [] : [{ code: 'unknown-segment', path: `bySegment.${segment}`, message }];
  });
}

function wantedOf({ falseAlarms, costs }: Pick<Asked, 'falseAlarms' | 'costs'>): Wanted {
  if (falseAlarms !== undefined) return { by: 'share', ...sharesOf(falseAlarms) };
  return costs === undefined ? { by: 'fixed-days' } : { by: 'costs', ...costs };
}

function sharesOf({ overdue, lapsed = overdue * LAPSED_PART }: NonNullable<Asked['falseAlarms']>): Shares {
  return { overdue, lapsed };
}
