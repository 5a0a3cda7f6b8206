import type { Address, Order, OrderStatus, Scenario } from './types';

/** A line as a test or the demo world asks for it; `units` lines are made of it. */
export interface LineSeed {
	sellerSku: string;
	units?: number;
	isGift?: boolean;
	/** The seller has not filled in the seller SKU of this product yet (B32). */
	emptySellerSku?: boolean;
}

export interface OrderSeed {
	/** Key or code of the shop. */
	shop: string;
	lines: LineSeed[];
	scenario?: string;
	expected?: Scenario['expected'];
	healing?: Scenario['healing'];
	expectedLines?: Scenario['expectedLines'];
	status?: OrderStatus;
	/** Age at creation; 0 = placed just now. */
	ageSeconds?: number;
	/** Searches show the order this much later than it came to be: the index of the real service lags behind. */
	visibleAfterSeconds?: number;
	shippingType?: Order['shippingType'];
	fulfillmentType?: Order['fulfillmentType'];
	/** Position in the shop's list of warehouses, 0 = the default one. */
	warehouse?: number;
	masked?: boolean;
	cancelRequested?: boolean;
	isSample?: boolean;
	kind?: Order['kind'];
	sellerNote?: string;
	/** Brazil; uploaded by default. */
	invoice?: Order['invoice'];
	buyerMessage?: string;
	address?: Partial<Address>;
}
