import type { Problem } from '../domain/problem.ts';

/** Which column holds a field, as far as the caller said; the others are looked for under their own names. */
export type Mapping = Readonly<Record<string, string>>;

/** Fields of the query, and not of the mapping in it. */
const QUESTIONS = ['dates', 'decimal', 'type'];

/** @param field of the mapping or of the query that is wrong; `body` for the file itself */
export function fieldProblem(field: string, message: string): Problem {
  if (QUESTIONS.includes(field)) return { code: 'doubt', path: field, message };
  return { code: 'column', path: field === 'body' ? '' : `map.${field}`, message };
}

export function isFaults(read: object): read is readonly Problem[] {
  return Array.isArray(read);
}

/** Reads `customer:customer_id,id:invoice_no,…` (field:column). */
export function parseMapping(text: string, fields: readonly string[]): Mapping | readonly Problem[] {
  // A column name may itself hold a comma: only one that starts the next field separates.
  const separator = new RegExp(`,(?=\\s*(?:${fields.join('|')}):)`);
  const mapping = new Map<string, string>();
  const faults: Problem[] = [];
  for (const part of text.split(separator).filter((piece) => piece.trim() !== '')) {
    const colon = part.indexOf(':');
    const field = part.slice(0, Math.max(0, colon)).trim();
    const column = part.slice(colon + 1).trim();
    if (!fields.includes(field) || column === '') {
      const message = `"${part.trim()}" is not field:column; fields are ${fields.join(', ')}`;
      faults.push(fieldProblem(field || part.trim(), message));
    } else if (mapping.has(field)) {
      faults.push(fieldProblem(field, `${field} is mapped twice; name one column for it`));
    } else {
      mapping.set(field, column);
    }
  }
  return faults.length > 0 ? faults : Object.fromEntries(mapping);
}

/** The column of a field's own name, however it is written: `lastActionAt` is also `Last Action At` and `last_action_at`. */
export function ownColumn(field: string, present: readonly string[]): string {
  if (present.includes(field)) return field;
  const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');
  const alike = present.filter((name) => plain(name) === plain(field));
  const [column] = alike;
  return column !== undefined && alike.length === 1 ? column : field;
}

/** Long headers are cut, so that the answer stays readable. */
const LISTED = 50;

/** Names every column that is missing, or there more than once, and lists what there is. */
export function columnFaults(
  columns: Readonly<Record<string, string>>,
  present: readonly string[],
): readonly Problem[] {
  return Object.entries(columns).flatMap(([field, column]) => faultOf(field, column, present));
}

function faultOf(field: string, column: string, present: readonly string[]): readonly Problem[] {
  const times = present.filter((name) => name === column).length;
  if (times === 1) return [];
  if (times > 1) return [fieldProblem(field, `there are ${times} columns "${column}"; give them different names`)];
  const listed = present.slice(0, LISTED).map((name) => `"${name}"`);
  const more = present.length > LISTED ? ` and ${present.length - LISTED} more` : '';
  return [
    fieldProblem(field, `there is no column "${column}" for ${field}; columns present: ${listed.join(', ')}${more}`),
  ];
}
