import { NodeOperationError, type INode } from 'n8n-workflow';

import { writeOnce } from '../../shared/writeOnce';
import type { ApiOrder } from '../orders/apiOrder';
import { orderDetails } from '../orders/details';
import { unreadableOrderException } from '../orders/unreadable';
import { shopLabel, type Shop } from '../shops/shops';
import { TikTokShopError, type Connection } from '../transport/connection';
import { ALREADY_ARRANGED_CODES } from '../transport/errors';
import { decideArrangement, type Arrangement, type LabelChoice } from './decideArrangement';
import { shipPackage } from './packageCalls';

/** Writes for an order at most; each is followed by a read. */
const MOST_WRITES = 4;
/** An accepted write may take a moment to show, ms. */
const READ_BACK_AFTER_MS = 500;

type NextWrite = Extract<Arrangement, { kind: 'createPackages' | 'shipPackages' }>;

/**
 * Lets TikTok Shop ship an order, once, however often the node is asked for it.
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
	let packageIds: string[] = [];
	const nextWrites = async (): Promise<NextWrite[]> => {
		const decision = decideArrangement(
			await readOrder(connection, shop, orderId, node),
			shop.region,
		);
		if (decision.kind === 'done') {
			({ packageIds } = decision);
			return [];
		}
		if (decision.kind !== 'impossible') return [decision];
		throw new NodeOperationError(node, decision.message, { description: decision.hint });
	};
	const notWritten = await writeOnce(
		await nextWrites(),
		{
			write: async ([next]) => {
				await make(connection, shop.cipher, next, choice);
				arranged = true;
			},
			stillMissing: nextWrites,
			after: (failure, attempt) => {
				if (!(failure instanceof TikTokShopError)) return undefined;
				const { temporary, mayHaveBeenAccepted, apiError } = failure;
				arranged ||= mayHaveBeenAccepted;
				const isWorthALook =
					temporary || mayHaveBeenAccepted || ALREADY_ARRANGED_CODES.has(apiError.code);
				return isWorthALook
					? { readBackAfterMs: READ_BACK_AFTER_MS * attempt, retryAfterMs: 0 }
					: {};
			},
		},
		{ attempts: MOST_WRITES, readBackAfterSuccess: true },
		connection,
	);
	if (!notWritten) return { packageIds, arranged };
	if (notWritten.failure !== undefined) throw notWritten.failure;
	throw new NodeOperationError(node, `TikTok Shop does not show order ${orderId} as arranged yet`, {
		description: 'Run the order again: what was arranged is not arranged a second time.',
	});
}

async function readOrder(
	connection: Connection,
	shop: Shop,
	orderId: string,
	node: INode,
): Promise<ApiOrder> {
	const { orders, unreadable } = await orderDetails(connection, shop.cipher, [orderId]);
	if (unreadable.length > 0) {
		const { message, hint } = unreadableOrderException(unreadable[0], shop);
		throw new NodeOperationError(node, message, { description: hint });
	}
	const [order] = orders;
	if (order) return order;
	throw new NodeOperationError(node, `${shopLabel(shop)} has no order ${orderId}`, {
		description: 'Check the order ID, and that the order was placed in this shop.',
	});
}

async function make(
	connection: Connection,
	cipher: string,
	arrangement: NextWrite,
	{ handoverMethod, shippingServiceId, weight, dimension }: LabelChoice,
): Promise<void> {
	if (arrangement.kind === 'createPackages') {
		await connection.write({
			method: 'POST',
			path: '/fulfillment/202309/packages',
			cipher,
			body: {
				order_id: arrangement.orderId,
				...(weight ? { weight } : {}),
				...(dimension ? { dimension } : {}),
				...(shippingServiceId ? { shipping_service_id: shippingServiceId } : {}),
			},
		});
		return;
	}
	for (const packageId of arrangement.packageIds) {
		const body = { handover_method: handoverMethod ?? 'PICKUP' };
		await shipPackage(connection, cipher, packageId, body);
	}
}
