import type { Connection } from 'mongoose';
import type { HashedAddress } from '../db/messaging/suppressions.ts';
import { ownSecret } from '../db/workspaces/own-secret.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { addressMac } from './address-mac.ts';
import { confirmToken, scopeOfConfirmToken, type ConfirmScope } from './confirm-token.ts';
import { preferenceToken, scopeOfToken, type MessageScope } from './preference-token.ts';
import { messageOfReturnPath, returnPathOf } from './return-path.ts';
import { sealsOf, type Seals } from './seal.ts';
import { clickedBy, openedBy, trackedHtml, trackedUrl, type Clicked, type Tracked, type Tracking } from './tracking.ts';

/** What a message offers to whoever wants no more of them. */
export interface WayOut {
  /** A page with a button; a `POST` to the same address is one click (RFC 8058). */
  readonly unsubscribe: string;
  /** The same page, at the list of everything that they may choose. */
  readonly preferences: string;
}

export interface Links {
  /** @returns `null` where nobody has said at which address the service is reached (`PUBLIC_URL`) */
  wayOut(scope: MessageScope): Promise<WayOut | null>;
  /** @returns `undefined` where the token is none of ours */
  scopeOf(token: string): Promise<MessageScope | undefined>;
  /** The page where somebody confirms a consent. @returns `null` as `wayOut` */
  confirmation(scope: ConfirmScope): Promise<string | null>;
  /** @returns `undefined` where the token is none of ours */
  asked(token: string): Promise<ConfirmScope | undefined>;
  /** @returns `null` where bounces come back to the sender (`BOUNCE_ADDRESS` is not set) */
  returnPath(message: string): Promise<string | null>;
  /** @returns the name of the message that came back to this address; `undefined` where it is none of ours */
  messageOf(returnPath: string): Promise<string | undefined>;
  /** What stands for an address where it may not be kept. */
  hashed(workspace: WorkspaceId, channel: string, address: string): Promise<HashedAddress>;
  /** See `trackedHtml`; the same mail where nobody has said at which address the service is reached. */
  tracked(html: string, of: Tracked, tracking: Tracking): Promise<string>;
  /** See `trackedUrl`; the same address where nobody has said at which address the service is reached. */
  led(url: string, of: Tracked, tracking: Tracking): Promise<string>;
  /** @returns `undefined` where the token is none of ours */
  opened(token: string): Promise<Tracked | undefined>;
  /** @returns `undefined` where the token is none of ours */
  clicked(token: string): Promise<Clicked | undefined>;
}

export interface LinkOptions {
  /** Where people reach the service, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  /** Of all bounces. */
  readonly bounceAddress?: string | undefined;
}

/** The links of an installation; any number of processes make the same. */
export function openLinks(connection: Connection, { publicUrl, bounceAddress }: LinkOptions): Links {
  const secret = ownSecret(connection);
  let known: Seals | undefined;
  const seals = async () => (known ??= sealsOf(await secret()));
  return {
    async wayOut(scope) {
      if (publicUrl === undefined) return null;
      const page = `${publicUrl}/u/${preferenceToken(await seals(), scope)}`;
      return { unsubscribe: page, preferences: `${page}#choices` };
    },
    scopeOf: async (token) => scopeOfToken(await seals(), token),
    async confirmation(scope) {
      return publicUrl === undefined ? null : `${publicUrl}/confirm/${confirmToken(await seals(), scope)}`;
    },
    asked: async (token) => scopeOfConfirmToken(await seals(), token),
    async returnPath(message) {
      return bounceAddress === undefined ? null : returnPathOf(await seals(), bounceAddress, message);
    },
    async hashed(workspace, channel, address) {
      return { workspace, channel, mac: addressMac(await seals(), workspace, channel, address) };
    },
    async tracked(html, of, tracking) {
      if (publicUrl === undefined || (!tracking.opens && !tracking.clicks)) return html;
      return trackedHtml(await seals(), publicUrl, html, of, tracking);
    },
    async led(url, of, { clicks }) {
      return publicUrl === undefined || !clicks ? url : trackedUrl(await seals(), publicUrl, url, of);
    },
    opened: async (token) => openedBy(await seals(), token),
    clicked: async (token) => clickedBy(await seals(), token),
    messageOf: async (returnPath) => messageOfReturnPath(await seals(), returnPath),
  };
}
