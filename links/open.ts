import type { Connection } from 'mongoose';
import { ownSecret } from '../db/workspaces/own-secret.ts';
import { preferenceToken, scopeOfToken, type MessageScope } from './preference-token.ts';
import { messageOfReturnPath, returnPathOf } from './return-path.ts';
import { sealsOf, type Seals } from './seal.ts';

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
  /** @returns `null` where bounces come back to the sender (`BOUNCE_ADDRESS` is not set) */
  returnPath(message: string): Promise<string | null>;
  /** @returns the name of the message that came back to this address; `undefined` where it is none of ours */
  messageOf(returnPath: string): Promise<string | undefined>;
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
    async returnPath(message) {
      return bounceAddress === undefined ? null : returnPathOf(await seals(), bounceAddress, message);
    },
    messageOf: async (returnPath) => messageOfReturnPath(await seals(), returnPath),
  };
}
