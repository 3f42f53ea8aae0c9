import { isDeepStrictEqual } from 'node:util';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { WorkspaceStore } from '../db/workspaces/workspace-store.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { partInForce, publishPart, type Content, type PartKind, type Source } from '../domain/parts.ts';
import { rulesIn } from '../domain/decision/adopt-rules.ts';
import { wakingAnew, type Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import type { Instant } from '../domain/time.ts';
import { baseOf, inForce, type BookStores, type InForce } from './book.ts';
import type { Base, Compiled, PartModule } from './part.ts';
import { NotPublished, notPublishable } from './problem.ts';

export interface PublishPorts {
  /** Looked at anew each time. */
  readonly stores: BookStores & {
    readonly workspaces: Pick<WorkspaceStore, 'find' | 'adoptPlaybook'>;
    readonly playbooks: PlaybookStore;
  };
  /** Wall clock. */
  readonly now: () => Instant;
  /** Sets going that everybody comes to live by this playbook. @returns the job; `null` where it could not be begun */
  readonly rollOut: (workspace: WorkspaceId, playbook: number) => Promise<string | null>;
}

export interface Wanted<Kind extends PartKind> {
  readonly workspace: WorkspaceId;
  readonly id: string;
  /**
   * What is to be published, from what is in force. Asked again after each race that was lost.
   * @throws NotPublished where it is not to be published over that
   */
  readonly source: (before: InForce<Kind> | undefined) => Source<Kind>;
  /**
   * What changes together with it, in the playbook that is about to be published; the same one where nothing does.
   * @throws NotPublished where that cannot be
   */
  readonly along?: (next: Playbook, base: Base) => Playbook;
  /** The id of the key or user that publishes; left out where Sojourn does. */
  readonly by?: string;
  /** What its publisher wants to be remembered of the version. */
  readonly note?: string | undefined;
}

export interface Published<Kind extends PartKind> {
  /** In force now. */
  readonly content: Content<Kind>;
  readonly version: number;
  readonly playbook: Playbook;
  /** False where it was in force already. */
  readonly changed: boolean;
  /** The job that makes everybody live by it; `null` where it concerns not everybody, or could not be begun. */
  readonly rollout: string | null;
  readonly warnings: readonly Problem[];
}

/** Every lost race means that somebody else won one, so more than a few in a row do not happen. */
const TRIES = 10;

/** What one try has come to: it is done, or somebody else has published the number that it wanted. */
type Attempt<Done> = { readonly done: Done } | { readonly lostTo: number };

/**
 * Tries until nobody else was quicker.
 * @throws NotPublished `conflict` where others win again and again, or what a try throws
 */
export async function racing<Done>(
  workspaces: Pick<WorkspaceStore, 'adoptPlaybook'>,
  workspace: WorkspaceId,
  once: () => Promise<Attempt<Done>>,
): Promise<Done> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const tried = await once();
    if ('done' in tried) return tried.done;
    // If whoever published this number died before putting it in force, this does it for them.
    await workspaces.adoptPlaybook(workspace, tried.lostTo);
  }
  throw new NotPublished('conflict', 'Others are publishing at the same time; try again.', { retryAfter: 1 });
}

/**
 * Puts a part in force, checked and compiled under the rules that it goes live with: whoever publishes second starts
 * again from the newer ones. Publishing what is in force already changes nothing, so that a lost reply can be followed by
 * the same call.
 * @throws NotPublished with every reason; what is in force stays in force
 */
export async function publish<Kind extends PartKind>(
  ports: PublishPorts,
  part: PartModule<Kind>,
  wanted: Wanted<Kind>,
): Promise<Published<Kind>> {
  const { workspaces } = ports.stores;
  return await racing(workspaces, wanted.workspace, async () => await attempt(ports, part, wanted));
}

async function attempt<Kind extends PartKind>(
  ports: PublishPorts,
  part: PartModule<Kind>,
  { workspace, id, source: sourceFrom, along, by, note }: Wanted<Kind>,
): Promise<Attempt<Published<Kind>>> {
  const { stores } = ports;
  const base = await baseOf(stores, workspace, ports.now());
  const before = await inForce(stores, part, workspace, base.book, id);
  const source = sourceFrom(before);
  const { content, warnings } = await compiled(part, source, base, (before?.row.version ?? 0) + 1);
  const isSame = before && part.isSame(content, before.content) && isDeepStrictEqual(source, before.source);
  const next = isSame
    ? alongWith({ ...base.book, version: base.book.version + 1 }, base, along)
    : alongWith(publishedIn(base, part, content, before?.content), base, along);
  if (isSame && !next.isFurther) {
    const { version } = before.row;
    return { done: { content: before.content, version, playbook: base.book, changed: false, rollout: null, warnings } };
  }
  const { book } = next;
  const from = isDeepStrictEqual(part.sourceOf(content), source) ? {} : { from: { [part.kind]: source } };
  if (!(await stores.playbooks.publish(workspace, book, { at: base.now, by, note, ...from }))) {
    return { lostTo: book.version };
  }
  const isForAll = !isDeepStrictEqual(rulesIn(book), rulesIn(base.book));
  const rollout = isForAll ? await ports.rollOut(workspace, book.version) : null;
  return { done: { ...nowInForce(book, part, id), playbook: book, changed: true, rollout, warnings } };
}

function alongWith<Kind extends PartKind>(book: Playbook, base: Base, along: Wanted<Kind>['along']) {
  const further = along?.(book, base) ?? book;
  return { book: further, isFurther: further !== book };
}

function publishedIn<Kind extends PartKind>(
  { book, now }: Base,
  part: PartModule<Kind>,
  content: Content<Kind>,
  before: Content<Kind> | undefined,
): Playbook {
  const next = publishPart(book, part.kind, content, now);
  return part.concerns(content, before) === 'wakes' ? wakingAnew(next, now) : next;
}

/**
 * What would be in force if a source were published now.
 * @throws NotPublished `not-publishable` with every reason
 */
async function compiled<Kind extends PartKind>(
  part: PartModule<Kind>,
  source: Source<Kind>,
  base: Base,
  version: number,
): Promise<Compiled<Kind>> {
  const { problems, warnings } = await part.faults(source, base);
  if (problems.length > 0) throw notPublishable(problems, part.stays);
  const made = await part.compile(source, base, version);
  return { content: made.content, warnings: [...warnings, ...made.warnings] };
}

function nowInForce<Kind extends PartKind>(book: Playbook, { kind }: PartModule<Kind>, id: string) {
  const part = partInForce(book, kind, id);
  if (part === undefined) throw new Error(`${kind} "${id}" was published and is not in the playbook`);
  return { content: part.content, version: part.version };
}
