import { z } from 'zod';
import { cursorAfter, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { findAudience, withoutArchive } from './audience-view.ts';
import { getAudienceVersionsContract } from './get-audience-versions.contract.ts';

export const getAudienceVersions = endpoint(getAudienceVersionsContract, async ({ params, query, caller }, deps) => {
  const { limit, cursor } = query;
  const { live } = await findAudience(deps, caller.workspace, params.id);
  const after = cursor === undefined ? (live?.version ?? 0) + 1 : readCursor(cursor, z.int());
  const part = { kind: 'audience', id: params.id } as const;
  const { rows, more } = await deps.stores.parts.versions(caller.workspace, part, { limit, after });
  const versions = rows.map(({ version, at, content }) => ({
    version,
    live: version === live?.version,
    archived: content.archived === true,
    publishedAt: isoOrNull(at),
    definition: withoutArchive(content),
  }));
  return { status: 200, body: { versions, next: cursorAfter(more ? rows.at(-1)?.version : undefined) } };
});
