import { ASSUMED_ZONE, toOmsTime } from '../../transport/time';
import { toWarehouse } from '../../warehouses/warehouse';
import { DAY_MS } from '../../../shared/durations';
import { fieldsOf } from '../../../shared/fields';
import { WAREHOUSES } from './omsGateway';
import {
	dataOf,
	listed,
	missingFields,
	objectsIn,
	refusal,
	textOf,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, type Context, type Step } from '../context';

const TEN_YEARS_MS = 3_650 * DAY_MS;

/** Reads warehouses with channels, products and stock (OMS API §1.7). */
export const omsCatalogue: Step = {
	name: 'omsCatalogue',
	title: 'Read warehouses, channels, products and stock',
	service: 'OMS',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		await checkWarehouses(context);
		await checkProducts(context);
		await checkStock(context);
	},
};

async function checkWarehouses(context: Context): Promise<void> {
	const { findings, oms, signal } = context;
	const answer = await oms.call({ path: WAREHOUSES, data: {} }, signal);
	dataOf(context, answer);
	const rows = objectsIn(answer.data);
	if (rows.length === 0) {
		const isList = Array.isArray(answer.data);
		if (!isList) findings.refute('oms-warehouse-fields', 'The answer is no list.', answer.call);
		return;
	}
	const problems = rows.flatMap((row) => [
		...missingFields(row, ['whCode', 'countryCode']),
		...(textOf(row.whNameCn) || textOf(row.whName) ? [] : ['name']),
		...(Array.isArray(row.channelDatas) ? [] : ['channelDatas']),
	]);
	const note =
		problems.length > 0 ? `Missing in some: ${listed(problems)}.` : `${rows.length} warehouses.`;
	findings.decide('oms-warehouse-fields', problems.length === 0, note, answer.call);
	const channels = rows.flatMap((row) => objectsIn(row.channelDatas));
	if (channels.length === 0) {
		findings.notSeen('oms-channel-fields', 'No warehouse lists a channel.');
		return;
	}
	const read = rows.flatMap((row) => toWarehouse(row).channels);
	const isRead = read.length === channels.length && read.every(({ name }) => name !== '');
	const fields = listed(channels.flatMap((channel) => Object.keys(channel)));
	const words = `${read.length} of ${channels.length} channels are read; fields: ${fields}.`;
	findings.decide('oms-channel-fields', isRead, words, answer.call);
}

async function checkProducts(context: Context): Promise<void> {
	const { findings, oms, signal } = context;
	const answer = await oms.call(
		{ path: '/v1/product/pagelist', data: { page: 1, pageSize: 20 } },
		signal,
	);
	const rows = objectsIn(dataOf(context, answer).records);
	if (rows.length === 0) {
		findings.notSeen('oms-product-fields', 'The account has no product.');
		return;
	}
	const missing = rows.flatMap((row) => missingFields(row, ['sku', 'approveStatus']));
	const note =
		missing.length > 0 ? `Missing in some: ${listed(missing)}.` : `${rows.length} products.`;
	findings.decide('oms-product-fields', missing.length === 0, note, answer.call);
}

async function checkStock(context: Context): Promise<void> {
	const { findings, oms, now, signal } = context;
	const data = {
		page: 1,
		pageSize: 20,
		stockType: 0,
		inventoryType: 1,
		timeType: 'operateTime',
		startTime: toOmsTime(now() - TEN_YEARS_MS, ASSUMED_ZONE),
		endTime: toOmsTime(now() + DAY_MS, ASSUMED_ZONE),
	};
	const answer = await oms.call({ path: '/v1/integratedInventory/pageOpen', data }, signal);
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.refute('oms-stock-fields', `${refusal(context, answer)}.`, answer.call);
		return;
	}
	const rows = objectsIn(dataOf(context, answer).records);
	if (rows.length === 0) {
		findings.notSeen('oms-stock-fields', 'The account has no stock.');
		return;
	}
	const missing = rows.flatMap((row) => [
		...missingFields(row, ['whCode', 'sku']),
		...missingFields(fieldsOf(row.productStockDtl), ['availableAmount']),
	]);
	const note = missing.length > 0 ? `Missing in some: ${listed(missing)}.` : `${rows.length} rows.`;
	findings.decide('oms-stock-fields', missing.length === 0, note, answer.call);
}
