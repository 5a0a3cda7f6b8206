import { NodeOperationError, type INode } from 'n8n-workflow';

import { orderDetails } from '../orders/details';
import { unreadableOrderException } from '../orders/unreadable';
import { shopLabel, type Shop } from '../shops/shops';
import { TikTokShopError, type Connection } from '../transport/connection';
import { decideArrangement, type Arrangement, type LabelChoice } from './decideArrangement';
import { shipPackage } from './packageCalls';

/** Writes and looks at an order at most this often. */
const MAX_READ_BACKS = 4;
/** An accepted write may take a moment to show, ms. */
const READ_BACK_AFTER_MS = 500;

/** Shipping was arranged already, perhaps by a call whose answer was lost (TikTok Shop API §4.6). */
const ALREADY = ['21011006', '21011020', '21011040', '21008099', '11006021', '21042056'];

/**
 * Lets TikTok Shop ship an order: once, however often it is asked; after an answer that leaves it open the order is read again
 * before anything else is sent.
 *
 * @returns the packages of the order, and whether shipping was arranged now
 * @throws  NodeOperationError when the order is none that TikTok Shop ships now; NodeApiError when TikTok Shop refuses
 */
export async function arrangeShipping(
	connection: Connection,
	shop: Shop,
	orderId: string,
	choice: LabelChoice,
	node: INode,
): Promise<{ packageIds: string[]; arranged: boolean }> {
	let arranged = false;
	let last: unknown;
	for (let attempt = 0; attempt < MAX_READ_BACKS; attempt++) {
		const { orders, unreadable } = await orderDetails(connection, shop.cipher, [orderId]);
		if (unreadable.length > 0) {
			const { message, hint } = unreadableOrderException(unreadable[0], shop);
			throw new NodeOperationError(node, message, { description: hint });
		}
		const [order] = orders;
		if (!order) {
			throw new NodeOperationError(node, `${shopLabel(shop)} has no order ${orderId}`, {
				description: 'Check the order ID, and that the order was placed in this shop.',
			});
		}
		const decision = decideArrangement(order, shop.region);
		if (decision.kind === 'done') return { packageIds: decision.packageIds, arranged };
		if (decision.kind === 'impossible') {
			const { message, hint } = decision;
			throw new NodeOperationError(node, message, { description: hint });
		}
		try {
			await make(connection, shop.cipher, decision, choice);
			arranged = true;
		} catch (failure) {
			if (!(failure instanceof TikTokShopError)) return await Promise.reject(failure);
			const { temporary, mayHaveBeenAccepted, apiError } = failure;
			const goesOn = temporary || mayHaveBeenAccepted || ALREADY.includes(apiError.code);
			if (!goesOn) return await Promise.reject(failure);
			arranged ||= mayHaveBeenAccepted;
			last = failure;
			await connection.pause(READ_BACK_AFTER_MS * (attempt + 1));
		}
	}
	if (last) throw last;
	throw new NodeOperationError(node, `TikTok Shop does not show order ${orderId} as arranged yet`, {
		description: 'Run the order again: what was arranged is not arranged a second time.',
	});
}

async function make(
	connection: Connection,
	cipher: string,
	arrangement: Extract<Arrangement, { kind: 'createPackages' | 'shipPackages' }>,
	{ handoverMethod, shippingServiceId, weight, dimension }: LabelChoice,
): Promise<void> {
	if (arrangement.kind === 'createPackages') {
		await connection.call({
			method: 'POST',
			path: '/fulfillment/202309/packages',
			cipher,
			body: {
				order_id: arrangement.orderId,
				...(weight ? { weight } : {}),
				...(dimension ? { dimension } : {}),
				...(shippingServiceId ? { shipping_service_id: shippingServiceId } : {}),
			},
			write: true,
		});
		return;
	}
	for (const packageId of arrangement.packageIds) {
		const body = { handover_method: handoverMethod ?? 'PICKUP' };
		await shipPackage(connection, cipher, packageId, body);
	}
}
