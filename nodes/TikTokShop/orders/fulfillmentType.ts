const BY_SELLER = 'FULFILLMENT_BY_SELLER';

/** Whether TikTok Shop says that the seller fulfills the order. Only such an order goes to the warehouse (TikTok Shop API §4.4). */
export function isFulfilledBySeller(fulfillmentType: string | undefined): boolean {
	return fulfillmentType === BY_SELLER;
}

/** Whether TikTok Shop says that somebody else fulfills the order. A missing type does not say so. */
export function isFulfilledByOthers(fulfillmentType: string | undefined): boolean {
	return !!fulfillmentType && fulfillmentType !== BY_SELLER;
}
