import { z } from 'zod';
import { currentPlaybook } from '../../publishing/book.ts';
import { cursorAfter, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { SCORING } from './scoring.ts';
import { versionView } from './scoring-view.ts';
import { getScoringVersionsContract } from './get-scoring-versions.contract.ts';

export const getScoringVersions = endpoint(getScoringVersionsContract, async ({ query, caller }, deps) => {
  const { limit, cursor } = query;
  const here = await hereOf(deps, caller);
  const { scoring } = await currentPlaybook(deps.stores, here.workspace._id);
  const page = { limit, ...(cursor === undefined ? {} : { after: readCursor(cursor, z.int()) }) };
  const { rows, more } = await deps.stores.parts.versions(here.workspace._id, SCORING, page);
  const versions = rows.map((row) => versionView(deps.publishing.parts.scoring, row, scoring.version, here));
  return { status: 200, body: { versions, next: cursorAfter(more ? rows.at(-1)?.version : undefined) } };
});
