import type { Change } from '../../db/live/changes.ts';
import { SECOND } from '../../domain/time.ts';
import type { Message } from './message.ts';

type Kind = 'counts' | 'progress';

/** That figures have changed, told at most once a second however much happens, and never later than that. */
export class Gathered {
  readonly #tell: (message: Message) => void;
  readonly #waiting = new Map<Kind, NodeJS.Timeout>();

  constructor(tell: (message: Message) => void) {
    this.#tell = tell;
  }

  note({ of }: Pick<Change, 'of'>): void {
    // No figure changes by it, and it is told at once.
    if (of === 'channel' || of === 'subscription') return;
    const kind: Kind = of === 'job' ? 'progress' : 'counts';
    if (this.#waiting.has(kind)) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(kind);
      this.#tell({ event: kind, data: {} });
    }, SECOND);
    this.#waiting.set(kind, timer);
  }

  end(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
