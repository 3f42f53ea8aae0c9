import { endpoint } from '../endpoint.ts';
import { findJourney } from '../journey-view.ts';
import { isoOrNull } from '../sentences.ts';
import { getJourneyVersionsContract } from './get-journey-versions.contract.ts';

export const getJourneyVersions = endpoint(getJourneyVersionsContract, async ({ params, caller }, deps) => {
  const [{ playbook, live }, publications] = await Promise.all([
    findJourney(deps, caller.workspace, params.id),
    deps.stores.journeys.publications(caller.workspace, params.id),
  ]);
  const publishedAt = new Map(publications.map(({ version, at }) => [version, at]));
  const versions = (playbook.journeys[params.id] ?? []).map(({ version, definition }) => ({
    version,
    live: version === live?.version,
    publishedAt: isoOrNull(publishedAt.get(version) ?? null),
    definition,
  }));
  return { status: 200, body: { versions: versions.toReversed() } };
});
