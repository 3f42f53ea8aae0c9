import type { AudienceId } from '../ids.schema.ts';

/** Where something names an audience, such as `condition.all[0].in`. */
export interface AudienceMention {
  readonly path: string;
  readonly audience: AudienceId;
}

/** Conditions and triggers name audiences, at any depth of a definition; whatever is added to the language later does too. */
export function audiencesIn(value: unknown, path: string): readonly AudienceMention[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => audiencesIn(item, `${path}[${place}]`));
  if (typeof value !== 'object' || value === null) return [];
  const name = nameIn(value);
  const at = (field: string) => (path === '' ? field : `${path}.${field}`);
  const inner = Object.entries(value).flatMap(([field, part]) => audiencesIn(part, at(field)));
  return name === null ? inner : [{ path: at(name.field), audience: name.audience }, ...inner];
}

function nameIn(value: object): { readonly field: string; readonly audience: AudienceId } | null {
  if ('in' in value && typeof value.in === 'string') return { field: 'in', audience: value.in as AudienceId };
  if (!('on' in value) || value.on !== 'audience' || !('audience' in value)) return null;
  return typeof value.audience === 'string' ? { field: 'audience', audience: value.audience as AudienceId } : null;
}
