import { OWN_LABEL_CHANNEL } from '../../outbound/create/createRequest';
import { rowErrorOf, saysExists } from '../../outbound/create/rowErrors';
import { ASSUMED_ZONE, fromOmsTime } from '../../transport/time';
import { HOUR_MS } from '../../../shared/durations';
import type { Fields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import { cancelTestOrders } from './omsCancel';
import { checkNumber, detailsBy, NUMBER_LISTS, type NumberList } from './omsLookUp';
import {
	assertWorks,
	confirmByName,
	dataOf,
	objectsIn,
	refusal,
	StepEnded,
	textOf,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, type Context, type Step } from '../context';

const CREATE = '/v1/outboundOrder/create';
const UNKNOWN_SKU = 'LIVE-CHECK-NO-SUCH-SKU';
/** Clocks and a slow answer; a time zone differs by more. */
const SAME_TIME_MS = 10 * 60_000;
/** A PDF of one empty page. */
const EMPTY_PDF = Buffer.from(
	'%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 288 432]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
).toString('base64');

/** Makes test orders in the OMS, right ones and wrong ones (OMS API §1.3, §1.5). All are cancelled at the end. */
export const omsCreate: Step = {
	name: 'omsCreate',
	title: 'Make test orders',
	service: 'OMS',
	access: 'write',
	limitMs: 5 * 60_000,
	async run(context) {
		const { choices, findings, now } = context;
		const { warehouseCode } = choices;
		if (warehouseCode === '') throw new StepEnded('No warehouse with a system SKU was given.');
		assertWorks(context, 'OMS');
		await confirmByName(
			context,
			'Type the code of the warehouse to make test orders in it',
			warehouseCode,
		);
		const first = testRow(context, 'A');
		const answer = await create(context, [first]);
		const createdAt = now();
		const [row = {}] = rowsOf(context, answer);
		if (row.success === false)
			throw new StepEnded(`The OMS does not take the test order: ${wordsOf(context, row)}.`);
		const isRow =
			row.success === true && textOf(row.orderNo) !== '' && row.thirdOrderNo === first.thirdOrderNo;
		findings.decide(
			'oms-created-row',
			isRow,
			isRow ? 'The row is as assumed.' : 'The row has other fields.',
			answer.call,
		);
		await findAgain(context, textOf(first.thirdOrderNo), createdAt);
		await badRow(context);
		await sameNumberAgain(context, first);
		await ownLabel(context);
	},
	cleanUp: cancelTestOrders,
};

/** A row for one unit, to a recipient that does not exist. */
function testRow(
	{ choices, privacy, state, now }: Context,
	name: string,
	changes: object = {},
): Fields {
	const thirdOrderNo = `live-check-${now()}-${name}`;
	state.testOrders.thirdOrderNos.add(thirdOrderNo);
	privacy.hide(thirdOrderNo);
	return {
		whCode: choices.warehouseCode,
		thirdOrderNo,
		referOrderNo: `${thirdOrderNo}-R`,
		subOrderType: 1,
		logisticsChannel: choices.testChannel,
		receiver: 'Live Check',
		countryRegionCode: 'US',
		provinceCode: 'CA',
		provinceName: 'California',
		cityName: 'Los Angeles',
		postCode: '90012',
		addressOne: '1 Test Street',
		remark: 'Test of the API, is cancelled at once. Do not ship.',
		productList: [{ sku: choices.systemSku, quantity: 1 }],
		...changes,
	};
}

async function create(
	{ oms, privacy, state, signal }: Context,
	rows: readonly Fields[],
): Promise<Answer> {
	const answer = await oms.call({ path: CREATE, data: rows }, signal);
	for (const { orderNo } of objectsIn(answer.data)) {
		if (textOf(orderNo) === '') continue;
		state.testOrders.outboundOrderNos.add(textOf(orderNo));
		privacy.hide(textOf(orderNo));
	}
	return answer;
}

function rowsOf(context: Context, answer: Answer): Fields[] {
	dataOf(context, answer);
	return objectsIn(answer.data);
}

const wordsOf = ({ privacy }: Context, row: Fields): string => privacy.words(row.msg);

/** What reads after the write: at once, by each number, and when it was made (OMS API §1.3, §1.6). */
async function findAgain(context: Context, thirdOrderNo: string, createdAt: number): Promise<void> {
	const { findings } = context;
	const answer = await detailsBy(context, 'thirdOrderNoList', [thirdOrderNo]);
	const [found] = rowsOf(context, answer);
	findings.decide(
		'oms-found-at-once',
		found !== undefined,
		found ? 'It is found.' : 'It is not found yet.',
		answer.call,
	);
	if (!found) return;
	for (const list of Object.keys(NUMBER_LISTS) as NumberList[])
		await checkNumber(context, list, found);
	const shown = fromOmsTime(found.orderCreateTime, ASSUMED_ZONE);
	if (shown === undefined) {
		findings.notSeen('oms-time-zone', 'The order shows no time of creation.');
		return;
	}
	const difference = shown - createdAt;
	const hours = Math.round((difference / HOUR_MS) * 2) / 2;
	const isSame = Math.abs(difference) < SAME_TIME_MS;
	const note = `Read as UTC+8 the time of creation ${isSame ? 'fits' : `is ${Math.abs(hours)} hours too ${hours < 0 ? 'early' : 'late'}`}.`;
	findings.decide('oms-time-zone', isSame, note, answer.call);
}

async function badRow(context: Context): Promise<void> {
	const { findings } = context;
	const bad = testRow(context, 'C', { productList: [{ sku: UNKNOWN_SKU, quantity: 1 }] });
	const answer = await create(context, [testRow(context, 'B'), bad]);
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.refute('oms-rows-alone', `${refusal(context, answer)}.`, answer.call);
		return;
	}
	const [right = {}, wrong = {}] = rowsOf(context, answer);
	const note = `The right row: ${taken(right)}; the wrong one: ${taken(wrong)}.`;
	findings.decide(
		'oms-rows-alone',
		right.success === true && wrong.success === false,
		note,
		answer.call,
	);
	if (wrong.success !== false) return;
	const { meaning } = rowErrorOf(textOf(wrong.msg));
	// The SKU is our own and no secret, but it is no word of the service either.
	const words = wordsOf(context, wrong).replaceAll(UNKNOWN_SKU, '#');
	findings.decide(
		'oms-refusal-words',
		meaning !== '',
		`"${words}"${meaning ? `: ${meaning}` : ''}.`,
		answer.call,
	);
}

const taken = ({ success }: Fields): string =>
	success === true ? 'taken' : success === false ? 'refused' : 'no answer';

async function sameNumberAgain(context: Context, row: Fields): Promise<void> {
	const { findings } = context;
	const answer = await create(context, [row]);
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.refute('oms-third-number-twice', `${refusal(context, answer)}.`, answer.call);
		return;
	}
	const [again = {}] = rowsOf(context, answer);
	const isKnown = again.success === true || saysExists(textOf(again.msg));
	const note =
		again.success === true
			? 'It is taken once more.'
			: `Refused in its row: "${wordsOf(context, again)}".`;
	findings.decide('oms-third-number-twice', isKnown, note, answer.call);
}

async function ownLabel(context: Context): Promise<void> {
	const { findings } = context;
	const label = { label: { fileData: EMPTY_PDF }, fileList: [{ bizCode: 1 }] };
	const row = testRow(context, 'D', { logisticsChannel: OWN_LABEL_CHANNEL, ...label });
	const answer = await create(context, [row]);
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.refute('oms-own-label', `${refusal(context, answer)}.`, answer.call);
		return;
	}
	const [created = {}] = rowsOf(context, answer);
	const isTaken = created.success === true;
	findings.decide(
		'oms-own-label',
		isTaken,
		isTaken ? 'It is taken.' : `Refused: "${wordsOf(context, created)}".`,
		answer.call,
	);
}
