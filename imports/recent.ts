interface Held<Value> {
  readonly value: Value;
  readonly touch: number;
}

/**
 * The values touched last, in bounded memory and constant time. A plain map in order of insertion will not do: finding its
 * oldest key means stepping over every key deleted before.
 */
export class Recent<Value> {
  readonly #most: number;
  readonly #held = new Map<string, Held<Value>>();
  /** Every touch, of which only the last of a key counts. */
  #touches: { readonly key: string; readonly touch: number }[] = [];
  #first = 0;
  #touch = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    return this.#held.get(key)?.value;
  }

  /** @returns what was touched longest ago, where it has to go */
  set(key: string, value: Value): Value | undefined {
    this.#touch += 1;
    this.#held.set(key, { value, touch: this.#touch });
    this.#touches.push({ key, touch: this.#touch });
    if (this.#touches.length > 4 * this.#most) this.#forget();
    return this.#held.size > this.#most ? this.#takeOldest() : undefined;
  }

  /** Everything, the oldest touch first. It is empty afterwards. */
  *takeAll(): Generator<Value> {
    while (this.#held.size > 0) {
      const value = this.#takeOldest();
      if (value !== undefined) yield value;
    }
  }

  #takeOldest(): Value | undefined {
    for (let oldest = this.#touches[this.#first]; oldest; oldest = this.#touches[this.#first]) {
      this.#first += 1;
      const held = this.#held.get(oldest.key);
      if (held?.touch !== oldest.touch) continue;
      this.#held.delete(oldest.key);
      return held.value;
    }
    return undefined;
  }

  #forget(): void {
    const rest = this.#touches.slice(this.#first);
    this.#touches = rest.filter(({ key, touch }) => this.#held.get(key)?.touch === touch);
    this.#first = 0;
  }
}
