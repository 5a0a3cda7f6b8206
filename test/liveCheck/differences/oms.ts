import {
	bodyOf,
	changing,
	otherCode,
	rename,
	type Difference,
	type Row,
	type RowsAnswer,
} from './difference';

const ALL = /./;
const LIST = /\/pageList$/;
const DETAIL = /\/outboundOrder\/detail$/;

interface ListAnswer {
	data: Row[] | null;
}

interface CodeAnswer {
	code: number | string;
	data: unknown;
}

/** Changes each row of a paged list. */
const eachRecord = (path: RegExp, change: (row: Row) => void) =>
	changing<RowsAnswer>('oms', path, ({ data }) => data?.records?.forEach(change));

/** Changes each row of an answer that is a list. */
const eachEntry = (path: RegExp, change: (row: Row) => void) =>
	changing<ListAnswer>('oms', path, ({ data }) => data?.forEach(change));

/** A look-up by this list finds nothing. */
const notFoundBy = (list: string) =>
	changing<ListAnswer>('oms', DETAIL, (answer, { body }) => {
		if (body.includes(list)) answer.data = [];
	});

const refuseWith = (answer: CodeAnswer, code: string): void => {
	answer.code = code;
	answer.data = null;
};

/** One difference for each assumption about the OMS that reading shows. */
export const OMS_DIFFERENCES: Difference[] = [
	{
		id: 'oms-signature',
		what: 'the signature is made in another way',
		plant: changing<CodeAnswer>('oms', ALL, (answer) => refuseWith(answer, '100007')),
	},
	{
		id: 'oms-signature-unicode',
		what: 'letters beyond ASCII are signed as escapes',
		plant: changing<CodeAnswer>('oms', ALL, (answer, { body }) => {
			if (/\P{ASCII}/u.test(body)) refuseWith(answer, '11006');
		}),
	},
	{
		id: 'oms-bad-signature',
		what: 'a wrong signature is refused with the code of a parameter',
		plant: otherCode('oms', '100007', '100008'),
	},
	{
		id: 'oms-clock',
		what: 'an old call is refused with another code',
		plant: otherCode('oms', '100002', '100009'),
	},
	{
		id: 'oms-warehouse-fields',
		what: 'the country of a warehouse has another name',
		plant: eachEntry(/\/warehouse\/options$/, (row) => rename(row, 'countryCode', 'country')),
	},
	{
		id: 'oms-channel-fields',
		what: 'the code of a channel has a name that is not tried',
		plant: eachEntry(/\/warehouse\/options$/, ({ channelDatas }) => {
			for (const channel of channelDatas as Row[]) rename(channel, 'channelCode', 'channelId');
		}),
	},
	{
		id: 'oms-product-fields',
		what: 'products do not say whether they are approved',
		plant: eachRecord(/\/product\/pagelist$/, (row) => delete row.approveStatus),
	},
	{
		id: 'oms-stock-fields',
		what: 'the stock has another name',
		plant: eachRecord(/\/pageOpen$/, (row) => rename(row, 'productStockDtl', 'stockDetail')),
	},
	{
		id: 'oms-list-fields',
		what: 'the time of creation is a number',
		plant: eachRecord(LIST, (row) => (row.orderCreateTime = 1_790_000_000)),
	},
	{
		id: 'oms-statuses',
		what: 'there is a status 9',
		plant: eachRecord(LIST, (row) => (row.status = row.status === 3 ? 3 : 9)),
	},
	{
		id: 'oms-pages',
		what: 'the page is ignored',
		plant: (sandbox) => {
			let first: Row[] = [];
			changing<RowsAnswer>('oms', LIST, ({ data }, call) => {
				if (!data?.records) return;
				const { page } = bodyOf(call).data as Row;
				if (page === 1) first = data.records;
				else data.records = first;
			})(sandbox);
		},
	},
	{
		id: 'oms-window',
		what: 'the window of creation times is ignored',
		plant: (sandbox) => {
			let all: Row[] = [];
			changing<RowsAnswer>('oms', LIST, ({ data }, call) => {
				if (!data?.records || (bodyOf(call).data as Row).pageSize === 1) return;
				if (all.length === 0) all = data.records;
				else data.records = all;
			})(sandbox);
		},
	},
	{
		id: 'oms-wide-window',
		what: 'a window that is too wide is refused with another code',
		plant: otherCode('oms', '10002', '100009'),
	},
	{
		id: 'oms-by-outbound-number',
		what: 'outbound numbers find nothing',
		plant: notFoundBy('outboundOrderNoList'),
	},
	{
		id: 'oms-by-third-number',
		what: 'third numbers find nothing',
		plant: notFoundBy('thirdOrderNoList'),
	},
	{
		id: 'oms-by-reference-number',
		what: 'reference numbers find nothing',
		plant: notFoundBy('referOrderNoList'),
	},
	{
		id: 'oms-unknown-number',
		what: 'an unknown number is refused',
		plant: changing<CodeAnswer>('oms', DETAIL, (answer, { body }) => {
			if (body.includes('no-such-number')) refuseWith(answer, '100008');
		}),
	},
	{
		id: 'oms-detail-fields',
		what: 'details have no warehouse',
		plant: eachEntry(DETAIL, (row) => delete row.whCode),
	},
	{
		id: 'oms-parcel-contents',
		what: 'the contents of a parcel are written "quantity x SKU"',
		plant: eachEntry(DETAIL, ({ expressList }) => {
			for (const parcel of expressList as Row[]) parcel.pkgSkuNumInfo = '1 x SYS-MUG-BLU';
		}),
	},
	{
		id: 'oms-envelope',
		what: 'messages have another name',
		plant: changing<Row>('oms', ALL, (answer) => rename(answer, 'msg', 'message')),
	},
	{
		id: 'oms-limits-announced',
		what: 'a header announces the limit',
		plant: changing('oms', ALL, () => undefined, { 'ratelimit-limit': '5' }),
	},
];
