/** How often something happened, and where first. */
export class Tally {
  readonly #found = new Map<string, { count: number; readonly line: number }>();

  /** @param line of the file */
  add(what: string, line: number): void {
    const known = this.#found.get(what);
    if (known) known.count += 1;
    else this.#found.set(what, { count: 1, line });
  }

  get count(): number {
    return [...this.#found.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** Such as `3 × no date (first in line 7)`; empty where nothing was counted. */
  text(): string {
    const parts = [...this.#found].map(([what, { count, line }]) => `${count} × ${what} (first in line ${line})`);
    return parts.join('; ');
  }
}
