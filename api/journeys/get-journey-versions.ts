import { z } from 'zod';
import { cursorAfter, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { actorWith, namesOf, whoIs } from '../people/user.ts';
import { findJourney, shownVersion } from './journey-view.ts';
import { isoOrNull } from '../sentences.ts';
import { getJourneyVersionsContract } from './get-journey-versions.contract.ts';

export const getJourneyVersions = endpoint(getJourneyVersionsContract, async ({ params, query, caller }, deps) => {
  const { limit, cursor } = query;
  const { live } = await findJourney(deps, caller.workspace, params.id);
  const after = cursor === undefined ? (live?.version ?? 0) + 1 : readCursor(cursor, z.int());
  const part = { kind: 'journey', id: params.id } as const;
  const [{ rows, more }, names] = await Promise.all([
    deps.stores.parts.versions(caller.workspace, part, { limit, after }),
    namesOf(deps.stores, caller.workspace),
  ]);
  const versions = rows.map(({ version, at, content, by, note }) => ({
    version,
    live: version === live?.version,
    publishedAt: isoOrNull(at),
    publishedBy: by === undefined ? null : whoIs(actorWith(by), names),
    note: note ?? null,
    ...shownVersion(content),
  }));
  return { status: 200, body: { versions, next: cursorAfter(more ? rows.at(-1)?.version : undefined) } };
});
