import { readFile } from 'node:fs/promises';
import * as bg from '../../domain/rhythm/bg-nbd.ts';
import type { Buying } from '../../domain/rhythm/buying.ts';
import { gapQuantile } from '../../domain/rhythm/gamma-poisson.ts';
import * as mbg from '../../domain/rhythm/mbg-nbd.ts';
import { exact } from './compare.ts';
import type { Reference } from './reference.ts';

interface Silence extends Pick<Buying, 'x' | 'tx'> {
  readonly threshold: number;
  readonly d: number | null;
}

interface SilenceFixtures {
  readonly params: readonly number[];
  readonly palive: readonly (Buying & { readonly p: number })[];
  readonly silence_weeks: readonly Silence[];
}

interface Fixtures {
  readonly bgnbd: SilenceFixtures & {
    readonly expected_repeat_by_t: readonly { readonly t: number; readonly e: number }[];
    readonly cond_expected: readonly (Buying & { readonly t: number; readonly e: number })[];
  };
  readonly mbgnbd: SilenceFixtures;
  readonly lomax_next_gap: {
    readonly params: { readonly r: number; readonly alpha: number };
    readonly q: readonly (Pick<Buying, 'x' | 'tx'> & { readonly q: number; readonly t: number })[];
  };
}

/** Values in double precision at published parameters; `d: null` is a silence that never comes. */
export async function fixtureReferences(dataFolder: URL): Promise<readonly Reference[]> {
  const source = 'btyd_fixtures.json';
  const fixtures: Fixtures = JSON.parse(await readFile(new URL(source, dataFolder), 'utf8'));
  const { bgnbd, mbgnbd, lomax_next_gap: gaps } = fixtures;
  const ofBg = named(bgnbd.params);
  return [
    ...silenceFixtures(`${source}, BG/NBD`, bgnbd, bg),
    ...silenceFixtures(`${source}, MBG/NBD`, mbgnbd, mbg),
    exact(
      `${source}, BG/NBD`,
      'E[X(t)]',
      bgnbd.expected_repeat_by_t.map(({ t, e }) => [e, bg.expectedPurchases(ofBg, t)]),
    ),
    exact(
      `${source}, BG/NBD`,
      'E[Y(t) | x, tx, T]',
      bgnbd.cond_expected.map(({ t, e, ...buying }) => [e, bg.conditionalExpected(ofBg, buying, t)]),
    ),
    exact(
      `${source}, Gamma–Poisson`,
      'gap quantiles, weeks',
      gaps.q.map(({ q, t, ...buying }) => [t, gapQuantile(gaps.params, buying, q)]),
    ),
  ];
}

function silenceFixtures(source: string, fixtures: SilenceFixtures, model: typeof bg | typeof mbg) {
  const parameters = named(fixtures.params);
  const fired = fixtures.silence_weeks.filter(({ d }) => d !== null && d > 0);
  const aliveAfterSilence = ({ x, tx, threshold }: Silence) =>
    model.probabilityAlive(parameters, { x, tx, T: tx + (model.silenceUntil(parameters, { x, tx }, threshold) ?? 0) });
  return [
    exact(
      source,
      'P(alive)',
      fixtures.palive.map(({ p, ...buying }) => [p, model.probabilityAlive(parameters, buying)]),
    ),
    exact(
      source,
      'silence until p*, weeks',
      fixtures.silence_weeks.map((one) => [one.d, model.silenceUntil(parameters, one, one.threshold)]),
    ),
    exact(
      source,
      'P(alive) after that silence is p*',
      fired.map((one) => [one.threshold, aliveAfterSilence(one)]),
    ),
  ];
}

function named([r = NaN, alpha = NaN, a = NaN, b = NaN]: readonly number[]): bg.BgNbd {
  return { r, alpha, a, b };
}
