import { own } from '../own.ts';

/** JSON that others have shaped: nothing in it is believed before it is looked at. */
type Foreign = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Foreign {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path of names with dots between them; `undefined` where nothing does. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? own(inner, name) : undefined), value);
}

/** A text that says something. */
export function textAt(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}

/** An id: shops write them as numbers too, and 0 for nobody. */
export function idAt(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  if (typeof found === 'number') return Number.isSafeInteger(found) && found > 0 ? String(found) : undefined;
  return textAt(value, path);
}

export function listAt(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** ISO 8601; without a zone it is UTC, as fields whose names end in `_gmt` are. `undefined` for anything else. */
export function instantOf(value: unknown): number | undefined {
  const [whole, zone] = (typeof value === 'string' ? TIME.exec(value.trim()) : null) ?? [];
  if (whole === undefined) return undefined;
  const instant = Date.parse(zone === undefined ? `${whole}Z` : whole);
  return Number.isFinite(instant) ? instant : undefined;
}
