import { z } from 'zod';
import { cursorAfter, readCursor } from '../http/cursor.ts';
import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { getTemplateVersionsContract } from './get-template-versions.contract.ts';
import { findTemplate, written } from './template-view.ts';

export const getTemplateVersions = endpoint(getTemplateVersionsContract, async ({ params, query, caller }, deps) => {
  const { stores, publishing } = deps;
  const { limit, cursor } = query;
  const { live } = await findTemplate(deps, caller.workspace, params.id);
  const newest = live?.row.version;
  const after = cursor === undefined ? (newest ?? 0) + 1 : readCursor(cursor, z.int());
  const part = { kind: 'template', id: params.id } as const;
  const { rows, more } = await stores.parts.versions(caller.workspace, part, { limit, after });
  const versions = rows.map(({ version, at, content, from }) => ({
    version,
    live: version === newest,
    archived: content.archived === true,
    publishedAt: isoOrNull(at),
    definition: written(from ?? publishing.parts.template.sourceOf(content)),
  }));
  return { status: 200, body: { versions, next: cursorAfter(more ? rows.at(-1)?.version : undefined) } };
});
