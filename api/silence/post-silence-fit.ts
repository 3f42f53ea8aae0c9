import type { z } from 'zod';
import { LAPSED_PART, type Shares, type Wanted } from '../../domain/backtest/wanted.ts';
import { entriesOf } from '../../domain/own.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Problem } from '../../domain/problem.ts';
import { endpoint } from '../http/endpoint.ts';
import { invalidInput } from '../http/problem.ts';
import { fitView } from '../jobs/view.ts';
import { postSilenceFitContract } from './post-silence-fit.contract.ts';

type Asked = z.output<typeof postSilenceFitContract.input.body>;

export const postSilenceFit = endpoint(postSilenceFitContract, async ({ body, caller }, { jobs, stores }) => {
  const { falseAlarms, costs, bySegment, ...options } = body;
  const unknown = unknownSegments(Object.keys(bySegment), await currentPlaybook(stores, caller.workspace));
  if (unknown.length > 0) throw invalidInput('body', unknown);
  const bySegmentWanted = Object.fromEntries(
    entriesOf(bySegment).map(([segment, shares]) => [segment, sharesOf(shares)]),
  );
  const row = await jobs.begin(caller.workspace, {
    kind: 'fit',
    options: { ...options, wanted: wantedOf({ falseAlarms, costs }), bySegment: bySegmentWanted },
  });
  return { status: 202, body: { job: fitView(row) } };
});

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
