import type { VictimName } from './acts.ts';

interface Outage {
  readonly of: VictimName;
  /** What is frozen goes on by itself, and does not start again. */
  readonly by: 'kill' | 'freeze';
  readonly from: number;
  to: number;
}

/** When which program or server was not at work; milliseconds of `performance.now`. */
export class Outages {
  readonly #all: Outage[] = [];

  /** @returns to be called when it is at work again */
  begin(of: VictimName, by: Outage['by']): () => void {
    const outage: Outage = { of, by, from: performance.now(), to: Infinity };
    this.#all.push(outage);
    return () => (outage.to = performance.now());
  }

  /** Who is away now. */
  now(): readonly VictimName[] {
    return this.#all.filter(({ to }) => to === Infinity).map(({ of }) => of);
  }

  /** How long each start after a kill of these took during which both servers were at work all the time. */
  calm(names: readonly VictimName[]): readonly number[] {
    const servers = this.#all.filter(({ of }) => of === 'Temporal' || of === 'MongoDB');
    return this.#all
      .filter(({ of, by }) => by === 'kill' && names.includes(of))
      .filter(({ from, to }) => servers.every((server) => server.to < from || server.from > to))
      .map(({ from, to }) => to - from);
  }
}
