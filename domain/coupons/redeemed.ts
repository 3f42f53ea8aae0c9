/** The type of the event that a redemption is; its data says `pool` and `order`. */
export const COUPON_REDEEMED = 'coupon.redeemed';
