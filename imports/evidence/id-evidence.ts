import { meaningFault } from '../../domain/input/id-meaning.ts';

const WHOLE = /^\d+(\.0+)?$/;

/** Which columns of ids are whole numbers throughout, of which some end in `.0`: a spreadsheet or a data frame did that. */
export class IdEvidence {
  readonly #columns = new Map<string, { isWhole: boolean; hasPoint: boolean }>();

  see(column: string, text: string): void {
    if (text === '') return;
    let known = this.#columns.get(column);
    if (!known) {
      known = { isWhole: true, hasPoint: false };
      this.#columns.set(column, known);
    }
    if (!known.isWhole) return;
    const parts = WHOLE.exec(text);
    if (parts?.[1] !== undefined) known.hasPoint = true;
    // A word for a missing value, which is refused by itself, says nothing of the others.
    if (!parts) known.isWhole = meaningFault(text, 'customer')?.is === 'placeholder';
  }

  pointZero(): readonly string[] {
    return [...this.#columns].flatMap(([column, { isWhole, hasPoint }]) => (isWhole && hasPoint ? [column] : []));
  }
}
