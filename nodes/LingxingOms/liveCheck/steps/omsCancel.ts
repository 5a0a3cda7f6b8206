import { CANCELLED, isFinal, statusOf } from '../../outbound/outboundOrder';
import { MINUTE_MS, SECOND_MS } from '../../../shared/durations';
import type { Fields } from '../../../shared/fields';
import { detailsBy } from './omsLookUp';
import {
	dataOf,
	listed,
	objectsIn,
	StepEnded,
	textOf,
	within,
} from '../../../shared/liveCheck/step';
import type { Context, Step } from '../context';

const CANCEL = '/v1/outboundOrder/cancel';
const RESULT = '/v1/outboundOrder/selectBizStatus';
/** Row statuses of a cancel and of its result (OMS API §1.6). */
const IN_PROGRESS = '0';
const REFUSED = '2';

/** Cancels the test orders, and looks how (OMS API §1.6). */
export const omsCancel: Step = {
	name: 'omsCancel',
	title: 'Cancel the test orders',
	service: 'OMS',
	access: 'write',
	limitMs: 3 * MINUTE_MS,
	async run(context) {
		const { findings, oms, state, now, signal } = context;
		const { outboundOrderNos, thirdOrderNos } = state.testOrders;
		// Among them those whose creation was refused or not answered, and was carried out nevertheless.
		if (thirdOrderNos.size > 0) {
			for (const number of await liveOrders(context)) outboundOrderNos.add(number);
		}
		if (outboundOrderNos.size === 0) throw new StepEnded('No test order was made.');
		const data = { outboundOrderNoList: [...outboundOrderNos] };
		const answer = await oms.call({ path: CANCEL, data }, signal);
		dataOf(context, answer);
		const rows = objectsIn(answer.data);
		const statuses = rows.map(({ status }) => textOf(status));
		const isKnown =
			rows.length === outboundOrderNos.size &&
			statuses.every((status) => [IN_PROGRESS, REFUSED].includes(status));
		const note = `${rows.length} rows for ${outboundOrderNos.size} orders, status ${listed(statuses) || 'none'}.`;
		findings.decide('oms-cancel-taken', isKnown, note, answer.call);
		const askedAt = now();
		const results = await within(context, MINUTE_MS, SECOND_MS, async () => await decided(context));
		const seconds = Math.ceil((now() - askedAt) / SECOND_MS);
		const words = results
			? `After ${seconds} s: status ${listed(results)}.`
			: 'Not within a minute.';
		findings.decide('oms-cancel-time', results !== undefined, words, `POST ${RESULT}`);
		if (!results?.includes('1')) throw new StepEnded('No test order was cancelled.');
		await findCancelled(context, [...thirdOrderNos][0]);
	},
};

/** Results of the cancels, once none is in progress. */
async function decided({ oms, state, signal }: Context): Promise<string[] | undefined> {
	const data = { outboundOrderNoList: [...state.testOrders.outboundOrderNos] };
	const answer = await oms.call({ path: RESULT, data }, signal);
	const statuses = objectsIn(answer.data).map(({ status }) => textOf(status));
	return statuses.length === 0 || statuses.includes(IN_PROGRESS) ? undefined : statuses;
}

async function findCancelled(context: Context, thirdOrderNo: string): Promise<void> {
	const answer = await detailsBy(context, 'thirdOrderNoList', [thirdOrderNo]);
	const statuses = objectsIn(answer.data).map(statusOf);
	const isFound = statuses.length > 0 && statuses.every((status) => status === CANCELLED);
	const note =
		statuses.length > 0 ? `Found with status ${listed(statuses.map(String))}.` : 'It is not found.';
	context.findings.decide('oms-cancelled-found', isFound, note, answer.call);
}

/**
 * Cancels every test order that is not cancelled yet, also those whose creation was not answered. What is left is told with its number:
 * on the terminal, never in the report.
 */
export async function cancelTestOrders(context: Context): Promise<void> {
	const { oms, state, signal, tell } = context;
	const { thirdOrderNos } = state.testOrders;
	if (thirdOrderNos.size === 0) return;
	try {
		const open = await liveOrders(context);
		if (open.length === 0) return;
		const data = { outboundOrderNoList: open };
		await oms.call({ path: CANCEL, data }, signal);
		const isDone = await within(context, MINUTE_MS / 2, SECOND_MS, async () =>
			(await liveOrders(context)).length === 0 ? true : undefined,
		);
		if (isDone) return;
		tell(
			`These test orders are still in the OMS, cancel them there: ${(await liveOrders(context)).join(', ')}`,
		);
	} catch {
		tell(
			`It is not known whether test orders are left in the OMS. Look there for third numbers that begin with "live-check-".`,
		);
	}
}

/** Outbound numbers of the test orders that the warehouse would still ship. */
async function liveOrders(context: Context): Promise<string[]> {
	const answer = await detailsBy(context, 'thirdOrderNoList', [
		...context.state.testOrders.thirdOrderNos,
	]);
	dataOf(context, answer);
	const isLive = (row: Fields): boolean => !isFinal(statusOf(row));
	return objectsIn(answer.data)
		.filter(isLive)
		.map(({ outboundOrderNo }) => textOf(outboundOrderNo));
}
