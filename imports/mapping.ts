/** Which column holds a field, as far as the caller said; the others are looked for under their own names. */
export type Mapping = Readonly<Record<string, string>>;

/** One thing that is wrong with a mapping, in the caller's words. */
export interface MappingFault {
  readonly field: string;
  readonly message: string;
}

export function isFaults(read: object): read is readonly MappingFault[] {
  return Array.isArray(read);
}

/** Reads `customer:customer_id,id:invoice_no,…` (field:column). */
export function parseMapping(text: string, fields: readonly string[]): Mapping | readonly MappingFault[] {
  // A column name may itself hold a comma: only one that starts the next field separates.
  const separator = new RegExp(`,(?=\\s*(?:${fields.join('|')}):)`);
  const mapping = new Map<string, string>();
  const faults: MappingFault[] = [];
  for (const part of text.split(separator).filter((piece) => piece.trim() !== '')) {
    const colon = part.indexOf(':');
    const field = part.slice(0, Math.max(0, colon)).trim();
    const column = part.slice(colon + 1).trim();
    if (!fields.includes(field) || column === '') {
      const message = `"${part.trim()}" is not field:column; fields are ${fields.join(', ')}`;
      faults.push({ field: field || part.trim(), message });
    } else if (mapping.has(field)) {
      faults.push({ field, message: `${field} is mapped twice; name one column for it` });
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
): readonly MappingFault[] {
  return Object.entries(columns).flatMap(([field, column]) => faultOf(field, column, present));
}

function faultOf(field: string, column: string, present: readonly string[]): readonly MappingFault[] {
  const times = present.filter((name) => name === column).length;
  if (times === 1) return [];
  if (times > 1) return [{ field, message: `there are ${times} columns "${column}"; give them different names` }];
  const listed = present.slice(0, LISTED).map((name) => `"${name}"`);
  const more = present.length > LISTED ? ` and ${present.length - LISTED} more` : '';
  return [
    { field, message: `there is no column "${column}" for ${field}; columns present: ${listed.join(', ')}${more}` },
  ];
}
