import { isPlainObject, sum } from 'lodash';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	filtersOf,
	limitOf,
	assertExact,
	RETURN_ALL_AND_LIMIT,
	showFor,
	SIMPLIFY,
} from '../../../shared/parameters';
import { scalarText } from '../../../shared/redact';
import { toText } from '../../../shared/text';
import { listIn } from '../../transport/listIn';
import { collect, pages } from '../../transport/paginate';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';

/** Most seller SKUs of one search, and rows of a page (TikTok Shop API §4.8, §6). */
const MAX_SELLER_SKUS = 10;
const PAGE_SIZE = 100;

/** Fields as TikTok Shop sends them; only the ID is checked. */
interface ApiProduct {
	id: string;
	title?: unknown;
	status?: unknown;
	skus?: unknown;
}

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of products and their seller SKUs',
	action: 'Get many products',
};

export const description: INodeProperties[] = showFor('product', 'getAll', [
	shopLocator,
	...RETURN_ALL_AND_LIMIT,
	SIMPLIFY,
	filtersOf([
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
				{ name: 'Any', value: 'ALL' },
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
	]),
]);

/** Search Products: with Simplify one item per SKU, as a mapping needs it (TikTok Shop API §4.8). */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const { sellerSkus = '', status = 'ALL' } = this.getNodeParameter('filters', itemIndex, {}) as {
		sellerSkus?: string;
		status?: string;
	};
	assertExact(this, itemIndex, 'Seller SKU', sellerSkus);
	const { connection, shop } = await chosenShop(this, itemIndex);
	const skus = toText(sellerSkus)
		.split(',')
		.map((sku) => sku.trim())
		.filter(Boolean)
		.slice(0, MAX_SELLER_SKUS);
	const found = pages(
		connection,
		{
			method: 'POST',
			path: '/product/202502/products/search',
			cipher: shop.cipher,
			body: { status, ...(skus.length > 0 ? { seller_skus: skus } : {}) },
		},
		'products',
		PAGE_SIZE,
	);
	const view = (product: ApiProduct): IDataObject[] =>
		simplify ? skuRows(product, shop.code) : [product as unknown as IDataObject];
	return await collect(productsOf(found, view), limitOf(this, itemIndex));
}

async function* productsOf(
	found: AsyncIterable<unknown[]>,
	view: (product: ApiProduct) => IDataObject[],
): AsyncGenerator<IDataObject[]> {
	for await (const products of found) {
		yield listIn<ApiProduct>({ products }, 'products').flatMap(view);
	}
}

/** One row per SKU. Unreadable fields are empty; a product without a list of SKUs has no rows. */
function skuRows({ id, title, status, skus }: ApiProduct, shopCode: string): IDataObject[] {
	return objectsIn(skus).map((sku) => {
		const [price] = objectsIn([sku.price]);
		return {
			platformSku: scalarText(sku.seller_sku),
			skuId: scalarText(sku.id),
			productId: id,
			productName: scalarText(title),
			status: scalarText(status),
			price: scalarText(price?.sale_price),
			currency: scalarText(price?.currency),
			quantity: sum(objectsIn(sku.inventory).map(({ quantity }) => Number(quantity) || 0)),
			shopCode,
		};
	});
}

function objectsIn(list: unknown): IDataObject[] {
	return Array.isArray(list) ? list.filter(isPlainObject) : [];
}
