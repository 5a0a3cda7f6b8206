import { ACCESS_ASSUMPTIONS } from './assumptions/access';
import { CANCELLATION_ASSUMPTIONS } from './assumptions/cancellations';
import { EVERY_ANSWER_ASSUMPTIONS } from './assumptions/everyAnswer';
import { LOGISTICS_ASSUMPTIONS } from './assumptions/logistics';
import { CHANGE_ASSUMPTIONS, ORDER_ASSUMPTIONS, SEARCH_ASSUMPTIONS } from './assumptions/orders';
import { SHIPPING_ASSUMPTIONS } from './assumptions/shipping';

/** What the code assumes about TikTok Shop, in the order of docs/live-check.md. */
export const TIKTOK_ASSUMPTIONS = [
	...ACCESS_ASSUMPTIONS,
	...SEARCH_ASSUMPTIONS,
	...ORDER_ASSUMPTIONS,
	...LOGISTICS_ASSUMPTIONS,
	...CHANGE_ASSUMPTIONS,
	...SHIPPING_ASSUMPTIONS,
	...EVERY_ANSWER_ASSUMPTIONS,
	...CANCELLATION_ASSUMPTIONS,
] as const;

export type TikTokAssumptionId = (typeof TIKTOK_ASSUMPTIONS)[number]['id'];
