import { z } from 'zod';
import { slotId } from '../../ids.schema.ts';
import { spanOf, type Instant } from '../../time.ts';
import { duration } from '../definition/duration.schema.ts';
import type { Problem } from '../../problem.ts';
import { common, line } from './options.ts';
import { effectHead, type StepAsked, type StepKind, type StepOutcome, type StepRun } from './step.ts';

const WEB_ADDRESS = /^https?:\/\/\S+$/i;

/** As pages can open it wherever they are: `https:x` without slashes would lead to a page of their own. */
const webAddress = z
  .string()
  .max(500, 'an address has at most 500 characters')
  .refine(
    (url) => WEB_ADDRESS.test(url) && URL.canParse(url),
    'an address is such as https://example.com/offers, with https:// or http://',
  )
  .meta({ format: 'uri' });

const schema = z
  .strictObject({
    ...common,
    type: z.literal('place').describe('Shows a banner or a toast; GET /v1/placements gives it to your pages'),
    placement: z.enum(['banner', 'toast']).describe('Whether it is a banner or a toast'),
    slot: slotId.describe('Where on your pages, by a name of your own, such as home; they ask for it by this name'),
    title: line(120).describe('Plain text: neither HTML nor Liquid'),
    body: line(500).describe('Plain text: neither HTML nor Liquid'),
    url: webAddress.optional().describe('Where a click leads: an http or https address'),
    for: duration.default('7d').describe('How long it stays, such as 3d; at most 3,660 days'),
  })
  .meta({ id: 'PlaceStep' });

type PlaceStep = z.infer<typeof schema>;

const LIQUID = /\{\{|\{%/;

/** Placements are plain text, shown as they stand. */
function faults(step: PlaceStep, { path }: StepAsked): readonly Problem[] {
  const parts = ['title', 'body', 'url'] as const;
  return parts.flatMap((part): readonly Problem[] => {
    if (!LIQUID.test(step[part] ?? '')) return [];
    const message = `a ${step.placement} is plain text, and customers would read the template as it stands; write it without {{ }} and {% %}`;
    return [{ code: 'plain-text', path: `${path}.${part}`, message }];
  });
}

/** How long what was decided at `at` stays. */
export function untilOf(step: Pick<PlaceStep, 'for'>, at: Instant): Instant {
  return at + spanOf(step.for);
}

/** Shown in our own channel: neither consent nor caps nor quiet hours apply, since nobody is called. */
function take(step: PlaceStep, run: StepRun): StepOutcome {
  const { placement, slot } = step;
  const until = untilOf(step, run.context.at);
  return { go: 'on', effect: { ...effectHead(placement, run), kind: 'showPlacement', placement, slot, until } };
}

export const place = { schema, names: [], faults, take } satisfies StepKind<PlaceStep>;
