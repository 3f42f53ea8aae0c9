import type { Sent } from './stream.ts';

/** One request that was answered with 202; milliseconds of `performance.now`. */
interface Reply {
  readonly begun: number;
  readonly ended: number;
}

/** What a shop has been promised, kept without a look into the store. */
export class Book {
  /** The bodies that were acknowledged, by id. */
  readonly acknowledged = new Map<string, Sent>();
  readonly replies: Reply[] = [];
  /** Answers that contradict each other, in words. */
  readonly lies: string[] = [];
  /** How often the API asked to come back later. */
  refusals = 0;
  readonly #accepted = new Set<string>();
  readonly #refused: Sent[] = [];

  note(event: Sent, status: string): void {
    if (status === 'conflict') this.#refused.push(event);
    else if (status === 'accepted' || status === 'duplicate') this.#acknowledge(event, status);
    else this.lies.push(`${event.id} was called ${status}`);
  }

  /** Everything wrong with the answers so far. */
  contradictions(): readonly string[] {
    const both = this.#refused.filter((event) => isSame(this.acknowledged.get(event.id), event));
    return [...this.lies, ...both.map(({ id }) => `${id} was called a conflict with itself`)];
  }

  #acknowledge(event: Sent, status: 'accepted' | 'duplicate'): void {
    const known = this.acknowledged.get(event.id);
    if (known && !isSame(known, event)) this.lies.push(`two bodies of ${event.id} were acknowledged`);
    if (status === 'accepted' && this.#accepted.has(event.id)) this.lies.push(`${event.id} was accepted twice`);
    if (status === 'accepted') this.#accepted.add(event.id);
    this.acknowledged.set(event.id, event);
  }
}

function isSame(a: Sent | undefined, b: Sent): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
