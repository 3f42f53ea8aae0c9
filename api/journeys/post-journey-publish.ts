import { insideSteps } from '../../db/tallies/inside.ts';
import { lifeOf } from '../../domain/journey/life.ts';
import { withInside } from '../../publishing/inside.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { countBeforeReading } from '../segments/census.ts';
import { insideWanted } from './inside-wanted.ts';
import { definitionOf, findJourney, noJourney } from './journey-view.ts';
import { statusView } from './life-view.ts';
import { postJourneyPublishContract } from './post-journey-publish.contract.ts';

export const postJourneyPublish = endpoint(postJourneyPublishContract, async ({ params, body, caller }, deps) => {
  const { id } = params;
  const here = await hereOf(deps, caller);
  const wanted = insideWanted(body, here.now);
  const definition = definitionOf(await findJourney(deps, caller.workspace, id));
  if (definition === undefined) throw noJourney(id);
  if (wanted.inside !== 'pin') await countBeforeReading(deps, here);
  const all = wanted.inside === 'pin' ? [] : await deps.stores.tallies.read(caller.workspace, insideSteps);
  const standing = all.filter(({ journey }) => journey === id);
  const { version, playbook, changed, rollout } = await deps.publishing.publish(deps.publishing.parts.journey, {
    workspace: caller.workspace,
    id,
    source: () => definition,
    along: (next, base) => withInside(next, base, id, wanted, standing),
    by: caller.who.id,
    note: body.note,
  });
  await deps.jobs.launchSchedules.follow(here.workspace, playbook);
  const status = statusView(lifeOf(playbook, id));
  return { status: 200, body: { journey: id, version, playbook: playbook.version, changed, status, rollout } };
});
