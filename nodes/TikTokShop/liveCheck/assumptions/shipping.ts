import type { Assumption } from '../../../shared/liveCheck/assumption';

const TTS = 'nodes/TikTokShop';

/** What the code assumes about sending a tracking number and correcting it. */
export const SHIPPING_ASSUMPTIONS = [
	{
		id: 'ship-call',
		what: 'The call that marks an order as shipped is Mark Package As Shipped in US, GB, ES, IE, IT, DE, FR, JP and Ship Package elsewhere.',
		usedIn: `${TTS}/fulfillment/decide/shipment.ts`,
		source: 'TikTok Shop API §4.5',
		step: 'ship',
		needs: 'write',
	},
	{
		id: 'shipped-status',
		what: 'An order whose lines are all shipped is AWAITING_COLLECTION, or IN_TRANSIT, and its `update_time` has moved.',
		usedIn: `${TTS}/orders/orderStatus.ts`,
		source: 'TikTok Shop API §4.4',
		step: 'ship',
		needs: 'write',
	},
	{
		id: 'number-read-back',
		what: 'The tracking number shows in the order within 30 seconds.',
		usedIn: `${TTS}/fulfillment/send/send.ts`,
		source: 'TikTok Shop API §4.6',
		step: 'ship',
		needs: 'write',
	},
	{
		id: 'number-repeated',
		what: 'The same number sent once more is refused with a code of "shipped already".',
		usedIn: `${TTS}/transport/errors.ts`,
		source: 'TikTok Shop API §4.6',
		step: 'ship',
		needs: 'write',
	},
	{
		id: 'number-corrected',
		what: 'A wrong number is corrected by Update Shipping Info.',
		usedIn: `${TTS}/fulfillment/decide/correction.ts`,
		source: 'TikTok Shop API §4.6',
		step: 'ship',
		needs: 'write',
	},
	{
		id: 'number-corrected-twice',
		what: 'A second correction is refused with a code of "correction closed".',
		usedIn: `${TTS}/transport/errors.ts`,
		source: 'TikTok Shop API §4.6',
		step: 'ship',
		needs: 'write',
	},
] as const satisfies readonly Assumption[];
