import { count, listed } from '../../shared/text';
import {
	DIFFERENCES,
	isDifference,
	QUIET_KINDS,
	type Difference,
	type Kind,
	type Verdict,
} from './finding';
import type { Side } from './side';
import type { Sides } from './compareSides';

/** A flat line about one order, or about a side or shop that was not read. */
export interface DifferenceLine {
	/** Empty for a side or a shop. */
	orderId: string;
	shopId: string;
	shopCode: string;
	kind: Kind;
	/** Other differences of the same order, with commas. */
	also: string;
	message: string;
	hint: string;
	/** Status on TikTok Shop. */
	status: string;
	/** With commas; the states stand in the same order. */
	outboundOrderNos: string;
	outboundStates: string;
	warehouseCodes: string;
	/** ISO 8601, UTC; empty where TikTok Shop gives none. */
	shipBy: string;
	/** Stays the same until the fact changes, so that it is told once. */
	key: string;
}

export interface AuditSummary {
	/** Red as soon as one thing differs, or was not audited. */
	result: 'green' | 'red';
	/** ISO 8601, UTC. */
	auditedAt: string;
	/** One sentence for people. */
	message: string;
	orders: number;
	outboundOrders: number;
	/** Orders whose system SKUs and units were compared. */
	linesCompared: number;
	/** Orders of each kind; a shop or side that was not read counts as one. */
	counts: Record<Kind, number>;
	sides: { orders: SideState; outboundOrders: SideState };
}

export type SideState = 'complete' | 'incomplete' | 'noAnswer';

function toLine(verdict: Verdict): DifferenceLine {
	const { orderId, shopId, shopCode, kind, also, message, hint, order, outboundOrders } = verdict;
	const nos = outboundOrders.map(({ outboundOrderNo }) => outboundOrderNo).join(', ');
	const states = outboundOrders.map(({ state }) => state).join(', ');
	const status = order?.status ?? '';
	return {
		...{ orderId, shopId, shopCode, kind, also: also.join(', '), message, hint, status },
		outboundOrderNos: nos,
		outboundStates: states,
		warehouseCodes: [...new Set(outboundOrders.map((each) => each.warehouseCode))]
			.filter(Boolean)
			.join(', '),
		shipBy: order?.shipBy === undefined ? '' : new Date(order.shipBy).toISOString(),
		key: [orderId || shopId, kind, also.join('+'), status, nos, states, message].join('|'),
	};
}

/** The lines to show: what differs, or all of them. */
export function linesOf(verdicts: readonly Verdict[], withFine: boolean): DifferenceLine[] {
	return verdicts
		.filter(({ kind, isCollective }) => !isCollective && (withFine || isDifference(kind)))
		.map(toLine);
}

export function summaryOf(
	verdicts: readonly Verdict[],
	{ orders, outboundOrders }: Sides,
	now: number,
): AuditSummary {
	const counts = Object.fromEntries(
		[...QUIET_KINDS, ...DIFFERENCES].map((kind) => [kind, 0]),
	) as Record<Kind, number>;
	for (const { kind } of verdicts) counts[kind] += 1;
	const found = DIFFERENCES.filter((kind) => counts[kind] > 0);
	return {
		result: found.length === 0 ? 'green' : 'red',
		auditedAt: new Date(now).toISOString(),
		message: sentence(counts, found),
		orders: orders.rows.length,
		outboundOrders: outboundOrders.rows.length,
		linesCompared: verdicts.filter(({ linesCompared }) => linesCompared).length,
		counts,
		sides: { orders: stateOf(orders), outboundOrders: stateOf(outboundOrders) },
	};
}

function stateOf({ hasAnswered, faults }: Side<unknown>): SideState {
	if (!hasAnswered) return 'noAnswer';
	return faults.length > 0 ? 'incomplete' : 'complete';
}

const WORDS: Record<Difference, string> = {
	notAudited: 'not audited',
	extra: 'too many in the OMS',
	missingInOms: 'missing in the OMS',
	differs: 'with other lines',
	stuck: 'stuck in the warehouse',
	trackingDiffers: 'with another tracking number',
	trackingMissing: 'without their tracking number',
	late: 'late',
};

function sentence(counts: Record<Kind, number>, found: readonly Difference[]): string {
	const { fine, healed, waits } = counts;
	const rest = [
		`${count(fine)} fine`,
		...(healed > 0 ? [`${count(healed)} handed over again`] : []),
		...(waits > 0 ? [`${count(waits)} waiting`] : []),
	];
	if (found.length === 0) return `Both sides agree: ${listed(rest)}.`;
	const wrong = found.map((kind) => `${count(counts[kind])} ${WORDS[kind]}`);
	return `Both sides differ: ${listed(wrong)}; ${listed(rest)}.`;
}
