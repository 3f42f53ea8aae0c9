import { isDeepStrictEqual } from 'node:util';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { WorkspaceStore } from '../db/workspaces/workspace-store.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { partInForce, publishPart, type Content, type PartKind, type Source } from '../domain/parts.ts';
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
  /** The id of the key that publishes; left out where Sojourn does. */
  readonly by?: string;
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

/**
 * Puts a part in force, checked and compiled under the rules that it goes live with: whoever publishes second starts
 * again from the newer ones. Publishing what is in force already changes nothing, so that a lost reply can be followed by
 * the same call.
 * @throws NotPublished with every reason; what is in force stays in force
 */
export async function publish<Kind extends PartKind>(
  ports: PublishPorts,
  part: PartModule<Kind>,
  { workspace, id, source: sourceFrom, by }: Wanted<Kind>,
): Promise<Published<Kind>> {
  const { stores } = ports;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const base = await baseOf(stores, workspace, ports.now());
    const before = await inForce(stores, part, workspace, base.book, id);
    const source = sourceFrom(before);
    const { content, warnings } = await compiled(part, source, base, (before?.row.version ?? 0) + 1);
    if (before && part.isSame(content, before.content) && isDeepStrictEqual(source, before.source)) {
      const { version } = before.row;
      return { content: before.content, version, playbook: base.book, changed: false, rollout: null, warnings };
    }
    const concern = part.concerns(content, before?.content);
    const published = publishPart(base.book, part.kind, content, base.now);
    const next = concern === 'wakes' ? wakingAnew(published, base.now) : published;
    const from = isDeepStrictEqual(part.sourceOf(content), source) ? {} : { from: { [part.kind]: source } };
    if (await stores.playbooks.publish(workspace, next, { at: base.now, by, ...from })) {
      const isForAll = concern === 'everybody' || concern === 'wakes';
      const rollout = isForAll ? await ports.rollOut(workspace, next.version) : null;
      return { ...nowInForce(next, part, id), playbook: next, changed: true, rollout, warnings };
    }
    // Somebody else published this number; if they died before putting it in force, this does it for them.
    await stores.workspaces.adoptPlaybook(workspace, next.version);
  }
  throw new NotPublished('conflict', 'Others are publishing at the same time; try again.', { retryAfter: 1 });
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
