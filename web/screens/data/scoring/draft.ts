import type { getScoringContract } from '../../../../api/scoring/get-scoring.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type ScoringView = CallReply<typeof getScoringContract>;
export type Draft = ScoringView['model']['definition'];
export type Membership = Draft['segments']['membership'];
export type CellMembership = Extract<Membership, { readonly by: 'cells' }>;
type RuleMembership = Extract<Membership, { readonly by: 'first-match' }>;
export type SegmentDraft = Draft['segments']['segments'][number];
export type Cuts = Draft['recency'] | Draft['frequency'] | NonNullable<Draft['monetary']>;

const FEWEST_CUTS = 2;
const MOST_CUTS = 8;
const MOST_SEGMENTS = 30;
/** Told apart by whoever sees colours, and not by colour alone: names stand beside them. */
const NEW_COLORS = ['#1a7f4b', '#2f7fc1', '#8f6a00', '#d9642b', '#8a7a99', '#7d7d7d', '#0f7f86', '#b0417b'] as const;

/** How many scores these cut-offs make. */
export function binsOf(cuts: Cuts): number {
  return 'fixed' in cuts ? cuts.fixed.length + 1 : cuts.quantiles;
}

/** Reads "40; 90; 180" in the units that people write. @returns null where it is no list of rising whole numbers */
export function cutsIn(text: string, unit: number): readonly number[] | null {
  const parts = text.split(/[;\s]+/).filter((part) => part !== '');
  const cuts = parts.map((part) => Math.round(Number(part.replace(',', '.')) * unit));
  const isRising = cuts.every((cut, place) => cut >= 0 && (place === 0 || cut > (cuts[place - 1] ?? 0)));
  return isRising && cuts.length >= FEWEST_CUTS && cuts.length <= MOST_CUTS ? cuts : null;
}

/** The other way round. */
export function cutsText(cuts: readonly number[], unit: number): string {
  return cuts.map((cut) => String(cut / unit)).join('; ');
}

/** Changes cut-offs; where the number of scores changes with them, cells are added or taken away. */
export function withCuts(draft: Draft, cuts: Partial<Pick<Draft, 'recency' | 'frequency' | 'monetary'>>): Draft {
  return withWholeCells({ ...draft, ...cuts });
}

/** Every combination of scores that a draft by cells has to name, in reading order. */
export function cellKeys(draft: Draft, measures: CellMembership['measures']): readonly string[] {
  const upTo = (bins: number) => Array.from({ length: bins }, (_, index) => String(index + 1));
  const rf = upTo(binsOf(draft.recency)).flatMap((r) => upTo(binsOf(draft.frequency)).map((f) => `${r}${f}`));
  if (measures === 'rf' || draft.monetary === null) return rf;
  const m = upTo(binsOf(draft.monetary));
  return rf.flatMap((cell) => m.map((score) => `${cell}${score}`));
}

export function cellsOf({ cells }: CellMembership): ReadonlyMap<string, string> {
  return new Map(Object.entries(cells));
}

/** Gives a new cell the segment of the nearest one that there was, and drops those that are no more. */
function withWholeCells(draft: Draft): Draft {
  const { membership } = draft.segments;
  if (membership.by !== 'cells') return draft;
  const measures = draft.monetary === null ? 'rf' : membership.measures;
  const before = cellsOf(membership);
  const cells = cellKeys(draft, measures).map((key) => [key, before.get(key) ?? nearest(key, before)] as const);
  const whole = { by: 'cells' as const, measures, cells: Object.fromEntries(cells) };
  return { ...draft, segments: { ...draft.segments, membership: whole } };
}

function nearest(key: string, cells: ReadonlyMap<string, string>): string {
  const far = (other: string) =>
    key.split('').reduce((sum, score, place) => sum + Math.abs(Number(score) - Number(other[place] ?? score)), 0);
  const [first] = [...cells.keys()].toSorted((a, b) => far(a) - far(b));
  return cells.get(first ?? '') ?? '';
}

/** Puts cells into a segment. */
export function paint(draft: Draft, key: string, segment: string): Draft {
  const { membership } = draft.segments;
  if (membership.by !== 'cells' || cellsOf(membership).get(key) === segment) return draft;
  return withMembership(draft, { ...membership, cells: { ...membership.cells, [key]: segment } });
}

function withMembership(draft: Draft, membership: Membership): Draft {
  return { ...draft, segments: { ...draft.segments, membership } };
}

/** Rules written out as the cells that they hold for. */
export function asCells(draft: Draft): Draft {
  const { membership } = draft.segments;
  if (membership.by !== 'first-match') return draft;
  const measures = membership.rules.some(({ m }) => m !== undefined) && draft.monetary !== null ? 'rfm' : 'rf';
  const cells = cellKeys(draft, measures).map((key) => [key, segmentByRules(membership, key)] as const);
  return withMembership(draft, { by: 'cells', measures, cells: Object.fromEntries(cells) });
}

function segmentByRules({ rules, otherwise }: RuleMembership, key: string): string {
  const [r, f, m] = key.split('').map(Number);
  const isIn = (score: number | undefined, range: readonly number[] | undefined) =>
    range === undefined || score === undefined || (score >= (range[0] ?? 1) && score <= (range[1] ?? 9));
  const rule = rules.find((each) => isIn(r, each.r) && isIn(f, each.f) && isIn(m, each.m));
  return rule?.segment ?? otherwise;
}

export function changeSegment(draft: Draft, id: string, change: Partial<Pick<SegmentDraft, 'name' | 'color'>>): Draft {
  const segments = draft.segments.segments.map((each) => (each.id === id ? { ...each, ...change } : each));
  return { ...draft, segments: { ...draft.segments, segments } };
}

/** Moves a segment up (-1) or down (1) in the order from best to worst. */
export function moveSegment(draft: Draft, id: string, by: -1 | 1): Draft {
  const segments = [...draft.segments.segments];
  const from = segments.findIndex((each) => each.id === id);
  const [moved, other] = [segments[from], segments[from + by]];
  if (!moved || !other) return draft;
  segments[from] = other;
  segments[from + by] = moved;
  return { ...draft, segments: { ...draft.segments, segments } };
}

/** A new segment at the end, without anybody in it. */
export function addSegment(draft: Draft, name: string): Draft {
  const { segments } = draft.segments;
  if (segments.length >= MOST_SEGMENTS) return draft;
  const isFree = (id: string) => !segments.some((each) => each.id === id);
  const id = Array.from({ length: MOST_SEGMENTS + 1 }, (_, place) => `segment-${place + 1}`).find(isFree) ?? 'segment';
  const color = NEW_COLORS[segments.length % NEW_COLORS.length] ?? NEW_COLORS[0];
  const added = { id, name, color };
  return { ...draft, segments: { ...draft.segments, segments: [...segments, added] } };
}

/** Takes a segment away; whoever was in it goes to the one beside it. The last one stays. */
export function removeSegment(draft: Draft, id: string): Draft {
  const { segments, membership } = draft.segments;
  const place = segments.findIndex((each) => each.id === id);
  const heir = segments[place + 1] ?? segments[place - 1];
  if (place < 0 || !heir) return draft;
  const left = segments.filter((each) => each.id !== id);
  return { ...draft, segments: { segments: left, membership: inherited(membership, id, heir.id) } };
}

function inherited(membership: Membership, gone: string, heir: SegmentDraft['id']): Membership {
  if (membership.by === 'cells') {
    const cells = [...cellsOf(membership)].map(([key, segment]) => [key, segment === gone ? heir : segment]);
    return { ...membership, cells: Object.fromEntries(cells) };
  }
  const rules = membership.rules.map((rule) => (rule.segment === gone ? { ...rule, segment: heir } : rule));
  return { ...membership, rules, otherwise: membership.otherwise === gone ? heir : membership.otherwise };
}
