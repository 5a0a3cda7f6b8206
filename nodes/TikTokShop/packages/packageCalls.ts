import type { Shop } from '../shops/shops';
import type { Connection } from '../transport/connection';
import { fieldsIn, listIn } from '../transport/listIn';
import { apiPath } from '../transport/path';

/**
 * Get Package Detail (TikTok Shop API §4.6).
 *
 * @throws UnreadableList when the answer is no object
 */
export async function packageDetail(
	connection: Connection,
	{ cipher }: Shop,
	packageId: string,
): Promise<Record<string, unknown>> {
	const path = apiPath`/fulfillment/202309/packages/${packageId}`;
	return fieldsIn(await connection.read<unknown>({ method: 'GET', path, cipher }));
}

/** IDs of the orders in a package, as Get Package Detail shows them. */
export function orderIdsIn(detail: Record<string, unknown>): string[] {
	return listIn(detail, 'orders').map(({ id }) => id);
}

/**
 * Ship Package (TikTok Shop API §4.6).
 *
 * @param body  `self_shipment` where the seller ships, else `handover_method`
 */
export async function shipPackage(
	connection: Connection,
	cipher: string,
	packageId: string,
	body: object,
): Promise<void> {
	const path = apiPath`/fulfillment/202309/packages/${packageId}/ship`;
	await connection.write<unknown>({ method: 'POST', path, cipher, body });
}
