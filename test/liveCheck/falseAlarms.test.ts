import type { AssumptionId } from '../../scripts/liveCheck/assumptions';
import type { Sandbox } from '../sandbox';
import {
	bodyOf,
	changing,
	type OrdersAnswer,
	type Row,
	type RowsAnswer,
} from './differences/difference';
import { check, closeWorlds, world } from './support';

afterEach(closeWorlds);

interface Harmless {
	what: string;
	plant(sandbox: Sandbox): void;
	/** What can still not be said, and why. */
	notSeen?: [id: AssumptionId, words: string];
}

const OMS_DETAIL = /\/outboundOrder\/detail$/;

interface ListAnswer {
	data: Row[] | null;
}

const HARMLESS: Harmless[] = [
	{
		what: 'a scope that the app lacks',
		plant: ({ tiktok }) => {
			tiktok.consent = { scopes: ['seller.authorization.info', 'seller.order.info'] };
		},
		notSeen: ['warehouse-fields', '105005'],
	},
	{
		what: 'a scope that one call needs in addition',
		plant: changing<RowsAnswer>('tiktok', /\/shipping_providers$/, (answer) => {
			answer.code = 105005;
		}),
		notSeen: ['providers-by-option', '105005'],
	},
	{
		what: 'a fault for the moment in one call of many',
		plant: ({ faults }) =>
			faults.add({ service: 'tiktok', path: /orders\/search$/, kind: '503', after: 5 }),
	},
	{
		what: 'a fault of the OMS for the moment',
		plant: ({ faults }) =>
			faults.add({ service: 'oms', path: /pageOpen$/, kind: 'okWithErrorBody' }),
		notSeen: ['oms-stock-fields', '100011'],
	},
	{
		what: 'the used-up quota of a Development Shop',
		plant: changing<OrdersAnswer & { message: string }>('tiktok', /orders\/search$/, (answer) => {
			answer.code = 36009037;
			answer.data = null;
		}),
		notSeen: ['page-tokens', '36009037'],
	},
	{
		what: 'an order that changes while it is looked at',
		plant: (sandbox) => {
			changing<OrdersAnswer>('tiktok', /orders\/search$/, ({ data }, call) => {
				const { update_time_ge: from, update_time_lt: to } = bodyOf(call);
				if (!data || Number(to) - Number(from) !== 1 || data.orders.length === 0) return;
				for (const { id } of data.orders.splice(0)) {
					sandbox.tiktok.order(id).updateTime = sandbox.tiktok.seconds();
				}
			})(sandbox);
		},
		notSeen: ['window-start', 'changed meanwhile'],
	},
	{
		what: "outbound orders made in the OMS's web pages, without a third number",
		plant: changing<RowsAnswer>('oms', /\/pageList$/, ({ data }) => {
			for (const row of (data?.records ?? []).slice(1)) row.thirdOrderNo = null;
		}),
	},
	{
		what: 'details without a carrier before shipping',
		plant: changing<ListAnswer>('oms', OMS_DETAIL, ({ data }) => {
			for (const row of data ?? []) {
				if (row.status !== 3)
					Object.assign(row, { logisticsCarrier: null, logisticsTrackNo: null });
			}
		}),
	},
	{
		what: 'a shipped order without parcels',
		plant: changing<ListAnswer>('oms', OMS_DETAIL, ({ data }) => {
			for (const row of data ?? []) row.expressList = [];
		}),
		notSeen: ['oms-parcel-contents', 'in its parcels'],
	},
	{
		what: 'a status that is text in place of a number',
		plant: changing<RowsAnswer>('oms', /\/pageList$/, ({ data }) => {
			for (const row of data?.records ?? []) row.status = String(row.status);
		}),
	},
	{
		what: '`orders` left out where nothing was found',
		plant: changing<{ data: Row | null }>('tiktok', /orders\/search$/, ({ data }) => {
			if (Array.isArray(data?.orders) && data.orders.length === 0) delete data.orders;
		}),
	},
	{
		what: 'an order of others that is refused with 21008111',
		plant: ({ tiktok }) => {
			tiktok.refusesForeignOrders = true;
		},
	},
];

it.each(HARMLESS)('raises no alarm: $what', async ({ plant, notSeen }) => {
	const sandbox = await world();
	plant(sandbox);
	const { findings } = await check(sandbox);
	const refuted = findings.filter(({ verdict }) => verdict === 'refuted');
	expect(refuted.map(({ assumption, note }) => [assumption.id, note])).toEqual([]);
	if (!notSeen) return;
	const [id, words] = notSeen;
	const finding = findings.find(({ assumption }) => assumption.id === id);
	expect([finding?.verdict, finding?.note]).toEqual(['not seen', expect.stringContaining(words)]);
});
