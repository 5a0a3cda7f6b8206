import {
	dataOf,
	listed,
	missingFields,
	objectsIn,
	StepEnded,
} from '../../../shared/liveCheck/step';
import { shopOf, type Step } from '../context';

/** Reads a page of products (TikTok Shop API §4.8). */
export const products: Step = {
	name: 'products',
	title: 'Read a page of products',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 30_000,
	async run(context) {
		const { findings, tiktok, signal } = context;
		const { cipher } = shopOf(context);
		const answer = await tiktok.call(
			{
				method: 'POST',
				path: '/product/202502/products/search',
				cipher,
				query: { page_size: '20' },
				body: { status: 'ALL' },
			},
			signal,
		);
		const skus = objectsIn(dataOf(context, answer).products).flatMap(({ skus: each }) =>
			objectsIn(each),
		);
		if (skus.length === 0) throw new StepEnded('The shop has no product.');
		const missing = skus.flatMap((sku) => missingFields(sku, ['id', 'seller_sku']));
		const empty = skus.filter(({ seller_sku: sku }) => sku === '').length;
		const note =
			missing.length > 0
				? `Missing in some: ${listed(missing)}.`
				: `${skus.length} SKUs, ${empty} without a seller SKU.`;
		findings.decide('product-fields', missing.length === 0, note, answer.call);
	},
};
