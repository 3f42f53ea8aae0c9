/** An object within a definition, and where it stands, such as `steps[2].reward`. */
export interface Part {
  readonly path: string;
  readonly fields: ReadonlyMap<string, unknown>;
}

/**
 * Every object within a definition at any depth, each before those in it: what names something is found by this, so
 * whatever is added to the language later is found too.
 */
export function partsOf(value: unknown, path = ''): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => partsOf(item, `${path}[${place}]`));
  if (typeof value !== 'object' || value === null) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  const inner = [...fields].flatMap(([name, part]) => partsOf(part, within(path, name)));
  return [{ path, fields }, ...inner];
}

/** The path of a field of what stands at `path`. */
export function within(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
