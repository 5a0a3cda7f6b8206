import { orderException, type OrderException } from '../../../shared/exceptions';
import { HOUR } from '../../../shared/durations';
import type { ApiLineItem, ApiOrder } from '../../orders/apiOrder';
import { linesOf, liveLines, shownTrackingNumber } from '../../orders/orderLines';
import { lineStage, stageOf } from '../../orders/orderStatus';
import type { ShipmentDecision, WantedShipment } from './shipment';
import { neverShippedException } from './shipment';
import { cleanTrackingNumber, isSameTrackingNumber } from '../../orders/trackingNumber';

/** A shipped parcel's number can be corrected for so long, s (TikTok Shop API §4.6). */
const WINDOW = 72 * HOUR;

/** Markets for which the window is documented (TikTok Shop API §4.6); elsewhere TikTok Shop decides. */
const WINDOW_REGIONS = new Set('US GB ID TH SG MY VN PH'.split(' '));

const CLOSED = new Set(['DELIVERED', 'COMPLETED']);

/**
 * What has to happen so that TikTok Shop shows another tracking number or shipping provider for a parcel it has as shipped:
 * Update Shipping Info for orders in one package, Update Package Shipping Info for split ones (TikTok Shop API §4.6).
 *
 * The same number and provider already there is done. Whether the one correction of the order was used up already does not
 * show on the order; TikTok Shop answers that.
 *
 * @param wanted  `providerId` empty = the provider does not matter; `lineItemIds` names the parcel of a split order
 * @param now     epoch seconds
 */
export function decideCorrection(
	order: ApiOrder,
	region: string,
	wanted: WantedShipment,
	now: number,
): ShipmentDecision {
	const never = neverShippedException(order, wanted);
	if (never) return { kind: 'exception', exception: never };
	const lines = liveLines(order, wanted.lineItemIds);
	const shipped = lines.filter((line) => lineStage(line, order) === 'shipped');
	if (shipped.length === 0 && stageOf(order) !== 'shipped') {
		const message = `Order ${order.id} has the status ${order.status}: nothing was shipped yet that could be corrected.`;
		return refused(order, 'NOT_SHIPPED_YET', message);
	}
	const target = targetOf(order, shipped, wanted);
	if ('exception' in target) return { kind: 'exception', exception: target.exception };
	const numbers = numbersOf(order, target.lines);
	if (isThere(order, target.lines, numbers, wanted)) {
		return { kind: 'done', trackingNumber: numbers[0] };
	}
	const closed = closedProblem(order, region, target.lines, now);
	if (closed) {
		const message = `${closed} TikTok Shop shows ${numbers.join(', ') || 'no number'}, the warehouse gives ${cleanTrackingNumber(wanted.trackingNumber)}. Nothing was sent.`;
		return refused(order, 'CORRECTION_CLOSED', message, {
			shownNumbers: numbers,
			wantedNumber: cleanTrackingNumber(wanted.trackingNumber),
		});
	}
	return { kind: 'call', call: target.call };
}

type Target =
	| {
			call:
				| { kind: 'updateShippingInfo'; orderId: string }
				| { kind: 'updatePackageShippingInfo'; packageId: string };
			/** All lines that the correction changes. */
			lines: ApiLineItem[];
	  }
	| { exception: OrderException };

function targetOf(
	order: ApiOrder,
	shipped: readonly ApiLineItem[],
	{ lineItemIds }: WantedShipment,
): Target {
	const all = linesOf(order);
	const packages = new Set([
		...(order.packages ?? []).map(({ id }) => id),
		...all.flatMap(({ package_id: id }) => id ?? []),
	]);
	if (packages.size <= 1) {
		return { call: { kind: 'updateShippingInfo', orderId: order.id }, lines: liveLines(order) };
	}
	const meant = [...new Set(shipped.flatMap(({ package_id: id }) => id ?? []))];
	if (meant.length === 1) {
		const [packageId] = meant;
		const lines = all.filter(({ package_id: id }) => id === packageId);
		return { call: { kind: 'updatePackageShippingInfo', packageId }, lines };
	}
	const shown = meant.map((id) => {
		const line = shipped.find(({ package_id: packageId }) => packageId === id);
		return `${id} (${line ? shownTrackingNumber(line, order) : ''})`;
	});
	return {
		exception: orderException(
			'PARCELS_DO_NOT_ADD_UP',
			lineItemIds
				? `The named line items of order ${order.id} are in ${meant.length} packages: ${shown.join(', ')}. Nothing was sent.`
				: `Order ${order.id} is split into packages ${shown.join(', ')}, and nothing says which of them has the wrong number. Nothing was sent.`,
			{ packages: meant },
			'Name the line items of the parcel (Line Item IDs), one parcel an item.',
		),
	};
}

function numbersOf(order: ApiOrder, lines: readonly ApiLineItem[]): string[] {
	const shown = lines.map((line) => shownTrackingNumber(line, order));
	return [
		...new Set([...shown, ...(lines.length === 0 ? [order.tracking_number ?? ''] : [])]),
	].filter((number) => number !== '');
}

function isThere(
	order: ApiOrder,
	lines: readonly ApiLineItem[],
	numbers: readonly string[],
	wanted: WantedShipment,
): boolean {
	const sameNumber =
		numbers.length > 0 &&
		numbers.every((number) => isSameTrackingNumber(number, wanted.trackingNumber));
	const providers = [
		...lines.map((line) => line.shipping_provider_id || order.shipping_provider_id || ''),
		...(lines.length === 0 ? [order.shipping_provider_id ?? ''] : []),
	];
	return (
		sameNumber &&
		providers.every((id) => id === '' || wanted.providerId === '' || id === wanted.providerId)
	);
}

/** Whole sentence; undefined while a correction may still be taken. */
function closedProblem(
	order: ApiOrder,
	region: string,
	lines: readonly ApiLineItem[],
	now: number,
): string | undefined {
	const stages = [order.status, ...lines.map(({ display_status: status }) => status ?? '')];
	if (CLOSED.has(order.status) || stages.slice(1).some((status) => CLOSED.has(status))) {
		return `The parcel of order ${order.id} has been delivered, so its tracking number can no longer change.`;
	}
	const shippedAt = Math.max(0, ...lines.map(({ rts_time: time }) => time ?? 0)) || order.rts_time;
	if (!shippedAt || !WINDOW_REGIONS.has(region.toUpperCase())) return undefined;
	const until = shippedAt + WINDOW;
	if (now <= until) return undefined;
	return `Order ${order.id} was shipped at ${iso(shippedAt)}; its tracking number could be corrected until ${iso(until)}.`;
}

function iso(seconds: number): string {
	return new Date(seconds * 1_000).toISOString();
}

function refused(
	order: ApiOrder,
	code: 'NOT_SHIPPED_YET' | 'CORRECTION_CLOSED',
	message: string,
	details: object = {},
): ShipmentDecision {
	const facts = { status: order.status, ...details };
	return { kind: 'exception', exception: orderException(code, message, facts) };
}
