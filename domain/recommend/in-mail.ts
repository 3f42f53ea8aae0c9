import { moneyText, type Money } from '../currency.ts';
import type { ItemId } from '../ids.schema.ts';
import type { SegmentTable } from '../scoring/segment.ts';
import type { CatalogueItem } from './catalogue.schema.ts';
import { reasonText } from './reason-text.ts';
import type { Recommendation } from './recommendation.ts';

/** An item as templates of mails see it, in the list `recs`; what is not known is `null`. */
export interface RecommendedInMail {
  readonly item: string;
  readonly name: string;
  readonly url: string | null;
  readonly image: string | null;
  /** Minor units. */
  readonly price: number | null;
  /** As people write it, such as £49.00. */
  readonly price_text: string | null;
  /** Why it is recommended, in an English sentence. */
  readonly reason: string;
  /** The same for a template to put into words of its own: `bought-with`, `popular-in` or `popular`. */
  readonly because: string;
  /** The name of the item that speaks for it. */
  readonly bought: string | null;
}

/** As many as `recs` ever holds. */
export const MOST_IN_MAIL = 10;

/** Whether one of these texts may name them: reading them is not free. */
export function namesRecommendations(texts: readonly (string | undefined)[]): boolean {
  return texts.some((text) => text !== undefined && /\brecs\b/.test(text));
}

/** Only what the catalogue names: a mail shows no bare ids. */
export function inMail(
  found: readonly Recommendation[],
  items: ReadonlyMap<ItemId, CatalogueItem>,
  segments: SegmentTable,
  money: Money,
): readonly RecommendedInMail[] {
  return found.flatMap(({ item, reason }): RecommendedInMail[] => {
    const known = items.get(item);
    if (known === undefined) return [];
    const { name, url = null, image = null, price = null } = known;
    const price_text = price === null ? null : moneyText(price, money);
    const bought = reason.is === 'bought-with' ? (items.get(reason.item)?.name ?? null) : null;
    return [
      {
        item,
        name,
        url,
        image,
        price,
        price_text,
        reason: reasonText(reason, items, segments),
        because: reason.is,
        bought,
      },
    ];
  });
}
