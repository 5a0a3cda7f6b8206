import { startCase } from 'lodash';

import { isStopped } from '../../shared/outboundOrderItem';
import { deadlineText, dueDeadlines } from './deadlines';
import { finding, type Finding } from './finding';
import type { SideOrder } from './orderSide';
import { isIntercepting, isLive, isShipped, type OutboundSideOrder } from './outboundSide';
import { hasOneOf, trackingFindings } from './tracking';
import { unitFindings } from './units';

export interface AuditRules {
	/** Epoch ms. */
	now: number;
	/** Both sides were read so far back, ms. */
	lookBack: number;
	/** What changed less than this ago is brought by the next runs of the workflows, ms. */
	grace: number;
	/** An outbound order that has not shipped so long after it was created does not go on, ms. */
	stuckAfter: number;
	/** `SELLER`, `TIKTOK`, or empty for both: which orders have to be in the OMS. */
	shippingType: string;
	/** IDs or codes of shops; empty for all that the orders name. */
	shops: readonly string[];
	/** Store warehouse IDs; empty for all (B7, B8). */
	warehouseIds: readonly string[];
}

/** What is wrong with an order that both sides have said all about; nothing where all is fine. */
export function findingsOf(
	order: SideOrder,
	outbound: readonly OutboundSideOrder[],
	rules: AuditRules,
): Finding[] {
	const { orderId, stage, status } = order;
	const live = outbound.filter(isLive);
	if (stage === undefined) {
		return [
			finding('notAudited', `Order ${orderId} is in the status ${status}, which is not known.`),
		];
	}
	if (isCancelled(order)) return live.flatMap((each) => cancelledFindings(order, each, rules));
	if (stage === 'notReady') return live.map((each) => tooEarlyFinding(order, each));
	if (live.length === 0) {
		const missing = missingFindings(order, outbound, rules);
		return missing.some(({ kind }) => kind === 'passedBy')
			? missing
			: [...missing, ...lateFindings(order, rules)];
	}
	return [
		...unitFindings(order, live),
		...live.flatMap((each) => stuckFindings(order, each, rules)),
		...trackingFindings(order, live, ({ shippedAt }) => isWithin(shippedAt, rules.grace, rules)),
		...lateFindings(order, rules),
	];
}

/** All of its units may be canceled while its status still waits. */
function isCancelled({ stage, hasLines, trackingNumbers }: SideOrder): boolean {
	const hasNothing = stage === 'waiting' && !hasLines && trackingNumbers.length === 0;
	return stage === 'cancelled' || hasNothing;
}

/** The only thing that TikTok Shop alone says: what had to happen has not happened. */
export function lateFindings(order: SideOrder, { now }: AuditRules): Finding[] {
	const over = dueDeadlines(order, now).filter(({ deadlineStage }) => deadlineStage === 'overdue');
	if (over.length === 0) return [];
	const message = `Order ${order.orderId} ${over.map(deadlineText).join(', and ')}.`;
	return [finding('late', message)];
}

function isWithin(time: number | undefined, span: number, { now }: AuditRules): boolean {
	return time !== undefined && now - time < span;
}

/** Why an order does not have to be in the OMS, so that nothing is missing; undefined where it does. */
export function passedByReason(order: SideOrder, rules: AuditRules): string | undefined {
	const { shop, skipped, shippingType, warehouseId } = order;
	if (skipped) return skipped;
	if (!order.isFulfilledBySeller) return 'The seller does not fulfill it.';
	if (rules.shippingType && shippingType !== rules.shippingType) {
		return `Its shipping type is ${shippingType}.`;
	}
	if (rules.shops.length > 0 && !rules.shops.some((each) => isShop(shop, each))) {
		return 'Its shop is not among the chosen shops.';
	}
	if (rules.warehouseIds.length > 0 && !rules.warehouseIds.includes(warehouseId)) {
		return 'Its store warehouse is not among the chosen ones.';
	}
	return undefined;
}

export function isShop({ id, code }: SideOrder['shop'], name: string): boolean {
	return [id, code].some((each) => each !== '' && each.toLowerCase() === name.toLowerCase());
}

function missingFindings(
	order: SideOrder,
	canceled: readonly OutboundSideOrder[],
	rules: AuditRules,
): Finding[] {
	const { orderId, eligibleAt, createdAt } = order;
	const passedBy = passedByReason(order, rules);
	if (passedBy) return [quiet('passedBy', `Order ${orderId}: ${passedBy}`)];
	// It was shipped without the OMS, or its outbound order is older than what was read.
	if (order.stage === 'shipped' || !order.hasLines) {
		return [quiet('passedBy', `Order ${orderId} has left without the OMS.`)];
	}
	if (order.buyerRequestedCancel) {
		return [quiet('waits', `The buyer asks to cancel order ${orderId}.`)];
	}
	const isEarly = eligibleAt !== undefined && eligibleAt > rules.now;
	if (isEarly || isWithin(order.changedAt, rules.grace, rules)) {
		return [quiet('underWay', `Order ${orderId} has just changed.`)];
	}
	if (createdAt !== undefined && createdAt < rules.now - rules.lookBack) {
		const message = `Order ${orderId} was placed at ${new Date(createdAt).toISOString()}, before the time for which outbound orders were read.`;
		return [finding('notAudited', message, 'Read the outbound orders further back.')];
	}
	const numbers = canceled.map(({ outboundOrderNo }) => outboundOrderNo).join(', ');
	const message = numbers
		? `Order ${orderId} waits to be shipped, and its outbound order in the OMS is canceled: ${numbers}.`
		: `Order ${orderId} waits to be shipped, and the OMS has no outbound order of it.`;
	return [finding('missingInOms', [message, order.exception].filter(Boolean).join(' '))];
}

function quiet(kind: 'passedBy' | 'waits' | 'underWay', message: string): Finding {
	return { kind, message, hint: '' };
}

/** A parcel that had left before the cancellation has its number on TikTok Shop, e.g. because it could not be delivered. */
function cancelledFindings(
	order: SideOrder,
	outbound: OutboundSideOrder,
	rules: AuditRules,
): Finding[] {
	const { orderId } = order;
	const { outboundOrderNo } = outbound;
	if (isShipped(outbound)) {
		if (hasOneOf(outbound, order.trackingNumbers)) return [];
		const message = `Order ${orderId} is canceled on TikTok Shop, and outbound order ${outboundOrderNo} has left.`;
		return [
			finding('extra', message, 'Ask the carrier or the warehouse to bring the parcel back.'),
		];
	}
	// An interception takes the time that the warehouse needs.
	const span = isIntercepting(outbound) ? rules.stuckAfter : rules.grace;
	if (isWithin(order.changedAt, span, rules)) {
		return [quiet('underWay', `Order ${orderId} has just been canceled.`)];
	}
	const message = `Order ${orderId} is canceled on TikTok Shop, and outbound order ${outboundOrderNo} is not.`;
	return [finding('extra', message)];
}

function tooEarlyFinding({ orderId, status }: SideOrder, outbound: OutboundSideOrder): Finding {
	const message = `Order ${orderId} is ${status} on TikTok Shop, and the OMS has outbound order ${outbound.outboundOrderNo} of it already.`;
	return finding('extra', message);
}

function stuckFindings(
	{ orderId }: SideOrder,
	outbound: OutboundSideOrder,
	rules: AuditRules,
): Finding[] {
	const { outboundOrderNo, exceptionReason, createdAt, state } = outbound;
	if (isStopped(state)) {
		const why = exceptionReason && ` The OMS says: ${exceptionReason}`;
		const message = `Outbound order ${outboundOrderNo} of order ${orderId} is stopped in the warehouse: ${startCase(state).toLowerCase()}.${why}`;
		return [finding('stuck', message)];
	}
	const isOld = createdAt !== undefined && createdAt <= rules.now - rules.stuckAfter;
	if (isShipped(outbound) || !isOld) return [];
	const message = `Outbound order ${outboundOrderNo} of order ${orderId} was created at ${new Date(createdAt).toISOString()} and has not left.`;
	return [finding('stuck', message)];
}
