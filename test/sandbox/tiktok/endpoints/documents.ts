import type { FastifyInstance } from 'fastify';
import { TikTokRefusal } from '../answer';
import type { Endpoint, TikTokCall } from '../endpoint';
import type { TikTokWorld } from '../world';
import { ownPackage } from './fulfillment';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Labels of parcels that TikTok Shop ships, once shipping was arranged (TikTok Shop API §4.6): ship first 21023035, not ready yet
 * 11034037, after pickup 21042102. Which code a seller-shipped package gets is unknown; 21008043 stands for it here.
 */
function shippingDocument(call: TikTokCall): object {
	const { world } = call;
	const parcel = ownPackage(call);
	const order = world.order(parcel.orderId);
	if (order.shippingType !== 'TIKTOK') {
		throw new TikTokRefusal(21008043, 'The package is not shipped by TikTok');
	}
	if (parcel.shippedTime === undefined) {
		throw new TikTokRefusal(21023035, 'Ship the package first');
	}
	if (order.status !== 'AWAITING_COLLECTION' && order.status !== 'PARTIALLY_SHIPPING') {
		throw new TikTokRefusal(21042102, 'The package has been picked up');
	}
	if (world.now() < parcel.shippedTime * 1000 + world.labelDelayMs) {
		throw new TikTokRefusal(11034037, 'The document is not ready yet');
	}
	const until = world.now() + DAY_MS;
	return {
		doc_url: `${world.baseUrl}/wsos_v2/oec_fulfillment_doc_tts/${parcel.id}?until=${until}`,
		tracking_number: parcel.trackingNumber,
	};
}

export const documentEndpoints: Endpoint[] = [
	{
		method: 'GET',
		route: '/fulfillment/202309/packages/:package_id/shipping_documents',
		scope: 'seller.fulfillment.basic',
		cipher: 'required',
		query: {
			document_type: {
				kind: 'string',
				required: true,
				values: [
					'SHIPPING_LABEL',
					'PACKING_SLIP',
					'SHIPPING_LABEL_AND_PACKING_SLIP',
					'SHIPPING_LABEL_PICTURE',
					'HAZMAT_LABEL',
					'INVOICE_LABEL',
				],
			},
			document_size: { kind: 'string', values: ['A6', 'A5'] },
			document_format: { kind: 'string', values: ['PDF', 'ZPL'] },
		},
		handle: shippingDocument,
	},
];

/** The smallest page a PDF reader opens, with the number of the package in it. */
const pdfOf = (packageId: string): string =>
	[
		'%PDF-1.4',
		'1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
		'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
		'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 298 420]>>endobj',
		`% label of package ${packageId}`,
		'trailer<</Root 1 0 R>>',
		'%%EOF',
	].join('\n');

/** Where the documents lie: another host than the API in reality, readable by everyone who has the address, for 24 hours. */
export function addDocuments(server: FastifyInstance, world: TikTokWorld): void {
	server.get<{ Params: { id: string }; Querystring: { until?: string } }>(
		'/wsos_v2/oec_fulfillment_doc_tts/:id',
		async (request, reply) => {
			const { id } = request.params;
			if (!world.packages.has(id)) return await reply.code(404).send('');
			if (world.now() > Number(request.query.until)) return await reply.code(403).send('expired');
			return await reply.header('content-type', 'application/pdf').send(Buffer.from(pdfOf(id)));
		},
	);
}
