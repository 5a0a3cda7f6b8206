import { badParameter, objectOf, OmsRefusal, textOf } from './answer';
import type { OutboundLine } from './types';
import { SPECIAL_CHANNELS, type OmsWorld } from './world';

const REQUIRED = ['whCode', 'thirdOrderNo', 'subOrderType', 'logisticsChannel', 'productList'];

/** Asked for unless the caller brings the label, which has the address. */
const ADDRESS = [
	'receiver',
	'countryRegionCode',
	'provinceCode',
	'provinceName',
	'cityName',
	'postCode',
	'addressOne',
];

/** Where people write no postal code; whether the real OMS asks for one there is unknown (OMS API §1.5). */
const WITHOUT_POSTAL_CODE = ['HK', 'ID', 'IE', 'PH', 'VN'];

const OPTIONAL_TEXTS = [
	'platformOrderNo',
	'referOrderNo',
	'addressTwo',
	'telephone',
	'email',
	'companyName',
	'houseNum',
	'taxNum',
	'salesPlatform',
	'store',
	'storeName',
	'signatureService',
	'remark',
];

const NOT_TEXT = ['subOrderType', 'productList', 'label', 'fileList'];
const KNOWN = [...REQUIRED, ...ADDRESS, ...OPTIONAL_TEXTS, 'label', 'fileList'];
const BATCH = 100;

/** One row of the reply: the call succeeds as a whole, each row for itself (OMS API §1.3, §1.5). */
export interface CreatedRow {
	success: boolean;
	orderNo: string;
	thirdOrderNo: string;
	msg: string;
}

class RowRefusal extends Error {}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** The fields that this order must have. */
function requiredOf(world: OmsWorld, row: Readonly<Record<string, unknown>>): string[] {
	if (row.logisticsChannel === 'Upload_Shipping_Label') return REQUIRED;
	const needsPostalCode =
		world.alwaysNeedsPostalCode || !WITHOUT_POSTAL_CODE.includes(textOf(row.countryRegionCode));
	return [...REQUIRED, ...ADDRESS.filter((name) => name !== 'postCode' || needsPostalCode)];
}

function checkFields(world: OmsWorld, row: Readonly<Record<string, unknown>>): void {
	for (const name of requiredOf(world, row)) {
		if (isEmpty(row[name])) throw new RowRefusal(`${name} 不能为空`);
	}
	for (const [name, value] of Object.entries(row)) {
		if (!KNOWN.includes(name)) throw new RowRefusal(`不支持的参数 ${name}`);
		if (!NOT_TEXT.includes(name) && value !== null && typeof value !== 'string') {
			throw new RowRefusal(`${name} 必须是字符串`);
		}
	}
	if (row.subOrderType !== 1) throw new RowRefusal('subOrderType 不支持');
	const country = textOf(row.countryRegionCode);
	if (country !== '' && !/^[A-Z]{2}$/.test(country)) {
		throw new RowRefusal('countryRegionCode 应为二字码');
	}
	if (textOf(row.remark).length > 255) throw new RowRefusal('remark 最多 255 个字符');
}

function linesOf(row: Readonly<Record<string, unknown>>): OutboundLine[] {
	const list: unknown[] = Array.isArray(row.productList) ? row.productList : [];
	if (list.length === 0) throw new RowRefusal('productList 不能为空');
	return list.map((entry) => {
		const { sku, quantity, ...others } = objectOf(entry) ?? {};
		const unknown = Object.keys(others)[0];
		if (unknown) throw new RowRefusal(`不支持的参数 productList.${unknown}`);
		if (typeof sku !== 'string' || sku === '') throw new RowRefusal('productList.sku 不能为空');
		if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) {
			throw new RowRefusal(`SKU ${sku} 数量必须是大于 0 的整数`);
		}
		return { sku, quantity };
	});
}

function checkGoods(world: OmsWorld, whCode: string, lines: readonly OutboundLine[]): void {
	const wanted = new Map<string, number>();
	for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
	for (const [sku, quantity] of wanted) {
		if (!world.products.get(sku)?.registeredIn.includes(whCode)) {
			throw new RowRefusal(`SKU ${sku} 未维护新品`);
		}
		if ((world.stockOf(whCode, sku)?.available ?? 0) < quantity) {
			throw new RowRefusal(`SKU ${sku} 库存不足`);
		}
	}
}

/**
 * Takes one order in. A `thirdOrderNo` that exists already is accepted once more: whether the real OMS refuses it is
 * unknown (OMS API §1.3), so the sandbox shows every duplicate a client makes.
 */
function createOne(world: OmsWorld, row: Readonly<Record<string, unknown>>): string {
	checkFields(world, row);
	const whCode = textOf(row.whCode);
	const logisticsChannel = textOf(row.logisticsChannel);
	if (!world.warehouse(whCode)) throw new RowRefusal(`仓库 ${whCode} 不存在`);
	const special = SPECIAL_CHANNELS.includes(logisticsChannel);
	if (!special && !world.channel(whCode, logisticsChannel)) {
		throw new RowRefusal(`物流渠道不可用 ${logisticsChannel}`);
	}
	if (logisticsChannel === 'Upload_Shipping_Label' && !objectOf(row.label)?.fileData) {
		throw new RowRefusal('label.fileData 不能为空');
	}
	const lines = linesOf(row);
	checkGoods(world, whCode, lines);
	const texts = Object.entries(row).flatMap(
		([name, value]): Array<[string, string]> => (typeof value === 'string' ? [[name, value]] : []),
	);
	const accepted = world.accept({
		thirdOrderNo: textOf(row.thirdOrderNo),
		platformOrderNo: textOf(row.platformOrderNo),
		referOrderNo: textOf(row.referOrderNo),
		whCode,
		logisticsChannel,
		status: 0,
		given: Object.fromEntries(texts),
		lines,
		carrier: '',
		trackNo: '',
	});
	return accepted.outboundOrderNo;
}

/** `/v1/outboundOrder/create`: up to 100 orders, one row of the reply for each (OMS API §1.4, §1.5). */
export function createOutboundOrders(world: OmsWorld, data: unknown): CreatedRow[] {
	if (!Array.isArray(data) || data.length === 0) throw badParameter('data 应为数组');
	if (data.length > BATCH) throw badParameter(`最多 ${BATCH} 条`);
	for (const entry of data) {
		const refusal = world.refusals.get(textOf(objectOf(entry)?.thirdOrderNo));
		if (refusal) throw new OmsRefusal(refusal.code, refusal.message, refusal.status);
	}
	return data.map((entry) => {
		const row = objectOf(entry) ?? {};
		const thirdOrderNo = textOf(row.thirdOrderNo);
		try {
			return { success: true, orderNo: createOne(world, row), thirdOrderNo, msg: '操作成功' };
		} catch (error) {
			if (!(error instanceof RowRefusal)) throw error;
			return { success: false, orderNo: '', thirdOrderNo, msg: error.message };
		}
	});
}
