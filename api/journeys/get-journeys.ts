import type { DraftRow } from '../../db/playbook/drafts.ts';
import { insideByJourney, insideSteps } from '../../db/tallies/inside.ts';
import type { JourneyId } from '../../domain/ids.schema.ts';
import { lifeOf } from '../../domain/journey/life.ts';
import { currentJourney } from '../../domain/playbook.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { countBeforeReading } from '../segments/census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { isoOrNull } from '../sentences.ts';
import { gistOf } from './journey-gist.ts';
import { isChanged } from './journey-view.ts';
import { getJourneysContract } from './get-journeys.contract.ts';

export const getJourneys = endpoint(getJourneysContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const uncounted = await countBeforeReading(deps, here);
  const [playbook, steps] = await Promise.all([
    currentPlaybook(deps.stores, caller.workspace),
    deps.stores.tallies.read(caller.workspace, insideSteps),
  ]);
  const inside = insideByJourney(steps);
  const line = (id: JourneyId, draft: DraftRow<'journey'> | null) => {
    const live = currentJourney(playbook, id);
    return {
      id,
      name: draft?.source.name ?? live?.definition.name ?? id,
      live: live?.version ?? null,
      status: live ? lifeOf(playbook, id).status.is : null,
      changed: draft !== null && isChanged(draft.source, live ?? null),
      savedAt: isoOrNull(draft?.savedAt ?? null),
      inside: inside.get(id) ?? 0,
      ...gistOf(draft?.source ?? live?.definition),
    };
  };
  const lines = new Map([...playbook.journeys.keys()].map((id) => [id, line(id, null)]));
  for await (const draft of deps.stores.drafts.list(caller.workspace, 'journey')) {
    lines.set(draft.source.id, line(draft.source.id, draft));
  }
  const journeys = [...lines.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { status: 200, body: { uncounted, journeys } };
});
