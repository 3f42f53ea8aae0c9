import type { DateForm } from '../../db/jobs/reading.ts';
import { shapeOf } from '../cells/date-form.ts';
import { SLIPS } from './number-evidence.ts';

const NUMBERS = ['ymd', 'unix', 'unix-ms', 'serial'] as const;

interface Example {
  readonly line: number;
  readonly text: string;
}

/** What the times of a file say of how they are written. */
export class DateEvidence {
  readonly #numbers = new Map<(typeof NUMBERS)[number], number>();
  #iso = 0;
  /** Written as two numbers and a year. */
  #dayFirst = 0;
  #onlyDmy = 0;
  #onlyMdy = 0;
  #first: Example | undefined;
  #shortYear: Example | undefined;

  see(text: string, line: number): void {
    const shape = shapeOf(text);
    switch (shape.is) {
      case 'iso':
        this.#iso += 1;
        return;
      case 'ymd':
      case 'unix':
      case 'unix-ms':
      case 'serial':
        this.#numbers.set(shape.is, (this.#numbers.get(shape.is) ?? 0) + 1);
        this.#first ??= { line, text };
        return;
      case 'day-first':
        this.#seeDayFirst(shape, { line, text });
        return;
      case 'none':
        return;
    }
  }

  #seeDayFirst(
    shape: { readonly dmy: boolean; readonly mdy: boolean; readonly same: boolean },
    example: Example,
  ): void {
    if (!shape.dmy && !shape.mdy) return;
    this.#dayFirst += 1;
    if (shape.dmy && !shape.mdy) this.#onlyDmy += 1;
    if (shape.mdy && !shape.dmy) this.#onlyMdy += 1;
    if (!shape.same) this.#first ??= example;
    if (!/\d{4}/.test(example.text)) this.#shortYear ??= example;
  }

  /** @returns the form, or a question */
  decide(): DateForm | { readonly question: string } {
    if (this.#dayFirst > 0) return this.#decideOrder();
    const [only, ...others] = this.#numbers.keys();
    if (only === undefined || this.#iso > 0) return 'iso';
    const { line = 0, text = '' } = this.#first ?? {};
    if (others.length === 0 && only !== 'serial') return only;
    const question = `"${text}" in line ${line} is a number and may be a time in more ways than one; say dates=ymd, unix, unix-ms or excel`;
    return { question };
  }

  #decideOrder(): DateForm | { readonly question: string } {
    const { line = 0, text = '' } = this.#shortYear ?? this.#first ?? {};
    const [most, least] =
      this.#onlyDmy >= this.#onlyMdy ? (['dmy', this.#onlyMdy] as const) : (['mdy', this.#onlyDmy] as const);
    const proofs = this.#onlyDmy + this.#onlyMdy;
    if (this.#shortYear) {
      return { question: `the year of "${text}" in line ${line} has two digits; say dates=dmy or dates=mdy` };
    }
    if (least * SLIPS > proofs) {
      const question = `${this.#onlyDmy} times can only be day before month and ${this.#onlyMdy} only month before day; say dates=dmy or dates=mdy`;
      return { question };
    }
    if (proofs > 0 || this.#first === undefined) return most;
    return {
      question: `"${text}" in line ${line} may be read in two ways, and no other time tells; say dates=dmy or dates=mdy`,
    };
  }
}
