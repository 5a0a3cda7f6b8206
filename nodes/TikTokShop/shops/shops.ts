import { NodeOperationError, type INode } from 'n8n-workflow';

import type { OrderShop } from '../../shared/orderItem';
import type { Connection } from '../transport/connection';

/** A shop of the authorisation; the cipher chooses it in calls (contract §4.1). */
export interface Shop extends OrderShop {
	cipher: string;
}

/** A shop as order items carry it: the cipher is a key and stays inside. */
export function aboutShop({ id, code, name, region, sellerType }: Shop): OrderShop {
	return { id, code, name, region, sellerType };
}

const SELLER_TYPES = new Map([
	['LOCAL', 'Local'],
	['CROSS_BORDER', 'Cross-Border'],
]);

const known = new WeakMap<Connection, Promise<Shop[]>>();

/** Shops of the authorisation (Get Authorized Shops), asked for once per connection. */
export async function authorizedShops(connection: Connection): Promise<Shop[]> {
	const asked = known.get(connection) ?? readShops(connection);
	known.set(connection, asked);
	asked.catch(() => known.delete(connection));
	return await asked;
}

async function readShops(connection: Connection): Promise<Shop[]> {
	const { shops = [] } = await connection.call<{ shops?: Array<Record<string, string>> }>({
		method: 'GET',
		path: '/authorization/202309/shops',
	});
	return shops.map(({ id, code, name, region, seller_type: sellerType, cipher }) => ({
		id,
		code,
		name,
		region,
		sellerType,
		cipher,
	}));
}

/** A shop as people tell it apart: "My Shop · US · Local". */
export function shopLabel({ name, region, sellerType }: OrderShop): string {
	return [name, region, SELLER_TYPES.get(sellerType) ?? sellerType].filter(Boolean).join(' · ');
}

/** What the user expects of the shops of a node; empty = anything. */
export interface Expected {
	/** IDs or codes of the chosen shops; empty = all of the authorisation. */
	shops: readonly string[];
	region?: string;
	sellerType?: string;
}

/**
 * The chosen shops among those of the authorisation: OMS systems do not check this and then pull the orders of a wrong
 * shop (B6, B15).
 *
 * @throws NodeOperationError naming what was authorised, when a chosen shop is not among it or is of another kind
 */
export function chooseShops(
	authorized: readonly Shop[],
	{ shops: wanted, region, sellerType }: Expected,
	node: INode,
	itemIndex?: number,
): Shop[] {
	const list = authorized.map((shop) => `${shopLabel(shop)} (${shop.code}, ID ${shop.id})`);
	const authorised =
		list.length > 0 ? `Authorised are: ${list.join('; ')}.` : 'No shop is authorised.';
	const refuse = (message: string, description: string) =>
		new NodeOperationError(node, message, { description, itemIndex });
	const missing = wanted.filter((id) => !authorized.some((shop) => isShop(shop, id)));
	if (missing.length > 0 || authorized.length === 0) {
		throw refuse(
			missing.length > 0
				? `Shop ${missing.join(', ')} does not belong to this authorisation. ${authorised}`
				: authorised,
			'Choose one of these shops in the node, or authorise again with the main account of the shop you want and check "target shop" on the TikTok Shop page.',
		);
	}
	const chosen =
		wanted.length > 0
			? authorized.filter((shop) => wanted.some((id) => isShop(shop, id)))
			: [...authorized];
	const other = chosen.find(
		(shop) => (region && shop.region !== region) || (sellerType && shop.sellerType !== sellerType),
	);
	if (other) {
		const expected = [region, sellerType && (SELLER_TYPES.get(sellerType) ?? sellerType)].filter(
			Boolean,
		);
		throw refuse(
			`Shop ${shopLabel(other)} is not of the expected kind (${expected.join(', ')}). ${authorised}`,
			'Authorise the site that fits the store type (My Account > Seller Profile > Seller Type on TikTok Shop), or change what the node expects.',
		);
	}
	return chosen;
}

function isShop(shop: OrderShop, idOrCode: string): boolean {
	return shop.id === idOrCode || shop.code === idOrCode;
}
