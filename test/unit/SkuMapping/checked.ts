import { checkMapping, type CheckInput } from '../../../nodes/SkuMapping/checkMapping/check';
import { line, order } from '../../support/items/mappingOrder';

export const row = (more: object = {}) => ({
	store_code: '*',
	platform_sku: 'MUG',
	system_sku: 'SYS-MUG',
	quantity: 1,
	...more,
});

/** [row, code] of each problem. */
export const found = (rows: unknown[], input: CheckInput = {}) =>
	checkMapping(rows, input).problems.map(({ row: number, code }) => [number, code]);

export const reasons = (rows: unknown[], input: CheckInput = {}) =>
	checkMapping(rows, input).problems.map(({ reason }) => reason);

export const withUnits = (code: string, sku: string, units: number, orderId: string) =>
	order([line(sku, units)], {
		orderId,
		shop: { id: `id ${code}`, code, name: '', region: 'US', sellerType: 'LOCAL' },
	});
