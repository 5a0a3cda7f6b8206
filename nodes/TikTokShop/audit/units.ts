import { compareTexts } from '../../shared/text';
import { finding, type Finding } from './finding';
import type { SideOrder } from './orderSide';
import type { OutboundSideOrder } from './outboundSide';

type Units = ReadonlyMap<string, number>;

/** Whether the system SKUs and units of both sides are known. */
export function canCompareLines(order: SideOrder, live: readonly OutboundSideOrder[]): boolean {
	return order.wanted !== undefined && live.length > 0 && live.every(({ units }) => units);
}

/**
 * What the live outbound orders ship, against what the order needs. An order may be spread over several of them; one beside others that
 * are enough is too many. A partly shipped order shows only the lines that still wait, so more than those is right.
 *
 * Without a mapping nothing is known of what is needed; several outbound orders with equal lines are then taken for doubles.
 */
export function unitFindings(order: SideOrder, live: readonly OutboundSideOrder[]): Finding[] {
	const numbers = live.map(({ outboundOrderNo }) => outboundOrderNo).sort(compareTexts);
	const named = `Order ${order.orderId} has ${live.length} live outbound orders: ${numbers.join(', ')}`;
	if (!canCompareLines(order, live)) {
		const texts = live.map(({ units }) => (units ? textOf(units) : ''));
		const isDouble = live.length > 1 && texts[0] !== '' && texts.every((text) => text === texts[0]);
		return isDouble ? [finding('extra', `${named}, each with ${texts[0]}.`)] : [];
	}
	const wanted = order.wanted as Units;
	const shipped = sumOf(live.map(({ units }) => units as Units));
	const isEnough = [...wanted].every(([sku, quantity]) => (shipped.get(sku) ?? 0) >= quantity);
	if (order.status === 'PARTIALLY_SHIPPING' && isEnough) return [];
	if (textOf(shipped) === textOf(wanted)) return [];
	const needs = `the order needs ${textOf(wanted)}`;
	if (live.some(({ units }) => textOf(units as Units) === textOf(wanted))) {
		return [finding('extra', `${named}, which ship ${textOf(shipped)}; ${needs}.`)];
	}
	const message = `Order ${order.orderId}: the OMS ships ${textOf(shipped)} by ${numbers.join(', ')}; ${needs}.`;
	return [finding('differs', message)];
}

function sumOf(parts: readonly Units[]): Units {
	const sum = new Map<string, number>();
	for (const [sku, quantity] of parts.flatMap((units) => [...units])) {
		sum.set(sku, (sum.get(sku) ?? 0) + quantity);
	}
	return sum;
}

/** `A × 2 + B × 1`, in the order of the SKUs, so that equal units have equal texts. */
function textOf(units: Units): string {
	return [...units]
		.sort(([one], [other]) => compareTexts(one, other))
		.map(([sku, quantity]) => `${sku} × ${quantity}`)
		.join(' + ');
}
