import type { WebhookAddressStore } from '../../db/webhooks/addresses.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { minuteText } from '../sentences.ts';

/** What its author has to look at: steps that call an address which has said it is gone. */
export async function webhookAlerts(
  addresses: Pick<WebhookAddressStore, 'list'>,
  workspace: WorkspaceId,
  definition: JourneyDefinition | undefined,
) {
  const calls = definition?.steps.filter((step) => step.type === 'webhook') ?? [];
  if (calls.length === 0) return [];
  const gone = new Map((await addresses.list(workspace)).map(({ url, at }) => [url, at]));
  return calls.flatMap(({ id, url }) => {
    const at = gone.get(url);
    if (at === undefined) return [];
    const text = `The address of step ${id} answered 410 on ${minuteText(at)} and is not called any more; POST /v1/webhooks/enable calls it again.`;
    return [{ step: id, text }];
  });
}
