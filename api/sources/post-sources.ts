import { sourceKey, type SourceRow } from '../../db/sources/sources.ts';
import { own } from '../../domain/own.ts';
import type { SourceKind, SourceMapping } from '../../domain/sources/source.schema.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { newKey } from '../workspaces/workspace.ts';
import { postSourcesContract } from './post-sources.contract.ts';
import { sealed, secretFor } from './secret.ts';
import { declaredView } from './source-view.ts';

export const postSources = endpoint(postSourcesContract, async ({ body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { id, kind, name, mapping } = body;
  checkMapping(kind, mapping);
  const secret = secretFor(kind, body.secret);
  const made = kind === 'api' || kind === 'segment' ? newKey(workspace._id, ['ingest'], deps.clock()) : undefined;
  const row: SourceRow = {
    _id: sourceKey(workspace._id, id),
    workspace: workspace._id,
    source: id,
    kind,
    name,
    mapping,
    createdAt: deps.clock(),
    ...(made === undefined ? {} : { key: made.row._id }),
    ...(secret === undefined ? {} : { secret: sealed(deps, workspace._id, id, secret) }),
  };
  const verdict = await deps.stores.sources.insert(row);
  if (verdict === 'taken') throw new ApiProblem('taken', 'There is a source of this id already; choose another one.');
  if (verdict === 'full') throw new ApiProblem('conflict', 'There are 50 sources, and no more can be; end one first.');
  // The row first: a key that no source knows would stay behind for good.
  if (made) await deps.stores.keys.insert({ ...made.row, source: id });
  const shown = made?.key ?? (body.secret === undefined ? secret : undefined);
  return { status: 201, body: { id, secret: shown ?? null, source: declaredView(row, undefined) } };
});

const ITEMS: Readonly<Record<SourceKind, boolean>> = {
  api: false,
  browser: false,
  segment: true,
  shopify: true,
  woocommerce: true,
};

/** @throws ApiProblem for what a source of this kind would never look at */
export function checkMapping(kind: SourceKind, { events, contact, customer }: SourceMapping): void {
  const reads = own(ITEMS, kind) ?? false;
  const problems = [
    ...(events.length > 0 && kind !== 'segment'
      ? [{ path: 'mapping.events', message: 'only sources of the kind segment have rules; leave them out' }]
      : []),
    ...(!reads && (contact.length > 0 || customer !== 'id')
      ? [
          {
            path: 'mapping',
            message: `what a source of the kind ${kind} sends is in our own words; leave the mapping out`,
          },
        ]
      : []),
    ...(contact.includes('timezone') && (kind === 'shopify' || kind === 'woocommerce')
      ? [{ path: 'mapping.contact', message: 'shops do not say in which time zone somebody lives; leave it out' }]
      : []),
    ...(contact.includes('consent') && kind === 'woocommerce'
      ? [{ path: 'mapping.contact', message: 'WooCommerce does not say who agreed to what; leave consent out' }]
      : []),
  ];
  if (problems.length > 0)
    throw invalidInput(
      'body',
      problems.map((problem) => ({ code: 'malformed', ...problem })),
    );
}
