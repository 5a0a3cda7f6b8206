import {
	badParameter,
	missing,
	objectOf,
	omsPage,
	OmsRefusal,
	omsTime,
	onlyKnown,
	textList,
	textOf,
	windowOf,
	type OmsPage,
} from './answer';
import type { OutboundOrder, OutboundStatus } from './types';
import type { OmsWorld } from './world';

const STATUS_NAMES: Record<OutboundStatus, string> = {
	0: '新建',
	1: '已获取面单',
	2: '仓库处理中',
	3: '已出库',
	4: '已取消',
	5: '异常',
	6: '拦截中',
	7: '面单异常',
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Fields of the create call that detail and page show again (OMS API §1.6). */
const SHOWN_AGAIN = [
	'receiver',
	'telephone',
	'email',
	'companyName',
	'addressOne',
	'addressTwo',
	'houseNum',
	'cityName',
	'provinceName',
	'provinceCode',
	'postCode',
	'countryRegionCode',
	'taxNum',
	'salesPlatform',
	'storeName',
	'remark',
];

/** What page and detail both show. */
function summary(world: OmsWorld, order: OutboundOrder): object {
	const time = (epochMs: number | undefined): string =>
		epochMs === undefined ? '' : omsTime(world, epochMs);
	return {
		outboundOrderNo: order.outboundOrderNo,
		thirdOrderNo: order.thirdOrderNo,
		platformOrderNo: order.platformOrderNo,
		referOrderNo: order.referOrderNo,
		status: order.shownStatus === undefined ? order.status : order.shownStatus,
		statusName: STATUS_NAMES[order.status],
		exceptionDesc: order.exceptionDesc ?? '',
		whCode: order.whCode,
		logisticsChannel: order.logisticsChannel,
		logisticsCarrier: order.carrier,
		logisticsTrackNo: order.trackNo,
		salesPlatform: order.given.salesPlatform ?? '',
		storeName: order.given.storeName ?? '',
		orderCreateTime: time(order.createdAt),
		outboundTime: time(order.outboundAt),
		canceledTime: time(order.cancelledAt),
	};
}

function parcelsOf(world: OmsWorld, order: OutboundOrder): object[] {
	const packing = order.packing ?? [order.lines];
	return world.trackNosOf(order).map((trackNo, index) => ({
		trackNo,
		pkgSkuNumInfo: packing[index].map(({ sku, quantity }) => `${sku}*${quantity}`).join(','),
		weight: 0.5,
		length: 12,
		width: 10,
		height: 10,
		fileUrl: '',
	}));
}

function detailView(world: OmsWorld, order: OutboundOrder): object {
	const shipped = order.status === 3;
	const packed = new Map<string, number>();
	for (const { sku, quantity } of (order.packing ?? [order.lines]).flat()) {
		packed.set(sku, (packed.get(sku) ?? 0) + quantity);
	}
	return {
		...summary(world, order),
		...Object.fromEntries(SHOWN_AGAIN.map((name) => [name, order.given[name] ?? ''])),
		orderTypeName: '一件代发',
		subOrderTypeName: '产品出库',
		logisticsTrackNos: world.trackNosOf(order).filter(Boolean),
		expressList: shipped ? parcelsOf(world, order) : [],
		productList: order.lines.map(({ sku, quantity }) => ({
			sku,
			productName: world.products.get(sku)?.productName ?? '',
			quantity,
			realQuantity: shipped ? Math.min(quantity, packed.get(sku) ?? 0) : 0,
			remark: '',
		})),
		costItems: [],
		costTotal: 0,
		costCurrencyCode: 'USD',
		appendixList: [],
	};
}

const NUMBER_LISTS = {
	outboundOrderNoList: 'outboundOrderNo',
	thirdOrderNoList: 'thirdOrderNo',
	referOrderNoList: 'referOrderNo',
} as const;

/** `/v1/outboundOrder/detail`: one kind of number, up to 50; unknown numbers are absent. */
export function outboundDetail(world: OmsWorld, data: unknown): object[] {
	const request = objectOf(data) ?? {};
	onlyKnown(request, Object.keys(NUMBER_LISTS));
	const given = Object.entries(NUMBER_LISTS).filter(([name]) => request[name] !== undefined);
	if (given.length !== 1) throw missing(Object.keys(NUMBER_LISTS).join(' / '));
	const [list, field] = given[0];
	const numbers = textList(request[list], list, 50);
	return world.withNumbers(field, numbers).map((order) => detailView(world, order));
}

const ofNumbers = (orders: readonly OutboundOrder[], numbers: readonly string[]): OutboundOrder[] =>
	orders.filter(({ outboundOrderNo }) => numbers.includes(outboundOrderNo));

/**
 * `/v1/outboundOrder/pageList`. Without order numbers a creation window is needed, and not a very wide one: 10002
 * (OMS API §1.3). Newest first.
 */
export function outboundPage(world: OmsWorld, data: unknown): OmsPage {
	const request = objectOf(data) ?? {};
	onlyKnown(request, ['page', 'pageSize', 'outboundOrderNos', 'timeType', 'startTime', 'endTime']);
	const window = windowOf(world, request, 'orderCreateTime');
	const numbers = textOf(request.outboundOrderNos).split(',').filter(Boolean);
	if (request.outboundOrderNos !== undefined && numbers.length === 0) {
		throw badParameter('outboundOrderNos');
	}
	const tooWide = !window || window.to - window.from > world.widestWindowDays * DAY_MS;
	if (tooWide && numbers.length === 0)
		throw new OmsRefusal('10002', '查询数据量过大，请缩小时间范围');
	const { from, to } = window ?? { from: 0, to: Number.POSITIVE_INFINITY };
	const created = world.createdWithin(from, to);
	const rows = numbers.length === 0 ? created : ofNumbers(created, numbers);
	rows.reverse();
	return omsPage(rows, request, (order) => summary(world, order));
}

const numbersOf = (data: unknown): string[] => {
	const request = objectOf(data) ?? {};
	onlyKnown(request, ['outboundOrderNoList']);
	return textList(request.outboundOrderNoList, 'outboundOrderNoList', 100);
};

/** `/v1/outboundOrder/cancel`: only takes the request in; status 0 accepted, 2 refused (OMS API §1.6). */
export function cancelOutbound(world: OmsWorld, data: unknown): object[] {
	return numbersOf(data).map((outboundOrderNo) => {
		const order = world.outbound.get(outboundOrderNo);
		if (!order) return { outboundOrderNo, status: 2, msg: '订单不存在' };
		const { thirdOrderNo } = order;
		if (order.status === 3 || order.status === 4) {
			const msg = `订单${STATUS_NAMES[order.status]}，不能取消`;
			return { outboundOrderNo, thirdOrderNo, status: 2, msg };
		}
		order.cancel ??= { askedAt: world.now(), state: 'pending' };
		return { outboundOrderNo, thirdOrderNo, status: 0, msg: '操作成功' };
	});
}

/** `/v1/outboundOrder/selectBizStatus`: 0 in progress, 1 cancelled, 2 refused (OMS API §1.6). */
export function cancelResult(world: OmsWorld, data: unknown): object[] {
	const statusOf = { pending: 0, done: 1, refused: 2 };
	return numbersOf(data).map((outboundOrderNo) => {
		const order = world.outbound.get(outboundOrderNo);
		const state = order?.cancel?.state;
		if (!order || !state) return { outboundOrderNo, status: 2, msg: '没有取消申请' };
		const msg = state === 'refused' ? '订单已出库' : '操作成功';
		return { outboundOrderNo, thirdOrderNo: order.thirdOrderNo, status: statusOf[state], msg };
	});
}

/** `/v1/outboundOrder/updateTrackNoAndLabel`: own-label orders in processing or label exception (OMS API §1.6). */
export function updateTracking(world: OmsWorld, data: unknown): object {
	const request = objectOf(data) ?? {};
	onlyKnown(request, ['outboundOrderNo', 'trackingNumber', 'labelUrl', 'labelBase64']);
	const order = world.outbound.get(textOf(request.outboundOrderNo));
	if (!order) throw badParameter('订单不存在');
	const number = textOf(request.trackingNumber);
	if (!number && !request.labelUrl && !request.labelBase64) throw missing('trackingNumber');
	const own = order.logisticsChannel === 'Upload_Shipping_Label';
	if (!own || (order.status !== 2 && order.status !== 7)) {
		throw new OmsRefusal('100008', `订单${STATUS_NAMES[order.status]}，不能修改`);
	}
	if (number) order.trackNo = number;
	return { outboundOrderNo: order.outboundOrderNo, success: true, msg: '操作成功' };
}
