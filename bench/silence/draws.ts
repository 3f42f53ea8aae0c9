import type { Random } from '../../test/protocol/random.ts';

/** Numbers by chance that are not all as likely. */
export class Draws {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** From 0 up to, but not including, 1. */
  uniform(): number {
    return this.#random.next();
  }

  /** With mean `shape` and scale 1 (Marsaglia and Tsang 2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.#above0() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const normal = Math.sqrt(-2 * Math.log(this.#above0())) * Math.cos(2 * Math.PI * this.uniform());
      const cube = (1 + normal / Math.sqrt(9 * d)) ** 3;
      if (cube > 0 && Math.log(this.#above0()) < normal ** 2 / 2 + d * (1 - cube + Math.log(cube))) return d * cube;
    }
  }

  beta(a: number, b: number): number {
    const one = this.gamma(a);
    return one / (one + this.gamma(b));
  }

  #above0(): number {
    return 1 - this.#random.next();
  }
}
