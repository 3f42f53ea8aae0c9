import type { Connection, mongo } from 'mongoose';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** How mail leaves the installation, as the workers know it, who send it. Nothing of it is secret. */
export interface MailSending {
  /** False: it goes into the mailbox. */
  readonly goesOut: boolean;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** Of all bounces; `null`: they come back to the sender. */
  readonly bounceAddress: string | null;
  /** What the DNS has to say of the signature; `null`: mails are not signed by us. */
  readonly dkim: { readonly domain: string; readonly name: string; readonly value: string } | null;
}

type SendingRow = MailSending & { readonly _id: 'mail' };

export interface MailSendingStore {
  /** @returns `null` where no worker has said so yet */
  find(): Promise<MailSending | null>;
  /** Of several workers the one that started last counts; they should all have the same environment. */
  put(sending: MailSending): Promise<void>;
}

/**
 * Workers say it in the store when they start: whoever serves pages needs no key that signs, and may not even know of
 * the mail server.
 */
export function mongoMailSending(connection: Connection): MailSendingStore {
  const rows: mongo.Collection<SendingRow> = collectionOf<SendingRow>(connection, 'mail_sending');
  return {
    async find() {
      const row = await rows.findOne({ _id: 'mail' });
      if (row === null) return null;
      const { _id, ...sending } = row;
      return sending;
    },
    async put(sending) {
      await rows.replaceOne({ _id: 'mail' }, sending, { upsert: true, writeConcern: MAJORITY });
    },
  };
}
