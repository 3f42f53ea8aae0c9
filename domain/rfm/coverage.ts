import type { Problem } from '../journey/problem.ts';
import { asScore, type Score, type Scores } from './scores.ts';
import { knownSegment } from './seven.ts';
import {
  cellOf,
  segmentOf,
  type CellTable,
  type Range,
  type RuleTable,
  type SegmentId,
  type SegmentRule,
  type SegmentTable,
} from './segment.ts';

/** One fault of a scoring draft: what, where, and how to mend it. A warning does not keep it from being published. */
export interface ScoringProblem extends Omit<Problem, 'code'> {
  readonly code: Problem['code'] | ScoringProblemCode;
  readonly severity: 'error' | 'warning';
}

type ScoringProblemCode =
  | 'unknown-preset'
  | 'duplicate-segment'
  | 'unknown-segment'
  | 'missing-cells'
  | 'cells-outside'
  | 'range-outside'
  | 'range-reversed'
  | 'money-without-scores'
  | 'unreachable-rule'
  | 'unreachable-segment'
  | 'recency-of-engagement'
  | 'nothing-to-recompute'
  | 'thin-base';

/** How many scores each measure has; `m` is `null` where money has none. */
export interface Bins {
  readonly r: number;
  readonly f: number;
  readonly m: number | null;
}

/** Who gets which cell. */
export interface Coverage {
  readonly cells: number;
  /** Cells without a segment: of a table by cells. */
  readonly missing: readonly string[];
  /** How many cells each segment has; one that has none is not named. */
  readonly taken: ReadonlyMap<SegmentId, number>;
  /** The rules that are first for some cell, by their place. */
  readonly rulesUsed: ReadonlySet<number>;
  /** Cells that no rule takes: they go to the fallback. */
  readonly leftOver: number;
}

/** Looks at every cell once. */
export function coverageOf(table: SegmentTable, bins: Bins): Coverage {
  const { membership } = table;
  const measures = membership.by === 'cells' ? membership.measures : 'rfm';
  const all = everyScore(bins, measures);
  const places = all.map((scores) => segmentOf(scores, table));
  const taken = new Map<SegmentId, number>();
  for (const segment of places) if (segment !== null) taken.set(segment, (taken.get(segment) ?? 0) + 1);
  const missing = all.filter((_, place) => places[place] === null).map((scores) => cellOf(scores, measures));
  const rules = membership.by === 'cells' ? [] : firstRules(membership, all);
  const leftOver = rules.filter((rule) => rule === null).length;
  return { cells: all.length, missing, taken, rulesUsed: new Set(rules.filter((rule) => rule !== null)), leftOver };
}

function everyScore(bins: Bins, measures: CellTable['measures']): readonly Scores[] {
  const money = measures === 'rf' || bins.m === null ? [null] : upTo(bins.m);
  return upTo(bins.r).flatMap((r) => upTo(bins.f).flatMap((f) => money.map((m): Scores => ({ r, f, m }))));
}

function upTo(highest: number): readonly Score[] {
  return Array.from({ length: highest }, (_, place) => asScore(place + 1));
}

/** Each rule under its own number, so that membership itself tells which one is first. */
function firstRules({ rules }: RuleTable, all: readonly Scores[]): readonly (number | null)[] {
  const numbers = rules.map((_, place) => knownSegment(String(place), '', '').id);
  const none = knownSegment('none', '', '').id;
  const numbered: RuleTable = {
    by: 'first-match',
    rules: rules.map((rule, place) => ({ ...rule, segment: numbers[place] ?? none })),
    otherwise: none,
  };
  return all.map((scores) => {
    const first = segmentOf(scores, { segments: [], membership: numbered });
    return first === null || first === none ? null : Number(first);
  });
}

/** Everything wrong with a segment table against the bins of its model; paths start at `segments`. */
export function coverageFaults(table: SegmentTable, bins: Bins): readonly ScoringProblem[] {
  const { membership } = table;
  const faults = membership.by === 'cells' ? cellFaults(membership, table, bins) : ruleFaults(membership, table, bins);
  const all = [...duplicates(table), ...faults];
  // What is broken reaches nobody either: one complaint is enough.
  return all.some(({ severity }) => severity === 'error') ? all : [...all, ...unreachedSegments(table, bins)];
}

function duplicates({ segments }: SegmentTable): readonly ScoringProblem[] {
  return (['id', 'name'] as const).flatMap((key) => {
    const said = segments.map((segment) => segment[key].toLowerCase());
    return said.flatMap((one, place): readonly ScoringProblem[] => {
      const first = said.indexOf(one);
      if (first === place) return [];
      const message = `segments.segments[${first}] has the same ${key}; give every segment ${key === 'id' ? 'an id' : 'a name'} of its own`;
      return [error('duplicate-segment', `segments.segments[${place}].${key}`, message)];
    });
  });
}

function unreachedSegments(table: SegmentTable, bins: Bins): readonly ScoringProblem[] {
  const { taken } = coverageOf(table, bins);
  return table.segments.flatMap(({ id, name }, place) => {
    const message = `nobody can get into ${name}: it has no cell of its own; give it one, or remove it`;
    return taken.has(id) ? [] : [warning('unreachable-segment', `segments.segments[${place}]`, message)];
  });
}

function cellFaults({ measures, cells }: CellTable, table: SegmentTable, bins: Bins): readonly ScoringProblem[] {
  const path = 'segments.membership.cells';
  if (measures === 'rfm' && bins.m === null) {
    const message = 'the cells look at money, which has no scores yet; set "monetary", or use a table of R and F';
    return [error('money-without-scores', 'segments.membership.measures', message)];
  }
  const { missing, cells: count } = coverageOf(table, bins);
  const expected = new Set(everyScore(bins, measures).map((scores) => cellOf(scores, measures)));
  const outside = Object.keys(cells).filter((cell) => !expected.has(cell));
  const shape = measures === 'rf' ? `${bins.r} × ${bins.f}` : `${bins.r} × ${bins.f} × ${bins.m}`;
  const faults: ScoringProblem[] = [];
  if (missing.length > 0) {
    const message = `${missing.length} of ${count} cells have no segment: ${some(missing)}; name one for each`;
    faults.push(error('missing-cells', path, message));
  }
  if (outside.length > 0) {
    const message = `${outside.length} cells lie outside the ${shape} scores of this model: ${some(outside)}; remove them`;
    faults.push(error('cells-outside', path, message));
  }
  return [...faults, ...unknownInCells(cells, table)];
}

function unknownInCells(cells: CellTable['cells'], { segments }: SegmentTable): readonly ScoringProblem[] {
  const known = new Set(segments.map(({ id }) => id));
  const unknown = [...new Set(Object.values(cells))].filter((id) => !known.has(id));
  return unknown.map((id) => {
    const places = Object.keys(cells).filter((cell) => cells[cell] === id);
    const message = `there is no segment "${id}" (cells ${some(places)}); name one of "segments"`;
    return error('unknown-segment', `segments.membership.cells.${places[0] ?? ''}`, message);
  });
}

function ruleFaults(membership: RuleTable, table: SegmentTable, bins: Bins): readonly ScoringProblem[] {
  const known = new Set(table.segments.map(({ id }) => id));
  const { rulesUsed } = coverageOf(table, bins);
  const faults = membership.rules.flatMap((rule, place): readonly ScoringProblem[] => {
    const path = `segments.membership.rules[${place}]`;
    const wrong = [...unknownSegment(rule.segment, known, `${path}.segment`), ...rangeFaults(rule, path, bins)];
    if (wrong.length > 0 || rulesUsed.has(place)) return wrong;
    const message = `nobody gets as far as this rule for "${rule.segment}": the rules before it take all of its scores`;
    return [warning('unreachable-rule', path, `${message}; move it up, or remove it`)];
  });
  return [...faults, ...unknownSegment(membership.otherwise, known, 'segments.membership.otherwise')];
}

function unknownSegment(id: SegmentId, known: ReadonlySet<SegmentId>, path: string): readonly ScoringProblem[] {
  return known.has(id) ? [] : [error('unknown-segment', path, `there is no segment "${id}"; name one of "segments"`)];
}

function rangeFaults(rule: SegmentRule, path: string, bins: Bins): readonly ScoringProblem[] {
  return (['r', 'f', 'm'] as const).flatMap((measure) => {
    const range = rule[measure];
    return range === undefined ? [] : rangeFault(range, bins[measure], `${path}.${measure}`);
  });
}

function rangeFault([from, to]: Range, bins: number | null, path: string): readonly ScoringProblem[] {
  if (bins === null) {
    const message = 'this rule looks at money, which has no scores yet; set "monetary", or leave "m" out';
    return [error('money-without-scores', path, message)];
  }
  if (from > to) return [error('range-reversed', path, `${from} to ${to} is no range; the lower score comes first`)];
  if (to <= bins) return [];
  return [error('range-outside', path, `${from} to ${to} goes beyond the ${bins} scores of this model`)];
}

function some(names: readonly string[]): string {
  const first = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${first} and ${names.length - 5} more` : first;
}

export function error(code: ScoringProblem['code'], path: string, message: string): ScoringProblem {
  return { code, path, message, severity: 'error' };
}

export function warning(code: ScoringProblem['code'], path: string, message: string): ScoringProblem {
  return { code, path, message, severity: 'warning' };
}
