import {
	changing,
	otherCode,
	rename,
	type Difference,
	type OrdersAnswer,
	type Row,
} from './difference';

const CREATE = /\/outboundOrder\/create$/;
const OMS_DETAIL = /\/outboundOrder\/detail$/;
const ORDER_DETAIL = /^\/order\/202507\/orders$/;
const PACKAGES = /\/orders\/\d+\/packages$/;
const CORRECTION = /\/shipping_info\/update$/;

interface CancellationsAnswer {
	data: { cancellations?: Row[] } | null;
}

interface ListAnswer {
	code: number | string;
	data: Row[] | null;
}

const rowsOf = (path: RegExp, when: string | RegExp, change: (row: Row) => void) =>
	changing<ListAnswer>('oms', path, ({ data }, { body }) => {
		if (body.match(when)) data?.forEach(change);
	});

/** The search still shows the request as it was. */
const stillPending = changing<CancellationsAnswer>(
	'tiktok',
	/\/cancellations\/search$/,
	({ data }, { body }) => {
		if (body === '') return;
		for (const row of data?.cancellations ?? []) row.cancel_status = 'CANCELLATION_REQUEST_PENDING';
	},
);

/** One difference for each assumption that writing shows. */
export const WRITING_DIFFERENCES: Difference[] = [
	{
		id: 'reject-request',
		what: 'the search does not show that a request was rejected',
		plant: stillPending,
	},
	{
		id: 'approve-request',
		what: 'a request cannot be approved without a body',
		choices: { approve: true },
		plant: changing<ListAnswer>('tiktok', /\/approve$/, (answer) => {
			answer.code = 36_009_004;
			answer.data = null;
		}),
	},
	{
		id: 'cancel-order',
		what: 'the reason is called otherwise',
		plant: changing<ListAnswer>('tiktok', /\/202309\/cancellations$/, (answer) => {
			answer.code = 25_001_009;
			answer.data = null;
		}),
	},
	{
		id: 'oms-created-row',
		what: 'the number of a created order has another name',
		plant: rowsOf(CREATE, '', (row) => rename(row, 'orderNo', 'outboundOrderNo')),
	},
	{
		id: 'oms-found-at-once',
		what: 'a created order is found later',
		plant: (sandbox) => {
			let looks = 0;
			changing<ListAnswer>('oms', OMS_DETAIL, (answer, { body }) => {
				if (/live-check-\d+-A"/.test(body) && ++looks === 1) answer.data = [];
			})(sandbox);
		},
	},
	{
		id: 'oms-time-zone',
		what: 'the OMS keeps its times in UTC',
		plant: ({ oms }) => (oms.zoneHours = 0),
	},
	{
		id: 'oms-rows-alone',
		what: 'a wrong row stops the right one',
		plant: rowsOf(CREATE, 'NO-SUCH-SKU', (row) => (row.success = false)),
	},
	{
		id: 'oms-refusal-words',
		what: 'the OMS refuses in English',
		plant: rowsOf(CREATE, 'NO-SUCH-SKU', (row) => (row.msg = 'The SKU cannot be shipped')),
	},
	{
		id: 'oms-third-number-twice',
		what: 'a third number that exists refuses the call as a whole',
		plant: (sandbox) => {
			let calls = 0;
			changing<ListAnswer>('oms', CREATE, (answer, { body }) => {
				if (!/live-check-\d+-A"/.test(body) || ++calls === 1) return;
				answer.code = '100009';
				answer.data = null;
			})(sandbox);
		},
	},
	{
		id: 'oms-own-label',
		what: 'an own label needs more fields',
		plant: rowsOf(CREATE, 'Upload_Shipping_Label', (row) => (row.success = false)),
	},
	{
		id: 'oms-cancel-taken',
		what: 'a cancel that is taken has another status',
		plant: rowsOf(/\/outboundOrder\/cancel$/, '', (row) => (row.status = 5)),
	},
	{
		id: 'oms-cancel-time',
		what: 'a cancel is not answered within a minute',
		plant: rowsOf(/\/selectBizStatus$/, '', (row) => (row.status = 0)),
	},
	{
		id: 'oms-cancelled-found',
		what: 'a cancelled order is not found any more',
		plant: changing<ListAnswer>('oms', OMS_DETAIL, (answer) => {
			answer.data = answer.data?.filter(({ status }) => status !== 4) ?? null;
		}),
	},
	{
		id: 'ship-call',
		what: 'the US takes another call',
		plant: ({ answers }) => {
			answers.give({
				service: 'tiktok',
				path: PACKAGES,
				status: 200,
				body: { code: 21008106, message: 'Not supported', request_id: '1', data: null },
			});
		},
	},
	{
		id: 'shipped-status',
		what: 'a shipped order has another status',
		plant: changing<OrdersAnswer>('tiktok', ORDER_DETAIL, ({ data }) => {
			for (const order of data?.orders ?? []) {
				if (order.status === 'AWAITING_COLLECTION') order.status = 'PARTIALLY_SHIPPING';
			}
		}),
	},
	{
		id: 'number-read-back',
		what: 'the number does not show in the order',
		plant: changing<OrdersAnswer>('tiktok', ORDER_DETAIL, ({ data }) => {
			for (const order of data?.orders ?? []) {
				for (const shown of [order, ...order.line_items]) {
					if (shown.tracking_number === '1Z00000000LIVECHK1') shown.tracking_number = '';
				}
			}
		}),
	},
	{
		id: 'number-repeated',
		what: 'a repeated number is refused with another code',
		plant: otherCode('tiktok', 21011040, 21011999),
	},
	{
		id: 'number-corrected',
		what: 'a number cannot be corrected',
		plant: ({ answers }) => {
			answers.give({
				service: 'tiktok',
				path: CORRECTION,
				status: 200,
				body: { code: 21011022, message: 'Not available', request_id: '1', data: null },
			});
		},
	},
	{
		id: 'number-corrected-twice',
		what: 'a second correction is refused with another code',
		plant: otherCode('tiktok', 21011049, 21011998),
	},
];

/** One difference for each assumption that an order on its way through the warehouse shows. */
export const THROUGH_DIFFERENCES: Difference[] = [
	{
		id: 'oms-shipped-fields',
		what: 'the tracking number of a shipped order stands elsewhere',
		plant: changing<ListAnswer>('oms', OMS_DETAIL, ({ data }) => {
			for (const row of data ?? []) {
				rename(row, 'logisticsTrackNo', 'mainTrackNo');
				row.logisticsTrackNo = '';
			}
		}),
	},
];

/** One difference for each assumption that changes by hand show. */
export const BY_HAND_DIFFERENCES: Difference[] = [
	{
		id: 'address-change',
		what: 'a changed address does not move `update_time`',
		plant: changing<OrdersAnswer>('tiktok', ORDER_DETAIL, ({ data }) => {
			for (const order of data?.orders ?? []) order.update_time = Number(order.create_time);
		}),
	},
	{
		id: 'seller-sku-change',
		what: 'a changed seller SKU moves `update_time`',
		plant: (sandbox) => {
			let looks = 0;
			changing<OrdersAnswer>('tiktok', ORDER_DETAIL, ({ data }) => {
				looks += 1;
				for (const order of data?.orders ?? []) order.update_time += looks;
			})(sandbox);
		},
	},
];
