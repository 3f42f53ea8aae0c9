import type { Connection } from 'mongoose';
import { mongoIysConsents } from '../../db/messaging/iys-consents.ts';
import { mongoIysSettings } from '../../db/messaging/iys-settings.ts';
import { newSealKey, openSeals, type Seals } from '../../db/seal.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { afterWord } from '../../domain/iys/consent.ts';

const SETTINGS = {
  place: 'stand-in',
  iysCode: '1',
  brandCode: '1',
  username: 'api',
  source: 'HS_WEB',
  email: 'all',
  countryAttribute: 'country',
  recipientType: 'BIREYSEL',
  recipientTypeAttribute: null,
} as const;

/** The register of messages is told and asked. */
export async function registerOn(store: Connection, workspace: WorkspaceId, seals: Seals | undefined): Promise<void> {
  await mongoIysSettings(store, seals).put(workspace, { on: true, ...SETTINGS }, 'right', 1);
}

/** A consent of a customer on its way to the register of messages, which is set up and off. */
export async function withRegister(store: Connection, workspace: WorkspaceId, customer: CustomerId): Promise<void> {
  await mongoIysSettings(store, openSeals([newSealKey()])).put(workspace, { on: false, ...SETTINGS }, 'a-password', 1);
  const consent = afterWord(null, { status: 'ONAY', at: 1 }, 1);
  const place = { _id: `${workspace}:MESAJ:mac`, type: 'MESAJ', recipientType: 'BIREYSEL' } as const;
  await mongoIysConsents(store).put({ ...place, workspace, customer, consent });
}
