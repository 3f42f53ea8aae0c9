import { workspaceTime } from '../../db/workspaces/workspaces.ts';
import { channelName } from '../../domain/channels/address.schema.ts';
import {
  audienceId,
  itemId,
  journeyId,
  poolId,
  sourceId,
  subscriptionId,
  templateId,
  type WorkspaceId,
} from '../../domain/ids.schema.ts';
import { lifeOf } from '../../domain/journey/life.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { AuditedKind } from '../../domain/people/audit.ts';
import { currentJourney } from '../../domain/playbook.ts';
import { isoTime } from '../../domain/time.ts';
import { currentPlaybook, inForce } from '../../publishing/book.ts';
import { withoutArchive } from '../audiences/audience-view.ts';
import type { ApiDeps } from '../deps.ts';
import { shownSettings } from '../placements/settings-view.ts';
import { written } from '../templates/template-view.ts';

type Read = (deps: ApiDeps, workspace: WorkspaceId, id: string) => Promise<unknown>;

/** What a change does not come to by itself: it begins something, or is about people whose data is in no log. */
const nothing: Read = async () => undefined;

/**
 * How each kind of thing is read before and after a change; never a secret, and never an address. Where nobody has saved
 * a draft yet, what is in force stands for it.
 */
const SNAPSHOTS: Readonly<Record<AuditedKind, Read>> = {
  async audience({ stores }, workspace, id) {
    const read = readShape(audienceId, id);
    if ('problems' in read) return undefined;
    const draft = await stores.drafts.find(workspace, { kind: 'audience', id: read.value });
    const live = (await currentPlaybook(stores, workspace)).audiences.get(read.value);
    const definition = draft?.source ?? (live && withoutArchive(live.definition));
    return seen({ draft: definition, live: live?.version, archived: live?.definition.archived });
  },
  async journey({ stores }, workspace, id) {
    const read = readShape(journeyId, id);
    if ('problems' in read) return undefined;
    const draft = await stores.drafts.find(workspace, { kind: 'journey', id: read.value });
    const book = await currentPlaybook(stores, workspace);
    const live = currentJourney(book, read.value);
    const status = live && lifeOf(book, read.value).status.is;
    return seen({ draft: draft?.source ?? live?.definition, live: live?.version, status });
  },
  async scoring({ stores, publishing }, workspace) {
    const draft = await stores.drafts.find(workspace, { kind: 'scoring', id: 'scoring' });
    const { scoring } = await currentPlaybook(stores, workspace);
    return seen({ draft: draft?.source ?? publishing.parts.scoring.sourceOf(scoring), live: scoring.version });
  },
  async policies({ stores, publishing }, workspace) {
    const draft = await stores.drafts.find(workspace, { kind: 'policies', id: 'policies' });
    const { policies } = await currentPlaybook(stores, workspace);
    return seen({ draft: draft?.source ?? publishing.parts.policies.sourceOf(policies), live: policies.version });
  },
  async loyalty({ stores, publishing }, workspace) {
    const draft = await stores.drafts.find(workspace, { kind: 'loyalty', id: 'loyalty' });
    const { loyalty } = await currentPlaybook(stores, workspace);
    return seen({
      draft: draft?.source ?? (loyalty && publishing.parts.loyalty.sourceOf(loyalty)),
      live: loyalty?.version,
    });
  },
  async 'coupon-pool'({ stores }, workspace, id) {
    const read = readShape(poolId, id);
    const row = 'value' in read ? await stores.coupons.pools.find(workspace, read.value) : null;
    if (row === null) return undefined;
    const codes = row.pool.kind === 'unique' ? await stores.coupons.pools.codes(row) : undefined;
    return seen({ pool: row.pool, codes });
  },
  async silence({ stores, jobs }, workspace) {
    const { overdueDays, lapsedDays, version } = (await currentPlaybook(stores, workspace)).silence;
    const schedule = await jobs.fitSchedules.find(workspace);
    return seen({ overdueDays, lapsedDays, live: version, schedule: schedule?.wanted?.every });
  },
  async catalogue({ stores }, workspace, id) {
    const read = readShape(itemId, id);
    if ('problems' in read) return undefined;
    const [row] = await stores.catalogue.find(workspace, [read.value]);
    return row?.item;
  },
  async template({ stores, publishing }, workspace, id) {
    const read = readShape(templateId, id);
    if ('problems' in read) return undefined;
    const draft = await stores.drafts.find(workspace, { kind: 'template', id: read.value });
    const book = await currentPlaybook(stores, workspace);
    const live = await inForce(stores, publishing.parts.template, workspace, book, read.value);
    const definition = draft?.source ?? (live && written(live.source));
    return seen({ draft: definition, live: live?.row.version, archived: live?.source.archived });
  },
  async clock({ stores, clock }, workspace) {
    const row = await stores.workspaces.find(workspace);
    return row ? { now: isoTime(workspaceTime(row, clock())) } : undefined;
  },
  async job({ jobs }, workspace, id) {
    const row = await jobs.rows.find(workspace, id);
    if (row === null) return undefined;
    const { kind, state } = row;
    return seen({ kind, state, options: 'options' in row ? row.options : undefined });
  },
  async key({ stores }, workspace, id) {
    const row = await stores.keys.find(id);
    return row?.workspace === workspace ? { scopes: row.scopes } : undefined;
  },
  async user({ stores }, workspace, id) {
    const row = await stores.users.find(id);
    return row?.workspace === workspace ? { role: row.role, active: row.active } : undefined;
  },
  async invitation({ stores }, workspace, id) {
    const row = await stores.links.invitation(workspace, id);
    return row ? { role: row.role, endsAt: row.endsAt.toISOString() } : undefined;
  },
  async channel({ stores }, workspace, id) {
    const read = readShape(channelName, id);
    return 'problems' in read ? undefined : await stores.channelSettings.shown(workspace, read.value);
  },
  async iys({ stores }, workspace) {
    return (await stores.iysSettings.find(workspace))?.settings;
  },
  async placements({ stores }, workspace) {
    return shownSettings(await stores.placementSettings.find(workspace));
  },
  async mail({ stores }, workspace) {
    return await stores.mailSettings.find(workspace);
  },
  async source({ stores }, workspace, id) {
    const read = readShape(sourceId, id);
    const row = 'value' in read ? await stores.sources.find(workspace, read.value) : null;
    if (row === null) return undefined;
    const { kind, name, mapping } = row;
    return { kind, name, mapping };
  },
  async feed({ stores }, workspace) {
    const feed = await stores.feed.find(workspace);
    return feed ? { keepDays: feed.keepDays } : undefined;
  },
  async subscription({ stores }, workspace, id) {
    const read = readShape(subscriptionId, id);
    const row = 'value' in read ? await stores.subscriptions.find(workspace, read.value) : null;
    if (row === null) return undefined;
    const { url, kinds, paused, secret } = row;
    return seen({ url, kinds: kinds ?? 'all', paused: paused?.because, secretSince: isoTime(secret.at) });
  },
  async webhooks({ stores, clock }, workspace) {
    const dates = await stores.webhookSecrets.dates(workspace, clock());
    return dates ?? undefined;
  },
  async workspace({ stores }, workspace) {
    const row = await stores.workspaces.find(workspace);
    return row ? seen({ currency: row.currency, timezone: row.timezone, retention: row.retention?.days }) : undefined;
  },
  customer: nothing,
  quarantine: nothing,
  session: nothing,
};

/** @param id empty where a workspace has one of the kind */
export async function snapshot(
  deps: ApiDeps,
  workspace: WorkspaceId,
  { kind, id }: { readonly kind: AuditedKind; readonly id: string },
): Promise<unknown> {
  return await SNAPSHOTS[kind](deps, workspace, id);
}

/** Without what is not there; `undefined` where nothing is. */
function seen(found: Readonly<Record<string, unknown>>): unknown {
  const there = Object.entries(found).filter(([, value]) => value !== undefined);
  return there.length === 0 ? undefined : Object.fromEntries(there);
}
