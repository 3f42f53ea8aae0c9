import { deliverySums, fatesBy, type DayFates, type JourneyFates } from '../../db/tallies/delivery.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { journeyId } from '../../domain/ids.schema.ts';
import { currentJourney, type Playbook } from '../../domain/playbook.ts';
import { FEW_SENT, LIMITS, NO_FATES, ratesOf, warningsOf, type Fates } from '../../domain/policy/deliverability.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { isoTime } from '../../domain/time.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { namesOfDays } from '../http/local-days.ts';
import { getDeliverabilityContract } from './get-deliverability.contract.ts';

export const getDeliverability = endpoint(getDeliverabilityContract, async ({ query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { _id, timezone } = workspace;
  const uncounted = await deps.stores.tallies.freshenEffects({ workspace: _id, timezone });
  const { days, to = dayOf(now, timezone), ...wanted } = query;
  const from = to - days + 1;
  const [{ days: rows, journeys }, { tracking }, playbook] = await Promise.all([
    deps.stores.tallies.read(_id, (reader) => deliverySums(reader, { ...wanted, from, to })),
    deps.stores.mailSettings.find(_id),
    currentPlaybook(deps.stores, _id),
  ]);
  const show = (fates: Fates = NO_FATES) => shown(fates, tracking);
  const channelsOf = (some: readonly DayFates[]) =>
    byChannel(some).map(({ channel, fates }) => ({ channel, messages: show(fates) }));
  const names = namesOfDays(from, days);
  return {
    status: 200,
    body: {
      asOf: isoTime(now),
      uncounted,
      from: names[0] ?? '',
      to: names.at(-1) ?? '',
      limits: LIMITS,
      all: show(fatesBy(rows, () => 'all').get('all')),
      channels: channelsOf(rows),
      journeys: byJourney(journeys).map(({ journey, fates }) => ({
        journey,
        name: nameOf(playbook, journey),
        messages: show(fates),
      })),
      byDay: byDay(rows, from, names).map(({ day, its }) => ({
        day,
        messages: show(fatesBy(its, () => 'all').get('all')),
        channels: channelsOf(its),
      })),
    },
  };
});

/** Where nothing is looked at, nothing is known, which is not the same as none; what was once looked at stays known. */
function shown(fates: Fates, tracking: { readonly opens: boolean; readonly clicks: boolean }) {
  const known = { opened: tracking.opens || fates.opened > 0, clicked: tracking.clicks || fates.clicked > 0 };
  const rates = ratesOf(fates);
  return {
    ...fates,
    opened: known.opened ? fates.opened : null,
    clicked: known.clicked ? fates.clicked : null,
    rates: {
      ...rates,
      opened: known.opened ? rates.opened : null,
      clicked: known.clicked ? rates.clicked : null,
    },
    warnings: [...warningsOf(fates)],
    few: fates.sent < FEW_SENT,
  };
}

function byChannel(rows: readonly DayFates[]) {
  const sums = fatesBy(rows, ({ channel }) => channel);
  return CHANNELS.flatMap((channel) => {
    const fates = sums.get(channel);
    return fates === undefined ? [] : [{ channel, fates }];
  });
}

function byJourney(rows: readonly JourneyFates[]) {
  return [...fatesBy(rows, ({ journey }) => journey)]
    .map(([journey, fates]) => ({ journey, fates, warns: warningsOf(fates).length }))
    .toSorted((a, b) => b.warns - a.warns || b.fates.sent - a.fates.sent || (a.journey < b.journey ? -1 : 1));
}

function byDay(rows: readonly DayFates[], from: number, names: readonly string[]) {
  const days = new Map<number, DayFates[]>();
  for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return names.map((day, place) => ({ day, its: days.get(from + place) ?? [] }));
}

/** It may have been renamed or archived since it sent. */
function nameOf(playbook: Playbook, journey: string): string {
  const read = readShape(journeyId, journey);
  return ('value' in read ? currentJourney(playbook, read.value)?.definition.name : undefined) ?? journey;
}
