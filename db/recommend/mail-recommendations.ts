import type { Connection } from 'mongoose';
import { mongoCatalogue } from '../catalogue/catalogue.ts';
import { mongoCustomerReads } from '../customers/customer-reads.ts';
import { moneyOf, type WorkspaceRow } from '../workspaces/workspaces.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { inMail, MOST_IN_MAIL, namesRecommendations, type RecommendedInMail } from '../../domain/recommend/in-mail.ts';
import type { Instant } from '../../domain/time.ts';
import { mongoBasketStore } from './baskets.ts';
import { mongoItemFigures } from './item-figures.ts';
import { recommendTo } from './recommender.ts';

/**
 * What `recs` holds in a text for a customer, as of the workspace's time.
 * @param texts nothing is read where none of them names it; `always`: they are shown whatever is said
 */
export type MailRecommendations = (
  here: { readonly workspace: WorkspaceRow; readonly now: Instant },
  playbook: Pick<Playbook, 'scoring'>,
  customer: CustomerId,
  texts: readonly (string | undefined)[] | 'always',
) => Promise<readonly RecommendedInMail[]>;

export function mongoMailRecommendations(connection: Connection): MailRecommendations {
  const customers = mongoCustomerReads(connection);
  const ports = {
    baskets: mongoBasketStore(connection),
    figures: mongoItemFigures(connection),
    catalogue: mongoCatalogue(connection),
  };
  return async ({ workspace, now }, { scoring }, customer, texts) => {
    if (texts !== 'always' && !namesRecommendations(texts)) return [];
    const row = await customers.find(workspace._id, customer);
    const asked = {
      workspace: workspace._id,
      customer,
      segment: row?.segment ?? null,
      silence: row?.state.silence ?? 'none',
      now,
    } as const;
    const { found, items } = await recommendTo(ports, asked, 'cross-sell', MOST_IN_MAIL);
    return inMail(found, items, scoring.segments, moneyOf(workspace));
  };
}
