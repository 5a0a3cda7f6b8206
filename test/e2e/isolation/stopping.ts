import type { Order } from '../../sandbox/tiktok/types';
import { runByHand } from '../../support/n8n/runByHand';
import type { Checks } from '../../support/checks';
import { pause } from '../../support/interrupt';
import type { World } from '../../support/n8n/world';

const PARCELS = 25;
/** Parcels that are sent before somebody clicks Stop. */
const SENT_BEFORE = 5;
const WITHIN_MS = 90_000;
/** One write per second and shop: writes after Stop show within this time. */
const SETTLE_MS = 8_000;

/** Stop in the middle of a ship-back: nothing more is written, and the next run sends what is left, each parcel once. */
export async function stopInTheMiddle(
	world: World,
	checks: Checks,
	print: (line: string) => void,
): Promise<void> {
	const { api, shipBack, sandbox } = world;
	await api.call('POST', `/workflows/${shipBack.id}/deactivate`, {});
	const orders = shipMany(world);
	const ids = new Set(orders.map(({ id }) => id));
	const writes = () => sandbox.tiktok.trackingWrites.filter(({ orderId }) => ids.has(orderId));
	const execution = await api.runByHand(shipBack.id, shipBack.manualTrigger);
	const until = Date.now() + WITHIN_MS;
	while (writes().length < SENT_BEFORE && Date.now() < until) await pause(100);
	const before = writes().length;
	await api.call('POST', `/executions/${execution}/stop`, {});
	print(`       You click Stop after ${before} of ${PARCELS} parcels.`);
	await pause(SETTLE_MS);
	const after = writes().length;
	const { status } = await api.execution(execution);
	checks.that(
		'Stop in the middle of a ship-back: at most the parcel in hand is still sent',
		before >= SENT_BEFORE && before < PARCELS && after - before <= 1,
		{ before, after },
	);
	checks.that('and the execution is shown as canceled', status === 'canceled', status);
	const run = await runByHand(world, shipBack);
	const numbers = writes().map(({ trackingNumber }) => trackingNumber);
	checks.that(
		'the next run sends the rest, each parcel once',
		run.status === 'success' && numbers.length === PARCELS && new Set(numbers).size === PARCELS,
		run.error ?? numbers.length,
	);
}

/** Parcels of one mug each that have just left the warehouse. */
function shipMany({ sandbox: { tiktok, oms } }: World): Order[] {
	return Array.from({ length: PARCELS }, () => {
		const lines = [{ sellerSku: 'MUG-BLUE-350', units: 1 }];
		const order = tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 });
		const outbound = oms.accept({
			thirdOrderNo: order.id,
			platformOrderNo: order.id,
			referOrderNo: '',
			whCode: 'USLAX1',
			logisticsChannel: 'USPS-GA',
			status: 2,
			given: { storeName: order.shop.code },
			lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }],
			carrier: '',
			trackNo: '',
		});
		oms.ship(outbound);
		return order;
	});
}
