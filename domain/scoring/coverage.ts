import type { Checks, Problem } from '../problem.ts';
import { asScore, type Score, type Scores } from './scores.ts';
import { knownSegment } from './presets/seven-segments.ts';
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
export function coverageChecks(table: SegmentTable, bins: Bins): Checks {
  const { membership } = table;
  const isByCells = membership.by === 'cells';
  const wrong = isByCells ? cellProblems(membership, table, bins) : ruleProblems(membership, table, bins);
  const unreached = isByCells ? [] : unreachedRules(membership, table, bins);
  const problems = [...duplicates(table), ...wrong];
  // What is broken reaches nobody either: one complaint is enough.
  return { problems, warnings: problems.length > 0 ? unreached : [...unreached, ...unreachedSegments(table, bins)] };
}

function duplicates({ segments }: SegmentTable): readonly Problem[] {
  return (['id', 'name'] as const).flatMap((key) => {
    const said = segments.map((segment) => segment[key].toLowerCase());
    return said.flatMap((one, place): readonly Problem[] => {
      const first = said.indexOf(one);
      if (first === place) return [];
      const message = `segments.segments[${first}] has the same ${key}; give every segment ${key === 'id' ? 'an id' : 'a name'} of its own`;
      return [{ code: 'duplicate-segment', path: `segments.segments[${place}].${key}`, message }];
    });
  });
}

function unreachedSegments(table: SegmentTable, bins: Bins): readonly Problem[] {
  const { taken } = coverageOf(table, bins);
  return table.segments.flatMap(({ id, name }, place) => {
    const message = `nobody can get into ${name}: it has no cell of its own; give it one, or remove it`;
    return taken.has(id) ? [] : [{ code: 'unreachable-segment', path: `segments.segments[${place}]`, message }];
  });
}

function cellProblems({ measures, cells }: CellTable, table: SegmentTable, bins: Bins): readonly Problem[] {
  const path = 'segments.membership.cells';
  if (measures === 'rfm' && bins.m === null) {
    const message = 'the cells look at money, which has no scores yet; set "monetary", or use a table of R and F';
    return [{ code: 'money-without-scores', path: 'segments.membership.measures', message }];
  }
  const { missing, cells: count } = coverageOf(table, bins);
  const expected = new Set(everyScore(bins, measures).map((scores) => cellOf(scores, measures)));
  const outside = Object.keys(cells).filter((cell) => !expected.has(cell));
  const shape = measures === 'rf' ? `${bins.r} × ${bins.f}` : `${bins.r} × ${bins.f} × ${bins.m}`;
  const wrong: Problem[] = [];
  if (missing.length > 0) {
    const message = `${missing.length} of ${count} cells have no segment: ${some(missing)}; name one for each`;
    wrong.push({ code: 'missing-cells', path, message });
  }
  if (outside.length > 0) {
    const message = `${outside.length} cells lie outside the ${shape} scores of this model: ${some(outside)}; remove them`;
    wrong.push({ code: 'cells-outside', path, message });
  }
  return [...wrong, ...unknownInCells(cells, table)];
}

function unknownInCells(cells: CellTable['cells'], { segments }: SegmentTable): readonly Problem[] {
  const known = new Set(segments.map(({ id }) => id));
  const unknown = [...new Set(Object.values(cells))].filter((id) => !known.has(id));
  return unknown.map((id) => {
    const places = Object.keys(cells).filter((cell) => cells[cell] === id);
    const message = `there is no segment "${id}" (cells ${some(places)}); name one of "segments"`;
    return { code: 'unknown-segment', path: `segments.membership.cells.${places[0] ?? ''}`, message };
  });
}

function ruleProblems(membership: RuleTable, table: SegmentTable, bins: Bins): readonly Problem[] {
  const known = new Set(table.segments.map(({ id }) => id));
  const wrong = membership.rules.flatMap((rule, place) => wrongInRule(rule, pathOfRule(place), known, bins));
  return [...wrong, ...unknownSegment(membership.otherwise, known, 'segments.membership.otherwise')];
}

function wrongInRule(rule: SegmentRule, path: string, known: ReadonlySet<SegmentId>, bins: Bins): readonly Problem[] {
  return [...unknownSegment(rule.segment, known, `${path}.segment`), ...rangeProblems(rule, path, bins)];
}

/** Rules that are right by themselves, and first for nobody. */
function unreachedRules({ rules }: RuleTable, table: SegmentTable, bins: Bins): readonly Problem[] {
  const known = new Set(table.segments.map(({ id }) => id));
  const { rulesUsed } = coverageOf(table, bins);
  return rules.flatMap((rule, place): readonly Problem[] => {
    const path = pathOfRule(place);
    if (rulesUsed.has(place) || wrongInRule(rule, path, known, bins).length > 0) return [];
    const message = `nobody gets as far as this rule for "${rule.segment}": the rules before it take all of its scores`;
    return [{ code: 'unreachable-rule', path, message: `${message}; move it up, or remove it` }];
  });
}

function pathOfRule(place: number): string {
  return `segments.membership.rules[${place}]`;
}

function unknownSegment(id: SegmentId, known: ReadonlySet<SegmentId>, path: string): readonly Problem[] {
  return known.has(id)
    ? []
    : [{ code: 'unknown-segment', path, message: `there is no segment "${id}"; name one of "segments"` }];
}

function rangeProblems(rule: SegmentRule, path: string, bins: Bins): readonly Problem[] {
  return (['r', 'f', 'm'] as const).flatMap((measure) => {
    const range = rule[measure];
    return range === undefined ? [] : rangeProblem(range, bins[measure], `${path}.${measure}`);
  });
}

function rangeProblem([from, to]: Range, bins: number | null, path: string): readonly Problem[] {
  if (bins === null) {
    const message = 'this rule looks at money, which has no scores yet; set "monetary", or leave "m" out';
    return [{ code: 'money-without-scores', path, message }];
  }
  if (from > to)
    return [{ code: 'range-reversed', path, message: `${from} to ${to} is no range; the lower score comes first` }];
  if (to <= bins) return [];
  return [{ code: 'range-outside', path, message: `${from} to ${to} goes beyond the ${bins} scores of this model` }];
}

function some(names: readonly string[]): string {
  const first = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${first} and ${names.length - 5} more` : first;
}
