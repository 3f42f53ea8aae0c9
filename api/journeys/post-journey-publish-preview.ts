import { insideSteps } from '../../db/tallies/inside.ts';
import { publishJourney } from '../../domain/playbook.ts';
import { baseOf } from '../../publishing/book.ts';
import { fateIn, withInside, type InsideFate } from '../../publishing/inside.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { isDeepStrictEqual } from 'node:util';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { countBeforeReading } from '../segments/census.ts';
import { definitionOf, findJourney, journeyProblems, noJourney } from './journey-view.ts';
import { insideWanted } from './inside-wanted.ts';
import { postJourneyPublishPreviewContract } from './post-journey-publish-preview.contract.ts';

export const postJourneyPublishPreview = endpoint(
  postJourneyPublishPreviewContract,
  async ({ params: { id }, body, caller }, deps) => {
    const here = await hereOf(deps, caller);
    const { workspace } = caller;
    const source = await findJourney(deps, workspace, id);
    const definition = definitionOf(source);
    if (definition === undefined) throw noJourney(id);
    const wanted = insideWanted(body, here.now);
    const uncounted = await countBeforeReading(deps, here);
    const all = await deps.stores.tallies.read(workspace, insideSteps);
    const standing = all.filter(({ journey }) => journey === id);
    const base = await baseOf(deps.stores, workspace, deps.clock());
    const isLive = isDeepStrictEqual(source.live?.definition, definition);
    const next = isLive ? base.book : publishJourney(base.book, definition);
    const steps = standing.map((one) => {
      const fate = fateIn(next, id, wanted, one);
      const { version, step, customers } = one;
      return { version, step, customers, becomes: fate.is, to: standsAt(fate, step) };
    });
    const sum = (is: InsideFate['is']) =>
      steps.reduce((total, { becomes, customers }) => (becomes === is ? total + customers : total), 0);
    return {
      status: 200,
      body: {
        version: next.journeys.get(id)?.version ?? 1,
        problems: [
          ...(await journeyProblems(deps, workspace, definition)),
          ...problemsOf(() => withInside(next, base, id, wanted, standing)),
        ],
        steps,
        totals: {
          pinned: sum('pinned'),
          drained: sum('drained'),
          stay: sum('stay'),
          move: sum('move'),
          leave: sum('leave'),
        },
        uncounted,
      },
    };
  },
);

function standsAt(fate: InsideFate, step: string): string | null {
  if (fate.is === 'move') return fate.to;
  return fate.is === 'stay' ? step : null;
}

function problemsOf(attempt: () => unknown) {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof NotPublished && error.problems) return error.problems;
    throw error;
  }
}
