import { z } from 'zod';
import { knownCustomerId, workspaceId, type CustomerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import type { Instant } from '../domain/time.ts';
import type { Seals } from './seal.ts';

/** The message that a picture or a link is in. */
export interface Tracked {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** See `messageName`. */
  readonly message: string;
  /** When it was sent, by the wall clock. */
  readonly at: Instant;
}

export interface Clicked extends Tracked {
  /** Where the link leads; http or https. */
  readonly target: string;
}

/** What of a message is looked at. */
export interface Tracking {
  readonly opens: boolean;
  readonly clicks: boolean;
}

const head = [z.literal(1), workspaceId, knownCustomerId, z.string().max(64), z.int()] as const;
const openShape = z.tuple([...head]);
const clickShape = z.tuple([...head, z.string().regex(/^https?:\/\//)]);

/** A longer link is left as it is: some programs cut what is longer. */
const MOST_TARGET = 1_500;
const LINK = /(<a\b[^>]*?\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

/**
 * The same mail with a picture that tells when it is opened, and links that tell when they are pressed. Where a link
 * leads is sealed in it, so nobody can make one of ours that leads elsewhere. Our own pages are not looked at.
 * @param publicUrl of this service
 */
export function trackedHtml(
  seals: Seals,
  publicUrl: string,
  html: string,
  { workspace, customer, message, at }: Tracked,
  { opens, clicks }: Tracking,
): string {
  const named = [1, workspace, customer, message, at];
  const linked = clicks
    ? html.replace(LINK, (whole, before: string, double?: string, single?: string) => {
        const target = unescaped((double ?? single ?? '').trim());
        const led = trackedUrl(seals, publicUrl, target, { workspace, customer, message, at });
        return led === target ? whole : `${before}"${led}"`;
      })
    : html;
  if (!opens) return linked;
  const picture = `<img src="${publicUrl}/o/${seals.seal('open', JSON.stringify(named))}" width="1" height="1" alt="">`;
  const end = linked.search(/<\/body\s*>/i);
  return end < 0 ? `${linked}${picture}` : `${linked.slice(0, end)}${picture}${linked.slice(end)}`;
}

/** The way to a page that tells when it is taken; the page itself where it is one of ours, too long, or none. */
export function trackedUrl(
  seals: Seals,
  publicUrl: string,
  target: string,
  { workspace, customer, message, at }: Tracked,
): string {
  if (!/^https?:\/\//i.test(target) || target.length > MOST_TARGET || target.startsWith(publicUrl)) return target;
  return `${publicUrl}/c/${seals.seal('click', JSON.stringify([1, workspace, customer, message, at, target]))}`;
}

/** @returns `undefined` where it is none of ours */
export function openedBy(seals: Seals, token: string): Tracked | undefined {
  const text = seals.open('open', token);
  const read = text === undefined ? undefined : readShape(openShape, JSON.parse(text));
  if (read === undefined || 'problems' in read) return undefined;
  const [, workspace, customer, message, at] = read.value;
  return { workspace, customer, message, at };
}

/** @returns `undefined` where it is none of ours */
export function clickedBy(seals: Seals, token: string): Clicked | undefined {
  const text = seals.open('click', token);
  const read = text === undefined ? undefined : readShape(clickShape, JSON.parse(text));
  if (read === undefined || 'problems' in read) return undefined;
  const [, workspace, customer, message, at, target] = read.value;
  return { workspace, customer, message, at, target };
}

/** As far as it is needed for addresses in attributes. */
function unescaped(text: string): string {
  return text
    .replaceAll(/&(?:quot|#34);/g, '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&(?:amp|#38);/g, '&');
}
