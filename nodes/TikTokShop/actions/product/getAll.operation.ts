import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	limitOf,
	refuseInexact,
	RETURN_ALL_AND_LIMIT,
	showFor,
	SIMPLIFY,
} from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { collect, pages } from '../../transport/paginate';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';

/** Most seller SKUs a search takes, and rows a page (contract §4.8, §6). */
const SELLER_SKUS = 10;
const PAGE_SIZE = 100;

interface ApiProduct {
	id: string;
	title?: string;
	status?: string;
	skus?: Array<{
		id: string;
		seller_sku?: string;
		price?: { sale_price?: string; currency?: string };
		inventory?: Array<{ warehouse_id?: string; quantity?: number }>;
	}>;
}

export const description: INodeProperties[] = showFor('product', 'getAll', [
	shopLocator,
	...RETURN_ALL_AND_LIMIT,
	SIMPLIFY,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Seller SKUs',
				name: 'sellerSkus',
				type: 'string',
				default: '',
				placeholder: 'e.g. MUG-BLUE-350, TEA-GREEN-100',
				description: 'Comma-separated, at most 10',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Active', value: 'ACTIVATE' },
					{ name: 'All', value: 'ALL' },
					{ name: 'Deactivated by Platform', value: 'PLATFORM_DEACTIVATED' },
					{ name: 'Deactivated by Seller', value: 'SELLER_DEACTIVATED' },
					{ name: 'Deleted', value: 'DELETED' },
					{ name: 'Draft', value: 'DRAFT' },
					{ name: 'Failed', value: 'FAILED' },
					{ name: 'Frozen', value: 'FREEZE' },
					{ name: 'Pending', value: 'PENDING' },
				],
				default: 'ALL',
			},
		],
	},
]);

/** Search Products: with Simplify one item per SKU, which is what a mapping needs (contract §4.8). */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const { sellerSkus = '', status = 'ALL' } = this.getNodeParameter('filters', itemIndex, {}) as {
		sellerSkus?: string;
		status?: string;
	};
	refuseInexact(this, itemIndex, 'Seller SKU', sellerSkus);
	const { connection, shop } = await chosenShop(this, itemIndex);
	const skus = toText(sellerSkus)
		.split(',')
		.map((sku) => sku.trim())
		.filter(Boolean)
		.slice(0, SELLER_SKUS);
	const found = pages(
		connection,
		{
			method: 'POST',
			path: '/product/202502/products/search',
			cipher: shop.cipher,
			body: { status, ...(skus.length > 0 ? { seller_skus: skus } : {}) },
		},
		({ products }) =>
			((products ?? []) as ApiProduct[]).flatMap((product) =>
				simplify ? skuRows(product, shop.code) : [product as unknown as IDataObject],
			),
		PAGE_SIZE,
	);
	return await collect(found, limitOf(this, itemIndex));
}

function skuRows({ id, title, status, skus = [] }: ApiProduct, shopCode: string): IDataObject[] {
	return skus.map((sku) => ({
		platformSku: sku.seller_sku ?? '',
		skuId: sku.id,
		productId: id,
		productName: title ?? '',
		status: status ?? '',
		price: sku.price?.sale_price ?? '',
		currency: sku.price?.currency ?? '',
		quantity: (sku.inventory ?? []).reduce((sum, { quantity = 0 }) => sum + quantity, 0),
		shopCode,
	}));
}
