import { chunk } from 'lodash';

import { TikTokShopError, type Connection } from '../transport/connection';
import { apiPath } from '../transport/path';

/**
 * Numbers that orders have in other systems. Named in contract §4.6; the fields are those of public SDKs (read 2026-11-25), as
 * the contract does not list them: at most 100 orders a call, refused orders in `data.errors[]`.
 */
export interface ExternalReference {
	orderId: string;
	/** Number of the order in the other system. */
	externalOrderId: string;
	/** What kind of system it is, e.g. `ORDER_MANAGEMENT_SYSTEM`. */
	platform: string;
}

/** Kinds of systems TikTok Shop knows. */
export const PLATFORMS = [
	'AMAZON',
	'BIGCOMMERCE',
	'CHANNEL_ADVISOR',
	'ERP_SYSTEM',
	'MAGENTO',
	'ORDER_MANAGEMENT_SYSTEM',
	'SALESFORCE_COMMERCE_CLOUD',
	'SHOPIFY',
	'WAREHOUSE_MANAGEMENT_SYSTEM',
	'WOOCOMMERCE',
] as const;

const PER_CALL = 100;
const MOST_ATTEMPTS = 4;
const READ_BACK_AFTER_MS = 500;

interface RefusedReference {
	code?: number;
	message?: string;
	detail?: { order_id?: string };
}

/**
 * Writes references on their orders, a hundred a call. After an answer that leaves it open they are read back, and only what is
 * missing is sent again.
 *
 * @param references  of one shop
 * @returns           why orders were refused, by order ID
 * @throws TikTokShopError
 */
export async function addReferences(
	connection: Connection,
	cipher: string,
	references: readonly ExternalReference[],
): Promise<Map<string, string>> {
	const refused = new Map<string, string>();
	for (const batch of chunk([...references], PER_CALL)) {
		for (const { code, message, detail } of await addBatch(connection, cipher, batch)) {
			refused.set(detail?.order_id ?? '', `${code ?? ''}: ${message ?? ''}`);
		}
	}
	return refused;
}

async function addBatch(
	connection: Connection,
	cipher: string,
	batch: readonly ExternalReference[],
): Promise<RefusedReference[]> {
	let open = [...batch];
	for (let attempt = 1; ; attempt++) {
		try {
			return await post(connection, cipher, open);
		} catch (failure) {
			const isOpen = failure instanceof TikTokShopError && failure.mayHaveBeenAccepted;
			if (!isOpen || attempt >= MOST_ATTEMPTS) return await Promise.reject(failure);
		}
		await connection.pause(READ_BACK_AFTER_MS * attempt);
		open = await missing(connection, cipher, open);
		if (open.length === 0) return [];
	}
}

async function post(
	connection: Connection,
	cipher: string,
	references: readonly ExternalReference[],
): Promise<RefusedReference[]> {
	const { errors } = await connection.call<{ errors?: RefusedReference[] }>({
		method: 'POST',
		path: '/order/202406/orders/external_orders',
		cipher,
		body: {
			orders: references.map(({ orderId, externalOrderId, platform }) => ({
				id: orderId,
				external_order: { id: externalOrderId, platform },
			})),
		},
		write: true,
	});
	return errors ?? [];
}

async function missing(
	connection: Connection,
	cipher: string,
	references: readonly ExternalReference[],
): Promise<ExternalReference[]> {
	const left: ExternalReference[] = [];
	for (const reference of references) {
		const { orderId, platform, externalOrderId } = reference;
		const known = await referencesOf(connection, cipher, orderId, platform);
		if (!known.some((each) => each.externalOrderId === externalOrderId)) left.push(reference);
	}
	return left;
}

/** References of one order for one kind of system; TikTok Shop answers no other question. */
export async function referencesOf(
	connection: Connection,
	cipher: string,
	orderId: string,
	platform: string,
): Promise<ExternalReference[]> {
	const { external_orders: found } = await connection.call<{
		external_orders?: Array<{ id: string; platform?: string }>;
	}>({
		method: 'GET',
		path: apiPath`/order/202406/orders/${orderId}/external_orders`,
		cipher,
		query: { platform },
	});
	return (found ?? []).map(({ id, platform: kind = platform }) => {
		return { orderId, externalOrderId: id, platform: kind };
	});
}
