import { isDeepStrictEqual } from 'node:util';
import { journeyIds } from '../../domain/journey/insiders.ts';
import { currentJourney } from '../../domain/playbook.ts';
import { endpoint } from '../endpoint.ts';
import { currentPlaybook } from '../journeys.ts';
import { isoOrNull } from '../sentences.ts';
import { getJourneysContract } from './get-journeys.contract.ts';

export const getJourneys = endpoint(getJourneysContract, async ({ caller }, deps) => {
  const [playbook, drafts, inside] = await Promise.all([
    currentPlaybook(deps.stores, caller.workspace),
    deps.stores.journeys.drafts(caller.workspace),
    deps.stores.journeys.inside(caller.workspace),
  ]);
  const draftOf = new Map(drafts.map((draft) => [draft.journey, draft]));
  const ids = [...new Set([...draftOf.keys(), ...journeyIds(playbook.journeys)])].toSorted();
  const journeys = ids.map((id) => {
    const draft = draftOf.get(id);
    const live = currentJourney(playbook, id);
    return {
      id,
      name: draft?.definition.name ?? live?.definition.name ?? id,
      live: live?.version ?? null,
      changed: draft !== undefined && !isDeepStrictEqual(draft.definition, live?.definition),
      savedAt: isoOrNull(draft?.savedAt ?? null),
      inside: inside.get(id) ?? 0,
    };
  });
  return { status: 200, body: { journeys } };
});
