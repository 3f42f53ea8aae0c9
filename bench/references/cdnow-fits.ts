import * as bg from '../../domain/rhythm/bg-nbd.ts';
import { buyingOf, groupBuying, summaryIn } from '../../domain/rhythm/buying.ts';
import { fitBgNbd, fitMbgNbd } from '../../domain/rhythm/fit.ts';
import type { AcceptedFit, Fitting } from '../../domain/rhythm/fit-outcome.ts';
import { fitGammaGamma } from '../../domain/rhythm/fit-spending.ts';
import { expectedSpend } from '../../domain/rhythm/gamma-gamma.ts';
import { firstGap, gapPercentile } from '../../domain/rhythm/gap.ts';
import type { MbgNbd } from '../../domain/rhythm/mbg-nbd.ts';
import { CALIBRATION_END, type Purchases, readMaster, readSample, readSummary, type SummaryRow } from './cdnow.ts';
import { equal, exact, printed } from './compare.ts';
import * as pareto from './pareto-nbd.ts';
import { PARETO } from './published-values.ts';
import type { Reference } from './reference.ts';

/** What is published about CDNOW: the summary, the fits on it, and how long customers took to return. */
export async function cdnowReferences(dataFolder: URL): Promise<readonly Reference[]> {
  const [summary, sample] = [await readSummary(dataFolder), await readSample(dataFolder)];
  const inWeeks = groupBuying([...summary.values()].map(({ x, tx, T }) => ({ x, tx: Number(tx), T: Number(T) })));
  const bgFit = fitted(fitBgNbd(inWeeks));
  return [
    ...summaryReferences(summary, sample),
    ...bgReferences(bgFit),
    ...bgOnDaysReferences(sample),
    ...mbgReferences(fitted(fitMbgNbd(inWeeks))),
    printed(
      'cdnow_customers_summary.csv',
      'Pareto/NBD log-likelihood at its fit',
      ['-9594.974'],
      [pareto.logLikelihood(PARETO, inWeeks)],
    ),
    ...spendReferences(sample),
    gapReference(await readMaster(dataFolder)),
  ];
}

function summaryReferences(summary: ReadonlyMap<string, SummaryRow>, sample: Purchases): readonly Reference[] {
  const ours = new Map([...sample].map(([id, purchases]) => [id, calibrated(purchases.map(({ day }) => day))]));
  const rows = [...summary].map(([id, { x, tx, T }]) => [`${x} ${tx} ${T}`, ours.get(id)] as const);
  const repeats = [...summary.values()].map(({ x }) => x);
  const totals = [repeats.length, repeats.filter((x) => x > 0).length, repeats.reduce((sum, x) => sum + x, 0)];
  return [
    equal('cdnow_customers_summary.csv', 'x, tx, T of every customer, weeks to two decimals', rows),
    equal(
      'cdnow_customers_summary.csv',
      'customers, repeaters, repeat purchases',
      [2357, 946, 2457].map((expected, index) => [expected, totals[index]]),
    ),
  ];
}

function calibrated(days: readonly number[]): string | undefined {
  const buying = buyingOf(days, CALIBRATION_END);
  return buying ? `${buying.x} ${buying.tx.toFixed(2)} ${buying.T.toFixed(2)}` : undefined;
}

function bgReferences({ parameters, standardErrors, logLikelihood }: AcceptedFit<bg.BgNbd>): readonly Reference[] {
  const source = 'Fader, Hardie, Lee 2005';
  const ahead = [1 / 7, 1, 3, 31 + 6 / 7, 32, 78].map((t) => bg.expectedPurchases(parameters, t));
  return [
    printed(source, 'BG/NBD fit: r, α, a, b', ['.243', '4.414', '.793', '2.426'], inOrder(parameters)),
    printed(source, 'BG/NBD fit: standard error of r', ['.0126'], [standardErrors.r]),
    printed(
      source,
      'BG/NBD fit: standard errors of α, a, b',
      ['.378', '.186', '.705'],
      inOrder(standardErrors).slice(1),
    ),
    printed('cdnow_customers_summary.csv', 'BG/NBD fit: log-likelihood', ['-9582.4256'], [logLikelihood]),
    printed(source, 'BG/NBD fit: E[X(t)]', ['.0078', '.0532', '.1506', '1.0405', '1.0437', '1.8576'], ahead, 0.001),
  ];
}

/**
 * CLVTools prints seven digits, of a search that ended 1.2e-9 of log-likelihood short of the summit (checked with
 * thirty digits), which moves a by 2e-6 and b by 2e-5: a hundred-thousandth of their standard errors.
 */
const CLVTOOLS: bg.BgNbd = { r: 0.2425945, alpha: 4.4136019, a: 0.7929199, b: 2.4258881 };

/** Weeks as days / 7, not rounded to two decimals. */
function bgOnDaysReferences(sample: Purchases): readonly Reference[] {
  const groups = groupBuying(
    [...sample.values()].flatMap((purchases) => {
      const buying = buyingOf(
        purchases.map(({ day }) => day),
        CALIBRATION_END,
      );
      return buying ? [buying] : [];
    }),
  );
  const { parameters, logLikelihood } = fitted(fitBgNbd(groups));
  const lost = Math.max(0, bg.logLikelihood(CLVTOOLS, groups) - logLikelihood);
  return [
    printed('CLVTools', 'BG/NBD fit on exact weeks: r', ['.2425945'], [parameters.r]),
    printed(
      'CLVTools',
      'BG/NBD fit on exact weeks: α, a, b',
      ['4.4136019', '.7929199', '2.4258881'],
      inOrder(parameters).slice(1),
      2e-5,
    ),
    printed('CLVTools', 'BG/NBD fit on exact weeks: log-likelihood', ['-9582.429'], [logLikelihood]),
    exact('CLVTools', 'log-likelihood lost against its seven digits', [[0, lost]], 0),
  ];
}

function mbgReferences({ parameters, logLikelihood }: AcceptedFit<MbgNbd>): readonly Reference[] {
  const { a, b } = parameters;
  return [
    printed('BTYDplus', 'MBG/NBD fit: r, α, a, b', ['.525', '6.183', '.891', '1.614'], inOrder(parameters)),
    printed('BTYDplus', 'MBG/NBD fit: log-likelihood', ['-9582.133'], [logLikelihood]),
    printed('BTYDplus', 'MBG/NBD fit: a/(a+b), far from refused', ['.36'], [a / (a + b)]),
  ];
}

function spendReferences(sample: Purchases): readonly Reference[] {
  const spending = [...sample.values()].flatMap((purchases) => {
    const summary = summaryIn('day', purchases, CALIBRATION_END);
    return summary ? [{ x: summary.x, mean: summary.meanRepeatSpend, count: 1 }] : [];
  });
  const { parameters } = fitted(fitGammaGamma(spending));
  const source = 'Fader, Hardie, Gamma–Gamma note';
  return [
    printed(source, 'Gamma–Gamma fit: p, q, v', ['6.25', '3.74', '15.44'], [parameters.p, parameters.q, parameters.v]),
    printed(
      'Gamma–Gamma on CDNOW',
      'E[M], x = 0, at the fit',
      ['35.17'],
      [expectedSpend(parameters, { x: 0, mean: 0 })],
    ),
  ];
}

/** Over all 18 months of the whole file, same-day orders as one. */
function gapReference(master: Purchases): Reference {
  const counts = new Map<number, number>();
  for (const purchases of master.values()) {
    const gap = firstGap(purchases.map(({ day }) => day));
    if (gap !== null) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  const days = gapPercentile(
    [...counts].map(([gap, count]) => ({ days: gap, count })),
    0.8,
  );
  return equal('CDNOW_master.txt', 'first-to-second gap, 80th percentile, days', [[207, days]]);
}

function fitted<Parameters>(fitting: Fitting<Parameters>): AcceptedFit<Parameters> {
  for (;;) {
    const { done, value } = fitting.next();
    if (!done) continue;
    if (value.is === 'accepted') return value;
    throw new Error(`CDNOW was refused (${value.code}): ${value.because}`);
  }
}

function inOrder({ r, alpha, a, b }: bg.BgNbd): readonly number[] {
  return [r, alpha, a, b];
}
