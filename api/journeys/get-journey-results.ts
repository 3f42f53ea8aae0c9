import { insideSteps } from '../../db/tallies/inside.ts';
import type { TallyReader } from '../../db/tallies/reader.ts';
import { armResults, dayResults, stepResults } from '../../db/tallies/results-read.ts';
import type { JourneyPin } from '../../domain/playbook.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { countBeforeReading } from '../segments/census.ts';
import { comparisonsView } from './comparisons-view.ts';
import { getJourneyResultsContract } from './get-journey-results.contract.ts';
import { findVersion } from './journey-version.ts';
import { shownVersion } from './journey-view.ts';
import { signDays } from './placement-results.ts';
import { resultDays, resultsView } from './results-view.ts';

export const getJourneyResults = endpoint(getJourneyResultsContract, async ({ params, query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const [{ version, live, content }, uncounted] = await Promise.all([
    findVersion(deps, workspace, params.id, query.version),
    countBeforeReading(deps, here),
  ]);
  const today = dayOf(now, workspace.timezone);
  const days = { from: today - query.days + 1, to: today };
  const pin = { journey: params.id, version };
  const [read, signs] = await Promise.all([
    deps.stores.tallies.read(workspace._id, (reader) => resultsIn(reader, pin, days)),
    deps.stores.placementResults(workspace._id, pin),
  ]);
  const { definition, winners } = shownVersion(content);
  return {
    status: 200,
    body: {
      journey: params.id,
      version,
      live: version === live,
      asOf: isoTime(now),
      uncounted,
      ...resultsView(definition, { ...read, signs }),
      byDay: { ...resultDays(read.days, days.from, query.days), ...signDays(signs, days.from, query.days) },
      comparisons: comparisonsView(definition, read.arms, now),
      winners,
    },
  };
});

async function resultsIn(reader: TallyReader, pin: JourneyPin, span: { readonly from: number; readonly to: number }) {
  const [steps, arms, days, inside] = await Promise.all([
    stepResults(reader, pin),
    armResults(reader, pin),
    dayResults(reader, pin, span),
    insideSteps(reader),
  ]);
  const here = inside.filter(({ journey, version }) => journey === pin.journey && version === pin.version);
  return { steps, arms, days, inside: here };
}
