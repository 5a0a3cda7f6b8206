import {
	badParameter,
	objectOf,
	omsPage,
	omsTime,
	onlyKnown,
	textOf,
	windowOf,
	type OmsPage,
} from './answer';
import type { OmsProduct, Stock } from './types';
import type { OmsWorld } from './world';

/** `/v1/warehouse/options`: warehouses with their logistics channels (OMS API §1.7). */
export function warehouseOptions(world: OmsWorld): object[] {
	return world.warehouses.map(({ whCode, whNameCn, countryCode, channels }) => ({
		whCode,
		whNameCn,
		countryCode,
		channelDatas: channels.map(({ channelCode, channelName, carrierName }) => ({
			channelCode,
			channelName,
			carrierName,
		})),
	}));
}

/** `/v1/product/pagelist` (lower-case l): independent of stock (OMS API §1.7). */
export function productPage(world: OmsWorld, data: unknown): OmsPage {
	const request = objectOf(data) ?? {};
	onlyKnown(request, ['page', 'pageSize', 'skuList']);
	const skus: unknown = request.skuList;
	if (skus !== undefined && !Array.isArray(skus)) throw badParameter('skuList 应为数组');
	const rows = [...world.products.values()].filter(
		(product) => !Array.isArray(skus) || skus.length === 0 || skus.includes(product.sku),
	);
	return omsPage(
		rows.map(({ registeredIn, ...shown }) => ({
			...shown,
			// 2 approved, 0 new (B63).
			approveStatus: registeredIn.length > 0 ? 2 : 0,
		})),
		request,
	);
}

const PRODUCT_REQUIRED = [
	'sku',
	'productCode',
	'productName',
	'length',
	'width',
	'height',
	'weight',
	'declareNameCn',
	'declareNameEn',
	'declarePrice',
	'currencyCode',
	'countryOfOriginName',
	'dangerousCargo',
];
const PRODUCT_SIZES = ['length', 'width', 'height', 'weight'];
const PRODUCT_BATCH = 200;

function productFault(world: OmsWorld, row: Readonly<Record<string, unknown>>): string {
	const empty = PRODUCT_REQUIRED.find((name) => textOf(row[name]) === '');
	if (empty) return `${empty} 不能为空`;
	const size = PRODUCT_SIZES.find((name) => {
		const value = Number(row[name]);
		return !(value >= 0.001 && value <= 99_999.999);
	});
	if (size) return `${size} 应在 0.001-99999.999 之间`;
	if (row.currencyCode !== 'USD') return 'currencyCode 固定为 USD';
	return world.products.has(textOf(row.sku)) ? `SKU ${textOf(row.sku)} 已存在` : '';
}

/** `/v1/product/batchCreate`: up to 200; new products wait for the warehouse to register them (OMS API §1.7). */
export function createProducts(world: OmsWorld, data: unknown): object[] {
	if (!Array.isArray(data) || data.length === 0) throw badParameter('data 应为数组');
	if (data.length > PRODUCT_BATCH) throw badParameter(`最多 ${PRODUCT_BATCH} 条`);
	return data.map((entry) => {
		const row = objectOf(entry) ?? {};
		const sku = textOf(row.sku);
		const fault = productFault(world, row);
		if (fault) return { sku, success: false, message: fault };
		const product: OmsProduct = {
			sku,
			productCode: textOf(row.productCode),
			productName: textOf(row.productName),
			weight: textOf(row.weight),
			length: textOf(row.length),
			width: textOf(row.width),
			height: textOf(row.height),
			registeredIn: [],
		};
		world.products.set(sku, product);
		return { sku, success: true, message: '操作成功' };
	});
}

const STOCK_FIELDS = [
	'page',
	'pageSize',
	'skuList',
	'whCodeList',
	'stockType',
	'inventoryType',
	'timeType',
	'startTime',
	'endTime',
];
const DEFAULT_WINDOW_MS = 30 * 24 * 60 * 60 * 1000;

/** A list the OMS wants as one comma-joined string (OMS API §1.7). */
function joined(value: unknown, name: string): string[] {
	if (value === undefined) return [];
	if (typeof value !== 'string') throw badParameter(`${name} 应为逗号分隔的字符串`);
	return value.split(',').filter(Boolean);
}

function stockView(world: OmsWorld, row: Stock): object {
	const total = row.available + row.locked;
	const none = { availableAmount: 0, lockAmount: 0, transportAmount: 0 };
	return {
		customerCode: 'SANDBOX',
		whCode: row.whCode,
		whName: world.warehouse(row.whCode)?.whNameCn ?? '',
		sku: row.sku,
		stockType: 0,
		totalAmount: total,
		productTotalAmount: total,
		boxTotalAmount: 0,
		fbaReturnTotalAmount: 0,
		productName: world.products.get(row.sku)?.productName ?? '',
		operateTime: omsTime(world, row.movedAt),
		productType: 1,
		productStockDtl: {
			availableAmount: row.available,
			lockAmount: row.locked,
			transportAmount: 0,
		},
		boxStockDtl: none,
		fbaReturnStockDtl: none,
	};
}

/**
 * `/v1/integratedInventory/pageOpen`. A SKU that has not moved inside the window is absent, not zero; without a window the
 * sandbox looks back 30 days (OMS API §1.7, trap).
 */
export function stockPage(world: OmsWorld, data: unknown): OmsPage {
	const request = objectOf(data) ?? {};
	onlyKnown(request, STOCK_FIELDS);
	const skus = joined(request.skuList, 'skuList');
	const whCodes = joined(request.whCodeList, 'whCodeList');
	if (skus.length > 100) throw badParameter('skuList 最多 100 个');
	const now = world.now();
	const window = windowOf(world, request, 'operateTime') ?? {
		from: now - DEFAULT_WINDOW_MS,
		to: now,
	};
	const good = request.stockType === undefined || request.stockType === 0;
	const rows = world.stock.filter(
		(row) =>
			good &&
			(skus.length === 0 || skus.includes(row.sku)) &&
			(whCodes.length === 0 || whCodes.includes(row.whCode)) &&
			row.movedAt >= window.from &&
			row.movedAt <= window.to,
	);
	return omsPage(
		rows.map((row) => stockView(world, row)),
		request,
	);
}
