import type { Definition, Step } from '../../definition.ts';

export type Leaf = string | number | boolean | null;

/** One value that differs; undefined: there is none on this side. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly before: Leaf | undefined;
  readonly after: Leaf | undefined;
}

interface Named {
  readonly id: string;
  readonly type: Step['type'];
}

export type StepChange =
  /** `behind`: the step before it; null: it is the first. */
  | (Named & { readonly is: 'added'; readonly behind: string | null; readonly fields: readonly FieldChange[] })
  | (Named & { readonly is: 'removed'; readonly behind: string | null; readonly fields: readonly FieldChange[] })
  | (Named & { readonly is: 'moved'; readonly behind: string | null; readonly fields: readonly FieldChange[] })
  | (Named & { readonly is: 'changed'; readonly fields: readonly FieldChange[] });

export interface DefinitionDiff {
  /** Everything besides the steps: way in, exits, goal, holdout, name. */
  readonly settings: readonly FieldChange[];
  /** In the order of the later definition; what was removed stands where it was. */
  readonly steps: readonly StepChange[];
  /** How many steps are the same in both, and in the same order. */
  readonly same: number;
}

/** What has to be done to the one definition to make it the other, by step and field. Steps are known by their ids. */
export function diffOf(before: Definition, after: Definition): DefinitionDiff {
  const { steps: stepsBefore, id: _before, ...settingsBefore } = before;
  const { steps: stepsAfter, id: _after, ...settingsAfter } = after;
  const earlier = new Map(stepsBefore.map((step) => [step.id, step]));
  const moved = movedIn(stepsBefore, stepsAfter);
  const kept = stepsAfter.flatMap((step, place): StepChange[] => {
    const was = earlier.get(step.id);
    const named = { id: step.id, type: step.type };
    const behind = stepsAfter[place - 1]?.id ?? null;
    if (was === undefined) return [{ ...named, is: 'added', behind, fields: fieldChanges({}, told(step)) }];
    const fields = fieldChanges(bare(was), bare(step));
    if (moved.has(step.id)) return [{ ...named, is: 'moved', behind, fields }];
    return fields.length > 0 ? [{ ...named, is: 'changed', fields }] : [];
  });
  const changed = kept.filter(({ is }) => is !== 'added').length;
  const removed = removedFrom(stepsBefore, stepsAfter);
  return {
    settings: fieldChanges(settingsBefore, settingsAfter),
    steps: withRemoved(kept, removed, stepsAfter),
    same: stepsBefore.length - removed.length - changed,
  };
}

/** Whether two definitions are the same, but for what has no effect, such as an empty list. */
export function isSame({ settings, steps }: DefinitionDiff): boolean {
  return settings.length === 0 && steps.length === 0;
}

/** Every value that differs between two trees of plain values. */
function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  const [earlier, later] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((key) => {
    const [was, is] = [earlier.get(key), later.get(key)];
    return was?.value === is?.value
      ? []
      : [{ path: was?.path ?? is?.path ?? [], before: was?.value, after: is?.value }];
  });
}

interface PlacedLeaf {
  readonly path: readonly string[];
  readonly value: Leaf;
}

function leavesOf(tree: unknown): ReadonlyMap<string, PlacedLeaf> {
  return new Map(leavesIn(tree, []).map((leaf) => [JSON.stringify(leaf.path), leaf]));
}

function leavesIn(value: unknown, path: readonly string[]): readonly PlacedLeaf[] {
  if (value === undefined) return [];
  if (isLeaf(value)) return [{ path, value }];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.length > 0 && items.every(isLeaf)) return [{ path, value: items.join(', ') }];
    return items.flatMap((item, place) => leavesIn(item, [...path, nameOf(item) ?? String(place + 1)]));
  }
  return Object.entries(value).flatMap(([name, inner]) => leavesIn(inner, [...path, name]));
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || typeof value !== 'object';
}

/** Arms of a split have names of their own, so that one more before them changes no other. */
function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('name' in item)) return null;
  return typeof item.name === 'string' ? item.name : null;
}

/** The heading says its id. */
function bare({ id: _id, ...fields }: Step) {
  return fields;
}

/** Of a step that is in one definition only, the heading says its kind, too. */
function told({ id: _id, type: _type, ...fields }: Step) {
  return fields;
}

interface Removed {
  readonly change: StepChange;
  readonly behind: string | null;
}

function removedFrom(before: readonly Step[], after: readonly Step[]): readonly Removed[] {
  const later = new Set(after.map(({ id }) => id));
  return before.flatMap((step, place) => {
    if (later.has(step.id)) return [];
    const behind = before[place - 1]?.id ?? null;
    const fields = fieldChanges(told(step), {});
    return [{ behind, change: { id: step.id, type: step.type, is: 'removed' as const, behind, fields } }];
  });
}

/** Puts each removed step behind the one that it followed, or first. */
function withRemoved(
  kept: readonly StepChange[],
  removed: readonly Removed[],
  after: readonly Step[],
): readonly StepChange[] {
  const places = new Map(after.map(({ id }, place) => [id, place]));
  const placed = kept.map((change) => ({ change, place: places.get(change.id) ?? 0 }));
  for (const { behind, change } of removed) {
    const place = (behind === null ? -1 : (places.get(behind) ?? after.length)) + 0.5;
    placed.push({ change, place });
    // The next one may have followed this one.
    places.set(change.id, place);
  }
  return placed.toSorted((a, b) => a.place - b.place).map(({ change }) => change);
}

/** The steps that stand elsewhere: as few as explain the new order. */
function movedIn(before: readonly Step[], after: readonly Step[]): ReadonlySet<string> {
  const places = new Map(before.map(({ id }, place) => [id, place]));
  const common = after.flatMap(({ id }) => {
    const place = places.get(id);
    return place === undefined ? [] : [{ id, place }];
  });
  const runs: { readonly length: number; readonly from: number }[] = [];
  for (const { place } of common) {
    let best = { length: 1, from: -1 };
    for (const [earlier, run] of runs.entries()) {
      const isBefore = (common[earlier]?.place ?? Infinity) < place;
      if (isBefore && run.length >= best.length) best = { length: run.length + 1, from: earlier };
    }
    runs.push(best);
  }
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  const stayed = new Set<string>();
  for (let index = runs.findIndex(({ length }) => length === longest); index >= 0; index = runs[index]?.from ?? -1) {
    stayed.add(common[index]?.id ?? '');
  }
  return new Set(common.map(({ id }) => id).filter((id) => !stayed.has(id)));
}
