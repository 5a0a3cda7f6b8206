import { changing, rename, type Difference, type OrdersAnswer, type Row } from './difference';

interface CancellationsAnswer {
	data: { cancellations?: Row[] } | null;
}

const CANCELLATIONS = /\/cancellations\/search$/;

const eachCancellation = (change: (row: Row) => void) =>
	changing<CancellationsAnswer>('tiktok', CANCELLATIONS, ({ data }) =>
		data?.cancellations?.forEach(change),
	);

/** One difference for each assumption about cancellations that reading shows. */
export const CANCELLATION_DIFFERENCES: Difference[] = [
	{
		id: 'cancellation-search',
		what: 'cancellations do not say who began them',
		plant: eachCancellation((row) => delete row.role),
	},
	{
		id: 'cancellation-statuses',
		what: 'there is a fifth status of cancellations',
		plant: eachCancellation((row) => {
			if (row.cancel_type === 'CANCEL') row.cancel_status = 'CANCELLATION_REFUNDING';
		}),
	},
	{
		id: 'cancellation-by-order',
		what: 'the filter by order is ignored',
		plant: changing<CancellationsAnswer>('tiktok', CANCELLATIONS, ({ data }, { body }) => {
			if (body === '' || !data?.cancellations) return;
			data.cancellations.push({ ...data.cancellations[0], order_id: '576500000000000001' });
		}),
	},
	{
		id: 'cancel-deadline',
		what: 'a request does not say until when',
		plant: eachCancellation((row) => delete row.seller_next_action_response),
	},
	{
		id: 'cancel-request-flag',
		what: 'an order does not say that its buyer waits',
		plant: changing<OrdersAnswer>('tiktok', /^\/order\/202507\/orders$/, ({ data }) => {
			for (const order of data?.orders ?? []) order.is_buyer_request_cancel = false;
		}),
	},
	{
		id: 'reject-reasons',
		what: 'reasons have another name',
		plant: changing<{ data: Row | null }>('tiktok', /reject_reasons$/, ({ data }) => {
			if (data) rename(data, 'reasons', 'reason_list');
		}),
	},
];
