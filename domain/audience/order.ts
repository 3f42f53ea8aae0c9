import type { AudienceId } from '../ids.schema.ts';
import { audiencesIn } from './mentions.ts';
import type { Audience } from './definition.schema.ts';

/** One published version of an audience. */
export interface PublishedAudience {
  readonly version: number;
  readonly definition: Audience;
}

export type Audiences = ReadonlyMap<AudienceId, PublishedAudience>;

const known = new WeakMap<Audiences, readonly Audience[]>();

/** The audiences that somebody can be in, each after those that its condition names; worked out once. */
export function inOrder(audiences: Audiences): readonly Audience[] {
  const found = known.get(audiences);
  if (found) return found;
  const live = liveIn(audiences);
  const ordered = new Map<AudienceId, Audience>();
  for (const id of [...live.keys()].toSorted()) place(id, live, ordered, new Set());
  const made = [...ordered.values()];
  known.set(audiences, made);
  return made;
}

/** The audiences on a circle through this one, in their order; empty where there is none. */
export function circleThrough(definition: Audience, audiences: Audiences): readonly AudienceId[] {
  const all = new Map(liveIn(audiences)).set(definition.id, definition);
  const back = (path: readonly AudienceId[], at: AudienceId): readonly AudienceId[] => {
    for (const next of namedBy(all.get(at))) {
      if (next === definition.id) return [...path, next];
      const found = path.includes(next) ? [] : back([...path, next], next);
      if (found.length > 0) return found;
    }
    return [];
  };
  return back([definition.id], definition.id);
}

function liveIn(audiences: Audiences): ReadonlyMap<AudienceId, Audience> {
  const live = [...audiences].filter(([, { definition }]) => definition.archived !== true);
  return new Map(live.map(([id, { definition }]) => [id, definition]));
}

function namedBy(audience: Audience | undefined): readonly AudienceId[] {
  return audience === undefined ? [] : audiencesIn(audience.condition).map((mention) => mention.audience);
}

/** Publishing lets no circle pass; should there be one, whoever closes it is asked first. */
function place(
  id: AudienceId,
  live: ReadonlyMap<AudienceId, Audience>,
  ordered: Map<AudienceId, Audience>,
  open: Set<AudienceId>,
): void {
  const audience = live.get(id);
  if (audience === undefined || ordered.has(id) || open.has(id)) return;
  open.add(id);
  for (const named of namedBy(audience)) place(named, live, ordered, open);
  ordered.set(id, audience);
}
