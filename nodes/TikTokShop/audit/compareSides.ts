import type { DeskRow, DeskRows } from '../desk/deskRows';
import { CANCELLATION, SHIPMENT } from '../desk/resultLine';
import { finding, gravest, isDifference, type Finding, type Verdict } from './finding';
import { findingsOf, lateFindings, passedByReason, type AuditRules } from './orderFindings';
import type { SideOrder } from './orderSide';
import { isLive, type OutboundSideOrder } from './outboundSide';
import type { HandedOver } from './results';
import type { Side, SideFault } from './side';
import { strangersAmong } from './strangers';
import { canCompareLines } from './units';

export interface Sides {
	orders: Side<SideOrder>;
	outboundOrders: Side<OutboundSideOrder>;
	desk: DeskRows;
	/** What became of orders that were missing; empty where none was handed over again. */
	handedOver: ReadonlyMap<string, HandedOver>;
}

/**
 * Lays the two sides next to each other. Each order of TikTok Shop gets one verdict, as does each order ID that only the OMS knows, and
 * each shop or side that was not read. Nothing that only a missing part could say is guessed: it is `notAudited`.
 */
export function compareSides(sides: Sides, rules: AuditRules): Verdict[] {
	const { orders, outboundOrders } = sides;
	const known = new Set(orders.rows.map(({ orderId }) => orderId));
	const unread = byOrder(orders.faults);
	const matched = new Map<string, OutboundSideOrder[]>();
	const unmatched: OutboundSideOrder[] = [];
	for (const outbound of outboundOrders.rows) {
		const orderId = outbound.orderIds.find((id) => known.has(id) || unread.has(id));
		if (orderId === undefined) unmatched.push(outbound);
		else matched.set(orderId, [...(matched.get(orderId) ?? []), outbound]);
	}
	const audit = new Audit(sides, rules);
	const verdicts = orders.rows.map((order) => audit.order(order, matched.get(order.orderId) ?? []));
	for (const fault of orders.faults.filter(({ orderId }) => !known.has(orderId))) {
		verdicts.push(unreadVerdict(fault, matched.get(fault.orderId) ?? []));
	}
	verdicts.push(...strangersAmong(unmatched, sides, rules));
	for (const fault of outboundOrders.faults.filter(({ orderId }) => !known.has(orderId))) {
		verdicts.push(unreadVerdict(fault, []));
	}
	return [...verdicts, ...silentSides(sides)];
}

/** Faults by the order that they are about. */
function byOrder(faults: readonly SideFault[]): Map<string, SideFault> {
	return new Map(faults.filter(({ orderId }) => orderId).map((each) => [each.orderId, each]));
}

class Audit {
	private readonly unreadOutbound: Map<string, SideFault>;
	private readonly mayLackOutbound: boolean;

	constructor(
		private readonly sides: Sides,
		private readonly rules: AuditRules,
	) {
		const { outboundOrders } = sides;
		this.unreadOutbound = byOrder(outboundOrders.faults);
		this.mayLackOutbound = outboundOrders.faults.some(({ orderId }) => orderId === '');
	}

	order(order: SideOrder, outbound: OutboundSideOrder[]): Verdict {
		const about = aboutOrder(order, outbound);
		if (!this.sides.outboundOrders.hasAnswered) {
			const { worst } = gravest(this.withoutOms(order));
			const isCollective = worst.kind === 'notAudited' ? ({ isCollective: true } as const) : {};
			return { ...worst, also: [], ...about, ...isCollective };
		}
		const unread = this.unreadOutbound.get(order.orderId);
		if (unread) return { ...finding('notAudited', unread.reason), also: [], ...about };
		const findings = findingsOf(order, outbound, this.rules).map((each) =>
			this.certain(each, order),
		);
		const { worst, also } = gravest(findings);
		const live = outbound.filter(isLive);
		return {
			...this.explained(order, outbound, worst, also),
			...about,
			linesCompared: order.stage !== 'cancelled' && canCompareLines(order, live),
		};
	}

	/** Without the OMS only TikTok Shop's deadlines are sure. */
	private withoutOms(order: SideOrder): Finding[] {
		const passedBy = passedByReason(order, this.rules);
		if (passedBy) return [{ kind: 'passedBy', message: passedBy, hint: '' }];
		const late = lateFindings(order, this.rules);
		return late.length > 0 ? late : [finding('notAudited', 'The OMS did not answer.')];
	}

	/** What is missing may be among the outbound orders that could not be read. */
	private certain(found: Finding, order: SideOrder): Finding {
		if (found.kind !== 'missingInOms' || !this.mayLackOutbound) return found;
		const message = `Order ${order.orderId}: its outbound order may be one that could not be read.`;
		return finding('notAudited', message);
	}

	/** A difference that a person has been told in the exception desk, or that has just been healed, is none; what is late stays late. */
	private explained(
		order: SideOrder,
		outbound: readonly OutboundSideOrder[],
		worst: Finding,
		also: Verdict['also'],
	): Finding & { also: Verdict['also'] } {
		const { orderId, stage } = order;
		const { desk, handedOver } = this.sides;
		const asIs = { ...worst, also };
		if (worst.kind === 'notAudited') return asIs;
		const row = openRow(orderId, outbound, desk);
		const result = worst.kind === 'missingInOms' ? handedOver.get(orderId) : undefined;
		const isLate = worst.kind === 'late' || also.includes('late');
		if (result && ['created', 'existed'].includes(result.result)) {
			const message = `Order ${orderId} was missing in the OMS and has been handed over again: ${result.result}.`;
			const late = isLate ? lateFindings(order, this.rules)[0] : undefined;
			if (late) return { ...late, message: `${late.message} ${message}`, also: [] };
			return { kind: 'healed', message, hint: '', also: [] };
		}
		if (result?.result === 'skipped') {
			return {
				kind: 'passedBy',
				message: `Order ${orderId}: ${result.message}`,
				hint: '',
				also: [],
			};
		}
		if (desk.isClosedByHand(orderId) && worst.kind === 'missingInOms') {
			const message = `Order ${orderId} was closed by hand in the exception desk.`;
			return { kind: 'passedBy', message, hint: '', also: [] };
		}
		const isExplained = row !== undefined || result?.result === 'waits';
		if (!isExplained || (!isDifference(worst.kind) && stage !== 'waiting')) return asIs;
		const reason = row ? `${row.code}: ${row.message}` : (result?.message ?? '');
		const kind = isLate ? 'late' : 'waits';
		const others = [worst.kind, ...also].filter(isDifference).filter((each) => each !== kind);
		const late = isLate ? lateFindings(order, this.rules)[0] : undefined;
		return {
			kind,
			message: [late?.message, `It waits in the exception desk. ${reason}`]
				.filter(Boolean)
				.join(' '),
			hint: row?.hint ?? '',
			also: others,
		};
	}
}

function openRow(
	orderId: string,
	outbound: readonly OutboundSideOrder[],
	desk: DeskRows,
): DeskRow | undefined {
	const shipments = outbound.map(({ outboundOrderNo }) => SHIPMENT + outboundOrderNo);
	return [orderId, CANCELLATION + orderId, ...shipments]
		.map((key) => desk.openRow(key))
		.find((row) => row !== undefined);
}

function aboutOrder(
	order: SideOrder,
	outboundOrders: OutboundSideOrder[],
): Pick<Verdict, 'orderId' | 'shopId' | 'shopCode' | 'order' | 'outboundOrders'> {
	const { orderId, shop } = order;
	return { orderId, shopId: shop.id, shopCode: shop.code, order, outboundOrders };
}

function unreadVerdict(
	{ orderId, shopId, shopCode, reason }: SideFault,
	outboundOrders: OutboundSideOrder[],
): Verdict {
	return { ...finding('notAudited', reason), also: [], orderId, shopId, shopCode, outboundOrders };
}

/** A side that said nothing has one verdict, which stands for all that it would have said. */
function silentSides({ orders, outboundOrders }: Sides): Verdict[] {
	const silent = [
		{
			side: orders,
			name: 'TikTok Shop',
			where: 'Orders',
			rows: outboundOrders.rows.filter(isLive),
		},
		{ side: outboundOrders, name: 'The OMS', where: 'Outbound Orders', rows: orders.rows },
	];
	return silent
		.filter(({ side }) => !side.hasAnswered && side.faults.length === 0)
		.map(({ name, where, rows }) => {
			const message = `${name} did not answer: the input ${where} has no items, and ${rows.length} of the other side were not compared.`;
			const hint =
				'Connect the node that reads this side, and switch on Always Output Data in its settings: nothing found is an answer then.';
			return {
				...finding('notAudited', message, hint),
				...{ also: [], orderId: '', shopId: '', shopCode: '', outboundOrders: [] },
			};
		});
}
