import * as bg from '../../domain/rhythm/bg-nbd.ts';
import { expectedSpend, type GammaGamma } from '../../domain/rhythm/gamma-gamma.ts';
import { gapQuantile } from '../../domain/rhythm/gamma-poisson.ts';
import * as mbg from '../../domain/rhythm/mbg-nbd.ts';
import { printed } from './compare.ts';
import * as pareto from './pareto-nbd.ts';
import type { Reference } from './reference.ts';

/** Parameters as published, rounded. */
const BG: bg.BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const MBG: mbg.MbgNbd = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const SPEND: GammaGamma = { p: 6.25, q: 3.74, v: 15.44 };
export const PARETO: pareto.ParetoNbd = { r: 0.55315, alpha: 10.57633, s: 0.60625, beta: 11.6715 };

const NEW = { x: 0, tx: 0, T: 0 };
const UP_TO_NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const ELEVEN_TO_TWENTY = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

/** Printed values that need no data, at the published parameters. */
export function publishedValueReferences(): readonly Reference[] {
  return [...silenceValues(), ...bgValues(), ...spendValues(), ...paretoValues()];
}

function silenceValues(): readonly Reference[] {
  const often = { x: 7, tx: 29.43 };
  const idle = [5, 10, 20].map((x) => bg.probabilityAlive(BG, { x, tx: 30, T: 39 }));
  return [
    printed('BG/NBD', 'silence until .5, x = 7, weeks', ['13.0572'], [bg.silenceUntil(BG, often, 0.5) ?? NaN]),
    printed(
      'MBG/NBD',
      'silence until .5, x = 7 and x = 0, weeks',
      ['12.5318', '12.9894'],
      [mbg.silenceUntil(MBG, often, 0.5), mbg.silenceUntil(MBG, NEW, 0.5)],
    ),
    printed('BG/NBD', 'P(alive) falls with x = 5, 10, 20', ['0.705627', '0.571552', '0.196820'], idle),
    printed('Gamma–Poisson', 'why not for one-time buyers, q = .9, weeks', ['57547'], [gapQuantile(BG, NEW, 0.9)]),
  ];
}

function bgValues(): readonly Reference[] {
  const source = 'Fader, Hardie, Lee 2005; BTYD';
  const weeks = [1 / 7, 1, 3, 31 + 6 / 7, 32, 78];
  return [
    printed(
      source,
      'BG/NBD E[X(t)] at three-digit parameters',
      ['.0078', '.0533', '.1509', '1.0420', '1.0452', '1.8605'],
      weeks.map((t) => bg.expectedPurchases(BG, t)),
    ),
    printed(
      source,
      'BG/NBD E[Y(39) | 2, 30.43, 38.86]',
      ['1.226'],
      [bg.conditionalExpected(BG, { x: 2, tx: 30.43, T: 38.86 }, 39)],
    ),
    printed(source, 'BG/NBD P(X(2) = 10)', ['1.07869e-07'], [bg.probabilityOfPurchases(BG, 2, 10)]),
    printed(source, 'BG/NBD P(X(39) = 0)', ['.5737864'], [bg.probabilityOfPurchases(BG, 39, 0)]),
    printed(
      source,
      'BG/NBD P(X(30) = 11 … 20)',
      [
        '.0019995214 .0015170236 .0011633150 .0009003148 .0007023638',
        '.0005517902 .0004361913 .0003467171 .0002769613 .0002222260',
      ].flatMap((row) => row.split(' ')),
      ELEVEN_TO_TWENTY.map((n) => bg.probabilityOfPurchases(BG, 30, n)),
    ),
  ];
}

function spendValues(): readonly Reference[] {
  return [
    printed(
      'Gamma–Gamma on CDNOW',
      'E[M], x = 0, at rounded parameters',
      ['35.22'],
      [expectedSpend(SPEND, { x: 0, mean: 0 })],
    ),
  ];
}

function paretoValues(): readonly Reference[] {
  const often = { x: 26, tx: 30.86, T: 31 };
  const ahead = UP_TO_NINE.map((t) => pareto.expectedPurchases(PARETO, t));
  return [
    printed('BTYD', 'Pareto/NBD P(alive | 26, 30.86, 31)', ['.9979'], [pareto.probabilityAlive(PARETO, often)]),
    printed('BTYD', 'Pareto/NBD E[Y(52)] of that customer', ['25.46'], [pareto.conditionalExpected(PARETO, often, 52)]),
    printed(
      'BTYD',
      'Pareto/NBD E[X(t)], t = 1 … 9, of other parameters',
      ['.0508', '.0992', '.1454', '.1898', '.2325', '.2736', '.3134', '.3518', '.3891'],
      ahead,
      0.003,
    ),
    printed(
      'Pareto/NBD on CDNOW',
      'E[X(1)], E[X(9)] at its fit',
      ['.0510', '.3913'],
      [ahead[0] ?? NaN, ahead[8] ?? NaN],
    ),
  ];
}
