import type { IysConsentRow } from '../../db/messaging/iys-consents.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { CHANNEL_OF, isOverdue, standingOf } from '../../domain/iys/consent.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { isoOrNull } from '../sentences.ts';

export async function iysView({ stores, clock }: Pick<ApiDeps, 'stores' | 'clock'>, workspace: WorkspaceId) {
  const [found, consents] = await Promise.all([
    stores.iysSettings.find(workspace),
    stores.iysConsents.counts(workspace, clock()),
  ]);
  const trouble = found?.trouble;
  return {
    settings: found?.settings ?? null,
    since: isoOrNull(found?.changedAt ?? null),
    consents,
    lastDone: isoOrNull(found?.doneAt ?? null),
    trouble: trouble === undefined ? null : { ...trouble, at: isoTime(trouble.at) },
  };
}

export function iysConsentView({ customer, type, recipientType, consent }: IysConsentRow, now: Instant) {
  const { word, known, state, deadline } = consent;
  return {
    customer,
    channel: CHANNEL_OF[type],
    type,
    recipientType,
    said: { status: word.status, at: isoTime(word.at) },
    registered: known && { ...known, at: isoTime(known.at) },
    state,
    sends: standingOf(consent),
    deadline: isoTime(deadline),
    overdue: isOverdue(consent, now),
    problem: consent.state === 'refused' ? consent.reason : null,
  };
}
