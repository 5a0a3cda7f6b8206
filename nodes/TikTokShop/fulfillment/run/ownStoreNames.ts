import { groupBy, takeRight } from 'lodash';

import type { Shop } from '../../shops/shops';
import type { Connection } from '../../transport/connection';
import { findOrders } from './findOrders';
import type { ShipmentFields } from './shipmentFields';

/** Orders of one call of Get Order Detail (TikTok Shop API §6). */
const SAMPLE = 50;

/**
 * Stores of the OMS that are shops of ours under a name of their own, as people or other systems give them: an order of theirs is
 * in one of the shops. One call for each shop tells, however many stores and orders there are.
 *
 * @param shipments  of stores whose name is none of the shops; their order IDs may be TikTok Shop's
 * @returns          store codes
 * @throws           no shop has an answer
 */
export async function storeNamesOfOurShops(
	connection: Connection,
	shops: readonly Shop[],
	shipments: readonly ShipmentFields[],
): Promise<Set<string>> {
	const byStore = Object.values(groupBy(shipments, ({ storeCode }) => storeCode));
	if (byStore.length === 0) return new Set();
	const perStore = Math.max(1, Math.floor(SAMPLE / byStore.length));
	const sample = byStore.flatMap((ofStore) => takeRight(ofStore, perStore)).slice(0, SAMPLE);
	const sought = sample.map(({ orderId }) => ({ orderId, shop: '' }));
	const { found, unreadable } = await findOrders(connection, shops, sought);
	const ours = sample.filter(({ orderId }) => found.has(orderId) || unreadable.has(orderId));
	return new Set(ours.map(({ storeCode }) => storeCode));
}
