import type { Shop } from '../../shops/shops';
import type { ShipmentFields } from '../run/shipmentFields';

/** Order IDs of TikTok Shop have 18 or 19 digits (TikTok Shop API §4); a shorter number is one of another platform. */
const SHORTEST_ORDER_ID = 17;

type Named = Pick<
	ShipmentFields,
	'orderId' | 'salesPlatform' | 'shop' | 'storeCode' | 'isCancelled'
>;
type Known = Pick<Shop, 'id' | 'code' | 'name'>;

/**
 * Why TikTok Shop is not asked for an outbound order: it is cancelled, or none of these shops, because it names another sales platform or
 * another store, or its order number is none of TikTok Shop. Several sellers and platforms may share an account of the OMS.
 *
 * @param shipment  as an outbound order item names it; what the OMS leaves empty, or gives as its own number, says nothing
 * @returns         undefined where it may be one of them
 */
export function passedByReason(
	{ orderId, salesPlatform, shop, storeCode, isCancelled }: Named,
	shops: readonly Known[],
): string | undefined {
	if (isCancelled) return 'The outbound order is cancelled in the OMS.';
	if (isAnotherPlatform(salesPlatform)) {
		return `The OMS names the sales platform ${salesPlatform}.`;
	}
	if (shop && !storeCode) return undefined;
	if (storeCode) {
		const isOurs = shops.some(({ id, code, name }) => [id, code, name].some(isSame(storeCode)));
		return isOurs ? undefined : `Store ${storeCode} is none of the shops of this credential.`;
	}
	return orderId === '' || isOrderId(orderId)
		? undefined
		: `${orderId} is no order ID of TikTok Shop.`;
}

/** Whether nothing but the name of the store says that an outbound order is none of these shops. */
export function onlyItsStoreIsUnknown(shipment: Named, shops: readonly Known[]): boolean {
	return (
		isOrderId(shipment.orderId) &&
		passedByReason(shipment, shops) !== undefined &&
		passedByReason({ ...shipment, storeCode: '', shop: '' }, shops) === undefined
	);
}

function isOrderId(text: string): boolean {
	return /^\d+$/.test(text) && text.length >= SHORTEST_ORDER_ID;
}

/** The OMS may give a number of its own in place of the name (OMS API §1.6). */
function isAnotherPlatform(name: string): boolean {
	return /\D/.test(name) && !/tik\W*tok|^tts$/i.test(name);
}

function isSame(storeCode: string): (other: string) => boolean {
	return (other) =>
		String(other ?? '')
			.trim()
			.toLowerCase() === storeCode.toLowerCase();
}
