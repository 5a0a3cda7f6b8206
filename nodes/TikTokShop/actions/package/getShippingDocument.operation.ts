import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { optionsOf, showFor } from '../../../shared/parameters';
import type { ItemAnswer } from '../../../shared/forEachItem';
import { scalarText } from '../../../shared/redact';
import { download } from '../../transport/download';
import { fieldsIn } from '../../transport/listIn';
import { apiPath } from '../../transport/path';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';
import { packageIdOf } from './packageId';

export const option = {
	name: 'Get Shipping Document',
	description: 'Download the label or packing slip of a package that TikTok Shop ships',
	action: 'Get the shipping document of a package',
};

export const outputs = ['Documents', 'Exceptions'];

export const description: INodeProperties[] = showFor('package', 'getShippingDocument', [
	shopLocator,
	{
		displayName: 'Package ID',
		name: 'packageId',
		type: 'string',
		required: true,
		default: '={{ $json.packageId }}',
		description: 'ID of a package whose shipping was arranged, e.g. by Arrange Shipping',
	},
	{
		displayName: 'Document Type',
		name: 'documentType',
		type: 'options',
		options: [
			{ name: 'Hazmat Label', value: 'HAZMAT_LABEL' },
			{ name: 'Invoice Label (Brazil)', value: 'INVOICE_LABEL' },
			{ name: 'Packing Slip', value: 'PACKING_SLIP' },
			{ name: 'Shipping Label', value: 'SHIPPING_LABEL' },
			{ name: 'Shipping Label and Packing Slip', value: 'SHIPPING_LABEL_AND_PACKING_SLIP' },
			{ name: 'Shipping Label as Picture', value: 'SHIPPING_LABEL_PICTURE' },
		],
		default: 'SHIPPING_LABEL',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
	},
	optionsOf([
		{
			displayName: 'Format',
			name: 'documentFormat',
			type: 'options',
			options: [
				{ name: 'PDF', value: 'PDF' },
				{ name: 'ZPL (Brazil, Mexico)', value: 'ZPL' },
			],
			default: 'PDF',
			description: 'Format of the file',
		},
		{
			displayName: 'Size',
			name: 'documentSize',
			type: 'options',
			options: [
				{ name: 'A5', value: 'A5' },
				{ name: 'A6', value: 'A6' },
			],
			default: 'A6',
			description: 'Size of the page',
		},
	]),
]);

/**
 * Get Package Shipping Document (TikTok Shop API §4.6). The file is downloaded at once, because its URL is valid for 24 hours only.
 * The item gets the file and `shippingDocument`.
 */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<ItemAnswer[]> {
	const packageId = packageIdOf(this, itemIndex, /^\d+$/);
	const { connection, shop } = await chosenShop(this, itemIndex);
	const type = this.getNodeParameter('documentType', itemIndex) as string;
	const options = this.getNodeParameter('options', itemIndex, {}) as Record<string, string>;
	const { documentSize, documentFormat = 'PDF' } = options;
	const data = await connection.read<unknown>({
		method: 'GET',
		path: apiPath`/fulfillment/202309/packages/${packageId}/shipping_documents`,
		cipher: shop.cipher,
		query: {
			document_type: type,
			document_size: documentSize,
			document_format: options.documentFormat,
		},
	});
	const { doc_url: url, tracking_number: trackingNumber } = fieldsIn(data);
	if (typeof url !== 'string' || url === '') {
		throw new NodeOperationError(
			this.getNode(),
			`TikTok Shop has no document of package ${packageId}`,
			{
				itemIndex,
				description: 'Run the item again in some minutes.',
			},
		);
	}
	const what = `${type.toLowerCase().replace(/_/g, ' ')} of package ${packageId}`;
	const file = await download(this, url, connection.host, what);
	const { extension, mimeType } = kindOf(type, documentFormat);
	const fileName = `${packageId}-${type.toLowerCase().replace(/_/g, '-')}.${extension}`;
	const item = this.getInputData()[itemIndex];
	const shippingDocument: IDataObject = {
		packageId,
		documentType: type,
		trackingNumber: scalarText(trackingNumber),
		fileName,
	};
	const field = this.getNodeParameter('binaryPropertyName', itemIndex, 'data') as string;
	return [
		{
			json: { ...item.json, shippingDocument },
			binary: {
				...item.binary,
				[field]: await this.helpers.prepareBinaryData(file, fileName, mimeType),
			},
		},
	];
}

function kindOf(type: string, format: string): { extension: string; mimeType: string } {
	if (type === 'SHIPPING_LABEL_PICTURE') return { extension: 'png', mimeType: 'image/png' };
	if (format === 'ZPL') return { extension: 'zpl', mimeType: 'text/plain' };
	return { extension: 'pdf', mimeType: 'application/pdf' };
}
