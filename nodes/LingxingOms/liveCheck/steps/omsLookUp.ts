import { parcelLines } from '../../outbound/outboundOrder';
import type { Fields } from '../../../shared/fields';
import type { OmsAssumptionId } from '../assumptions';
import type { Answer } from '../../../shared/liveCheck/http';
import {
	assertWorks,
	listed,
	missingFields,
	objectsIn,
	refusal,
	StepEnded,
	textOf,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, type Context, type Step } from '../context';

const DETAIL = '/v1/outboundOrder/detail';
const FIELDS = ['status', 'whCode', 'productList'];
/** Null until the order has shipped. */
const FIELDS_LATER = ['logisticsCarrier', 'logisticsTrackNo'];
const SHIPPED = '3';
const UNKNOWN_NUMBER = 'live-check-no-such-number';

/** The lists of numbers by which details are asked for, and the field of each (OMS API §1.6). */
export const NUMBER_LISTS = {
	outboundOrderNoList: ['outboundOrderNo', 'oms-by-outbound-number'],
	thirdOrderNoList: ['thirdOrderNo', 'oms-by-third-number'],
	referOrderNoList: ['referOrderNo', 'oms-by-reference-number'],
} as const satisfies Record<string, readonly [field: string, id: OmsAssumptionId]>;

export type NumberList = keyof typeof NUMBER_LISTS;

/** Looks outbound orders up by each of their numbers (OMS API §1.6). */
export const omsLookUp: Step = {
	name: 'omsLookUp',
	title: 'Look outbound orders up by each of their numbers',
	service: 'OMS',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		assertWorks(context, 'OMS');
		const { findings, state } = context;
		const unknown = await detailsBy(context, 'thirdOrderNoList', [UNKNOWN_NUMBER]);
		assertJudgeable(context, unknown);
		const count = objectsIn(unknown.data).length;
		const note = unknown.ok ? `Success, ${count} rows.` : `${refusal(context, unknown)}.`;
		findings.decide('oms-unknown-number', unknown.ok && count === 0, note, unknown.call);
		if (state.outboundRows.length === 0)
			throw new StepEnded('There is no outbound order to look up.');
		const shipped = state.outboundRows.filter(({ status }) => textOf(status) === SHIPPED);
		const chosen = [...shipped.slice(0, 5), ...state.outboundRows.slice(0, 5)];
		const answer = await detailsBy(context, 'outboundOrderNoList', [
			...new Set(chosen.map(({ outboundOrderNo: number }) => textOf(number))),
		]);
		const details = objectsIn(answer.ok ? answer.data : undefined);
		checkFields(context, details, answer.call);
		for (const list of Object.keys(NUMBER_LISTS) as NumberList[]) {
			const [field] = NUMBER_LISTS[list];
			// Lists may leave out a number that details show.
			const row = [...details, ...state.outboundRows].find((each) => textOf(each[field]) !== '');
			if (row) await checkNumber(context, list, row);
			else findings.notSeen(NUMBER_LISTS[list][1], `No outbound order has a ${field}.`);
		}
	},
};

/** The details of outbound orders by one of the three lists of numbers. */
export async function detailsBy(
	{ oms, signal }: Context,
	list: NumberList,
	numbers: readonly string[],
): Promise<Answer> {
	return await oms.call({ path: DETAIL, data: { [list]: numbers } }, signal);
}

/** Whether an outbound order is found by one of its numbers. */
export async function checkNumber(context: Context, list: NumberList, row: Fields): Promise<void> {
	const { findings } = context;
	const [field, id] = NUMBER_LISTS[list];
	const answer = await detailsBy(context, list, [textOf(row[field])]);
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.refute(id, `${refusal(context, answer)}.`, answer.call);
		return;
	}
	const found = objectsIn(answer.data).some(
		({ outboundOrderNo: number }) => textOf(number) === textOf(row.outboundOrderNo),
	);
	findings.decide(id, found, found ? 'It is found.' : 'It is not found.', answer.call);
}

function checkFields(context: Context, details: readonly Fields[], call: string): void {
	const { findings } = context;
	if (details.length === 0) return;
	const missing = details.flatMap((detail) => [
		...missingFields(detail, FIELDS),
		...FIELDS_LATER.filter((name) => !(name in detail)),
		...objectsIn(detail.productList).flatMap((line) =>
			missingFields(line, ['sku', 'quantity']).map((name) => `productList[].${name}`),
		),
	]);
	const note =
		missing.length > 0 ? `Missing in some: ${listed(missing)}.` : 'All fields are there.';
	findings.decide('oms-detail-fields', missing.length === 0, note, call);
	const shipped = details.filter(({ status }) => textOf(status) === SHIPPED);
	if (shipped.length === 0) {
		findings.notSeen('oms-parcel-contents', 'No outbound order has shipped.');
		return;
	}
	const contents = shipped
		.flatMap(({ expressList }) => objectsIn(expressList))
		.map(({ pkgSkuNumInfo: text }) => textOf(text))
		.filter(Boolean);
	if (contents.length === 0) {
		findings.notSeen('oms-parcel-contents', 'No shipped order tells what is in its parcels.');
		return;
	}
	const readable = contents.filter((text) => parcelLines(text).length > 0);
	const words = `The contents of ${readable.length} of ${contents.length} parcels can be read.`;
	findings.decide('oms-parcel-contents', readable.length === contents.length, words, call);
}
