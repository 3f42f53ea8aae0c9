import type { getCustomerCouponsContract } from '../../api/coupons/get-customer-coupons.contract.ts';
import type { postCouponValidateContract } from '../../api/coupons/post-coupon-validate.contract.ts';
import { call, type CallReply } from '../api/call.ts';
import { ApiError } from '../api/problem.ts';
import { item, made } from './made.ts';
import type { ShopWords } from './words-en.ts';

type Answer = CallReply<typeof postCouponValidateContract>;
/** Why a coupon does not work. */
export type RefusedBecause = Extract<Answer, { readonly status: 'refused' }>['reason'];

/** The coupons of the shopper, and the field in which one is typed at the checkout. */
export function couponsPart(customer: string, { coupons: words }: ShopWords) {
  const list = made('ul', { className: 'shop-list' });
  const none = made('p', { text: words.none });
  const field = made('input');
  field.autocomplete = 'off';
  field.maxLength = 60;
  const label = made('label', { className: 'field shop-code', text: words.field });
  label.append(field);
  return {
    part: [none, list],
    label,
    field,
    async refresh(): Promise<void> {
      const coupons = await couponsOf(customer);
      // What cannot be asked now stays as it was; it is asked again soon.
      if (coupons === null) return;
      none.hidden = coupons.length > 0;
      list.replaceChildren(
        ...coupons.map(({ code, value, is }) => {
          const use = made('button', { className: 'button small', text: words.use(code) });
          use.addEventListener('click', () => {
            field.value = code;
            field.focus();
          });
          const text = made('span', { text: words.line(code, value?.words ?? '', words.is[is]) });
          return item(text, ...(is === 'usable' ? [use] : []));
        }),
      );
    },
  };
}

async function couponsOf(customer: string) {
  try {
    const params = { id: customer };
    return (await call<typeof getCustomerCouponsContract>('get /v1/customers/:id/coupons', { params })).coupons;
  } catch {
    return null;
  }
}

/** @returns why it does not work; `null`: it does */
export async function whyNot(customer: string, code: string): Promise<RefusedBecause | null> {
  try {
    const asked = { params: { code }, body: { customer } };
    const answer = await call<typeof postCouponValidateContract>('post /v1/coupons/:code/validate', asked);
    return answer.status === 'refused' ? answer.reason : null;
  } catch (error) {
    // What does not look like a code is none.
    if (error instanceof ApiError && error.trouble.code === 'invalid') return 'unknown';
    throw error;
  }
}
