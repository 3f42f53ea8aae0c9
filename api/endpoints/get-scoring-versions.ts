import { z } from 'zod';
import { cutPage, readCursor } from '../cursor.ts';
import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { currentPlaybook } from '../journeys.ts';
import { definitionInForce, fixedDraft } from '../scoring-publish.ts';
import { versionView } from '../scoring-view.ts';
import { getScoringVersionsContract } from './get-scoring-versions.contract.ts';

export const getScoringVersions = endpoint(getScoringVersionsContract, async ({ query, caller }, deps) => {
  const { limit } = query;
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, z.int());
  const here = await hereOf(deps, caller);
  const workspace = here.workspace._id;
  const playbook = await currentPlaybook(deps.stores, workspace);
  // Finishes what a publisher that died half-way left undone, so that the list has it too.
  await definitionInForce(deps, here, playbook);
  const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
  const rows = await deps.stores.scoring.versions(workspace, page);
  const isLast = rows.length <= limit && (after === undefined || after > FIRST);
  const { scoring: model } = await deps.stores.playbooks.load(workspace, FIRST);
  const first = { model, draft: fixedDraft(model), playbook: FIRST, at: null };
  const all = isLast ? [...rows, first] : rows;
  const { page: shown, next } = cutPage(all, limit, (last) => last.model.version);
  const versions = shown.map((version) => versionView(version, playbook.scoring.version, here));
  return { status: 200, body: { versions, next } };
});

/** What a workspace starts with, which nobody published. */
const FIRST = 1;
