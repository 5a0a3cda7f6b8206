import type { Checks } from '../../support/checks';
import type { DataTables } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { EXCEPTIONS_TABLE } from '../../support/n8n/mappingTables';
import { DeskForm } from './deskForm';

/** A tracking number that waited for its carrier to be paired, and is tried by the desk. */
export async function trackingNumberGoes(
	{ sandbox, n8n }: Instance,
	tables: DataTables,
	checks: Checks,
): Promise<void> {
	const outbound = [...sandbox.oms.outbound.values()].at(-1);
	if (!outbound) throw new Error('No outbound order was created before.');
	sandbox.oms.ship(outbound);
	const { outboundOrderNo, thirdOrderNo } = outbound;
	const order_id = `shipment:${outboundOrderNo}`;
	const { id: shop_id, code: shop_code } = sandbox.tiktok.shop('US01');
	const waits = { status: 'open', code: 'CARRIER_NOT_PAIRED', message: 'Not paired.', hint: '' };
	const opened = '2026-11-01T08:00:00.000Z';
	await tables.insert(EXCEPTIONS_TABLE, [
		{ order_id, shop_id, shop_code, ...waits, opened, last_seen: opened },
	]);
	const form = new DeskForm(n8n.url);
	const after = await form.decide(order_id, 'Try again now');
	const { orders } = sandbox.books();
	const tracking = orders.find(({ orderId }) => orderId === thirdOrderNo)?.tracking.length;
	const sent = /1 sent to TikTok Shop/.test(after) && tracking === 1;
	checks.that('a tracking number that waits is sent to TikTok Shop at once', sent, [
		after,
		tracking,
	]);
	const again = await form.decide(order_id, 'Try again now');
	const gone = again.includes(`no exception for “${order_id}”`);
	checks.that('and its row is closed', gone, again);
}
