import { releaseHold } from '../../sandbox/tiktok/orderChanges';
import { orderView } from '../../sandbox/tiktok/orderView';
import { CANCELLATION_DIFFERENCES } from './cancellations';
import {
	bodyOf,
	changing,
	otherCode,
	type Difference,
	type Order,
	type OrdersAnswer,
	type Row,
	type RowsAnswer,
} from './difference';

const SEARCH = /\/orders\/search$/;
const DETAIL = /^\/order\/202507\/orders$/;
const API = /^\/(?!api\/)/;

/** Changes each order of Get Order Detail. */
const eachOrder = (change: (order: Order) => void) =>
	changing<OrdersAnswer>('tiktok', DETAIL, ({ data }) => data?.orders.forEach(change));

const eachLine = (change: (line: Row) => void) =>
	eachOrder(({ line_items: lines }) => lines.forEach(change));

/** Changes each row of a list in an answer. */
const eachRow = (path: RegExp, list: string, change: (row: Row) => void) =>
	changing<RowsAnswer>('tiktok', path, ({ data }) => data?.[list].forEach(change));

const ofTokens = (path: RegExp, change: (data: Row) => void) =>
	changing<{ data: Row | null }>('tiktok', path, ({ data }) => {
		if (data) change(data);
	});

/** One difference for each assumption about TikTok Shop that reading shows. */
export const TIKTOK_DIFFERENCES: Difference[] = [
	{
		id: 'link-extras',
		what: '`state` comes back shortened',
		redirected: (url) => {
			const changed = new URL(url);
			changed.searchParams.set('state', (changed.searchParams.get('state') ?? '').slice(0, 100));
			return changed.href;
		},
	},
	{
		id: 'token-fields',
		what: 'the tokens come without `open_id`',
		plant: ofTokens(/token\/get$/, (data) => delete data.open_id),
	},
	{
		id: 'token-ends',
		what: 'the end of the access token is a duration',
		plant: ofTokens(/token\/get$/, (data) => (data.access_token_expire_in = 604_800)),
	},
	{
		id: 'refresh-rotates',
		what: 'the refresh token does not rotate',
		plant: changing<{ data: Row | null }>('tiktok', /token\/refresh$/, ({ data }, { query }) => {
			if (data) data.refresh_token = query.refresh_token;
		}),
	},
	{
		id: 'used-refresh-token',
		what: 'a used refresh token is refused with a code of a fault',
		plant: otherCode('tiktok', 36004005, 36009003),
	},
	{
		id: 'shop-fields',
		what: '`seller_type` has another word',
		plant: eachRow(/\/shops$/, 'shops', (row) => (row.seller_type = 'LOCAL_TO_LOCAL')),
	},
	{
		id: 'bad-signature',
		what: 'a wrong signature is refused with the code of many causes',
		plant: otherCode('tiktok', 106001, 36009004),
	},
	{
		id: 'clock-window',
		what: 'a call of seven minutes ago is taken',
		plant: ({ answers }) => {
			answers.give({
				service: 'tiktok',
				path: /\/shops$/,
				when: ({ query }) => Date.now() / 1_000 - Number(query.timestamp) > 360,
				status: 200,
				body: { code: 0, message: 'Success', request_id: '1', data: { shops: [] } },
			});
		},
	},
	{
		id: 'bad-token',
		what: 'an unknown token is refused with a code of its own',
		plant: otherCode('tiktok', 105001, 105099),
	},
	{
		id: 'cipher-missing',
		what: 'a missing cipher is refused with the code of many causes',
		plant: otherCode('tiktok', 106013, 36009004),
	},
	{
		id: 'window-start',
		what: 'the window is open at its start',
		plant: changing<OrdersAnswer>('tiktok', SEARCH, ({ data }, call) => {
			const { update_time_ge: start } = bodyOf(call);
			if (data) data.orders = data.orders.filter(({ update_time: time }) => time !== start);
		}),
	},
	{
		id: 'window-end',
		what: 'the window is closed at its end',
		plant: (sandbox) => {
			changing<OrdersAnswer>('tiktok', SEARCH, ({ data }, call) => {
				const { update_time_lt: end } = bodyOf(call);
				for (const order of sandbox.tiktok.orders.values()) {
					if (order.updateTime !== end) continue;
					data?.orders.push(orderView(sandbox.tiktok, order, false) as Order);
				}
			})(sandbox);
		},
	},
	{
		id: 'page-tokens',
		what: 'page tokens are ignored',
		plant: (sandbox) => {
			let first: Order[] = [];
			changing<OrdersAnswer>('tiktok', SEARCH, ({ data }, { query }) => {
				if (!data) return;
				if (query.page_token) data.orders = first;
				else first = data.orders;
			})(sandbox);
		},
	},
	{
		id: 'last-page',
		what: 'the last page has a token',
		plant: changing<OrdersAnswer>('tiktok', SEARCH, ({ data }) => {
			if (data?.next_page_token === '') data.next_page_token = 'bm90aGluZyBiZWhpbmQ=';
		}),
	},
	{
		id: 'search-sorted',
		what: 'the newest change comes first, whatever was asked for',
		plant: changing<OrdersAnswer>('tiktok', SEARCH, ({ data }, { query }) => {
			if (query.sort_order === 'ASC') data?.orders.reverse();
		}),
	},
	{
		id: 'one-status',
		what: 'the status filter lets others through',
		plant: changing<OrdersAnswer>('tiktok', SEARCH, ({ data }, call) => {
			const { order_status: status } = bodyOf(call);
			if (!status || !data) return;
			data.orders.push({ ...data.orders[0], status: 'COMPLETED' });
		}),
	},
	{
		id: 'any-status',
		what: 'without a status orders on hold are left out',
		plant: changing<OrdersAnswer>('tiktok', SEARCH, ({ data }, call) => {
			if (!data || bodyOf(call).order_status) return;
			data.orders = data.orders.filter(({ status }) => status !== 'ON_HOLD');
		}),
	},
	{
		id: 'nothing-found',
		what: 'a search that finds nothing is refused',
		plant: changing<OrdersAnswer>('tiktok', SEARCH, (answer) => {
			if (answer.data?.orders.length !== 0) return;
			answer.code = 21_001_001;
			answer.data = null;
		}),
	},
	{
		id: 'order-statuses',
		what: 'there is a tenth status',
		plant: changing<OrdersAnswer>('tiktok', SEARCH, ({ data }) => {
			for (const order of data?.orders ?? []) {
				if (order.status === 'UNPAID') order.status = 'PREPARING';
			}
		}),
	},
	{
		id: 'details-complete',
		what: 'Get Order Detail leaves out the last of many',
		plant: changing<OrdersAnswer>('tiktok', DETAIL, ({ data }) => {
			if ((data?.orders.length ?? 0) > 2) data?.orders.pop();
		}),
	},
	{
		id: 'foreign-order',
		what: 'an order of others is refused with another code',
		plant: changing<OrdersAnswer>('tiktok', DETAIL, (answer, { query }) => {
			if (query.ids.split(',').length === 2) answer.code = 21_001_099;
		}),
	},
	{
		id: 'order-fields',
		what: 'orders have no `is_on_hold_order`',
		plant: eachOrder((order) => delete order.is_on_hold_order),
	},
	{
		id: 'ids-are-text',
		what: 'SKU IDs are numbers',
		plant: eachLine((line) => (line.sku_id = Number(line.sku_id))),
	},
	{
		id: 'times-in-seconds',
		what: '`update_time` comes in milliseconds',
		plant: eachOrder((order) => (order.update_time *= 1_000)),
	},
	{
		id: 'one-line-one-unit',
		what: 'lines have a quantity',
		plant: eachLine((line) => (line.quantity = 1)),
	},
	{
		id: 'bundle-parts',
		what: 'parts of a bundle have no count',
		plant: eachLine(({ combined_listing_skus: parts }) => {
			for (const part of (parts ?? []) as Row[]) delete part.sku_count;
		}),
	},
	{
		id: 'order-kinds',
		what: 'samples are marked by a word',
		plant: eachOrder((order) => (order.is_sample_order = 'NO')),
	},
	{
		id: 'first-hour',
		what: 'an order is released from hold after twelve minutes',
		plant: ({ tiktok }) => releaseHold(tiktok, tiktok.orderOf('on hold, released later').id),
	},
	{
		id: 'package-ids',
		what: 'packages exist before shipping in the US',
		plant: eachOrder((order) => {
			if (order.status === 'AWAITING_SHIPMENT') order.packages = [{ id: '1152000000000000001' }];
		}),
	},
	{
		id: 'on-hold-address',
		what: 'an order on hold shows its address',
		plant: eachOrder((order) => {
			if (order.status !== 'ON_HOLD') return;
			order.recipient_address = {
				name: 'Emerson Gray',
				address_line1: '3 Park Place',
				district_info: [],
			};
		}),
	},
	{
		id: 'address-fields',
		what: 'recipients have no `name`',
		plant: eachOrder(({ recipient_address: recipient }) => delete recipient?.name),
	},
	{
		id: 'address-levels',
		what: 'the level of the state has another name',
		plant: eachOrder(({ recipient_address: recipient }) => {
			for (const level of recipient?.district_info ?? []) {
				if (level.address_level === 'L1') level.address_level_name = 'Zone';
			}
		}),
	},
	{
		id: 'warehouse-fields',
		what: 'store warehouses have another type',
		plant: eachRow(/\/warehouses$/, 'warehouses', (row) => (row.type = 'STORE')),
	},
	{
		id: 'order-warehouse',
		what: 'a warehouse of orders is not in the list',
		plant: changing<RowsAnswer>('tiktok', /\/warehouses$/, ({ data }) => data?.warehouses.pop()),
	},
	{
		id: 'order-delivery-option',
		what: "the orders' delivery option is not in the list of their warehouse",
		plant: changing<RowsAnswer>('tiktok', /\/delivery_options$/, ({ data }) =>
			data?.delivery_options.shift(),
		),
	},
	{
		id: 'providers-by-option',
		what: 'the list of providers is empty',
		plant: changing<RowsAnswer>('tiktok', /\/shipping_providers$/, ({ data }) => {
			if (data) data.shipping_providers = [];
		}),
	},
	{
		id: 'platform-option',
		what: 'an option that TikTok Shop ships is refused with another code',
		plant: otherCode('tiktok', 21008117, 21008100),
	},
	{
		id: 'product-fields',
		what: 'SKUs have no `seller_sku`',
		plant: eachRow(/\/products\/search$/, 'products', ({ skus }) => {
			for (const sku of skus as Row[]) delete sku.seller_sku;
		}),
	},
	...CANCELLATION_DIFFERENCES,
	{
		id: 'envelope',
		what: 'HTTP 200 with a code that is a text',
		plant: changing<{ code: number | string }>('tiktok', API, (answer) => {
			answer.code = String(answer.code);
		}),
	},
	{
		id: 'limits-announced',
		what: 'a header announces the limit',
		plant: changing('tiktok', API, () => undefined, { 'x-ratelimit-remaining': '49' }),
	},
];
