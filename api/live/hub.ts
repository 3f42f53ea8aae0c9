import type { Change, ChangeReads } from '../../db/live/changes.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { SECOND } from '../../domain/time.ts';
import { Gathered } from './gathered.ts';
import { Kept } from './kept.ts';
import { messageOf, type Message } from './message.ts';

const REFRESH: Message = { event: 'refresh', data: {} };
/** A store that is away is asked again after this long. */
const AGAIN_AFTER = 2 * SECOND;

export interface Hub {
  /**
   * Tells of everything in a workspace, until it is ended.
   * @param after id of the message that was seen last; what came since is told first, or that all of it is to be asked again
   * @returns ends it
   */
  subscribe(workspace: WorkspaceId, after: string | undefined, tell: (message: Message) => void): () => void;
  /** Ends the watch; nobody is told of anything any more. */
  close(): Promise<void>;
}

interface Subscriber {
  readonly workspace: WorkspaceId;
  readonly tell: (message: Message) => void;
  readonly gathered: Gathered;
}

/**
 * One watch over the store for all pages that are open in this process; without any, there is none.
 * @param failed told when the store cannot be watched; it is tried again
 */
export function createHub(changes: ChangeReads, failed: (error: unknown) => void): Hub {
  return new WatchingHub(changes, failed);
}

class WatchingHub implements Hub {
  readonly #changes: ChangeReads;
  readonly #failed: (error: unknown) => void;
  readonly #subscribers = new Set<Subscriber>();
  readonly #kept = new Kept();
  #watch: ReturnType<ChangeReads['watch']> | null = null;
  #again: NodeJS.Timeout | undefined;

  constructor(changes: ChangeReads, failed: (error: unknown) => void) {
    this.#changes = changes;
    this.#failed = failed;
  }

  subscribe(workspace: WorkspaceId, after: string | undefined, tell: (message: Message) => void): () => void {
    const subscriber: Subscriber = { workspace, tell, gathered: new Gathered(tell) };
    this.#subscribers.add(subscriber);
    this.#open();
    if (after !== undefined) (this.#kept.after(after, workspace) ?? [REFRESH]).forEach(tell);
    return () => {
      subscriber.gathered.end();
      this.#subscribers.delete(subscriber);
      if (this.#subscribers.size === 0) this.#stop().catch(this.#failed);
    };
  }

  async close(): Promise<void> {
    for (const { gathered } of this.#subscribers) gathered.end();
    this.#subscribers.clear();
    await this.#stop();
  }

  #open(): void {
    this.#watch ??= this.#changes.watch(
      (change) => this.#take(change),
      (error) => this.#lose(error),
    );
  }

  #take(change: Change): void {
    this.#kept.note(change.id);
    const message = messageOf(change);
    if (message) this.#kept.add({ ...message, id: change.id, workspace: change.workspace });
    for (const { workspace, tell, gathered } of this.#subscribers) {
      if (workspace !== change.workspace) continue;
      if (message) tell(message);
      gathered.note(change);
    }
  }

  /** What happens until it is watched again is not seen, so everybody asks anew then. */
  #lose(error: unknown): void {
    this.#failed(error);
    this.#forget();
    this.#again = setTimeout(() => {
      if (this.#subscribers.size === 0) return;
      this.#open();
      for (const { tell } of this.#subscribers) tell(REFRESH);
    }, AGAIN_AFTER);
  }

  async #stop(): Promise<void> {
    const watch = this.#watch;
    this.#forget();
    await watch?.close();
  }

  #forget(): void {
    this.#watch = null;
    this.#kept.clear();
    clearTimeout(this.#again);
  }
}
