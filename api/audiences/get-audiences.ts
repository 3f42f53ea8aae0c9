import { isDeepStrictEqual } from 'node:util';
import type { DraftRow } from '../../db/playbook/drafts.ts';
import { audienceSizes } from '../../db/tallies/audience.ts';
import type { AudienceId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { countBeforeReading } from '../segments/census.ts';
import { isoOrNull } from '../sentences.ts';
import { withoutArchive } from './audience-view.ts';
import { getAudiencesContract } from './get-audiences.contract.ts';

export const getAudiences = endpoint(getAudiencesContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const { workspace, now } = here;
  const uncounted = await countBeforeReading(deps, here);
  const [playbook, sizes] = await Promise.all([
    deps.stores.playbooks.load(workspace._id, workspace.playbook),
    deps.stores.tallies.read(workspace._id, audienceSizes),
  ]);
  const line = (id: AudienceId, draft: DraftRow<'audience'> | null) => {
    const live = playbook.audiences.get(id);
    const definition = draft?.source ?? (live && withoutArchive(live.definition));
    return {
      id,
      name: definition?.name ?? id,
      live: live?.version ?? null,
      archived: live?.definition.archived === true,
      changed: !isDeepStrictEqual(definition, live?.definition),
      savedAt: isoOrNull(draft?.savedAt ?? null),
      ...(sizes.get(id) ?? { customers: 0, revenue: 0 }),
    };
  };
  const lines = new Map([...playbook.audiences.keys()].map((id) => [id, line(id, null)]));
  for await (const draft of deps.stores.drafts.list(workspace._id, 'audience')) {
    lines.set(draft.source.id, line(draft.source.id, draft));
  }
  const audiences = [...lines.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { status: 200, body: { asOf: isoTime(now), uncounted, audiences } };
});
