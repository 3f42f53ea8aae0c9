import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Message } from './message.ts';

/** How many messages are kept for whoever was away for a moment. */
const MOST_KEPT = 1_000;

type KeptMessage = Message & { readonly id: string; readonly workspace: WorkspaceId };

/** The newest messages of all workspaces, and from where on none of them is missing. */
export class Kept {
  #messages: KeptMessage[] = [];
  #since: string | null = null;

  /** Every change is noted, also one without a message: from the first on nothing is missing. */
  note(id: string): void {
    this.#since ??= id;
  }

  add(message: KeptMessage): void {
    this.#messages.push(message);
    if (this.#messages.length <= MOST_KEPT) return;
    this.#messages = this.#messages.slice(-MOST_KEPT / 2);
    this.#since = this.#messages[0]?.id ?? null;
  }

  /** What a workspace was told of after a message; `null`: something of it may be missing. */
  after(id: string, workspace: WorkspaceId): readonly Message[] | null {
    if (this.#since === null || id < this.#since) return null;
    return this.#messages.filter((message) => message.workspace === workspace && message.id > id);
  }

  clear(): void {
    [this.#messages, this.#since] = [[], null];
  }
}
