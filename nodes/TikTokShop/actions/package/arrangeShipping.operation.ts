import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { assertExact, showFor } from '../../../shared/parameters';
import type { ItemAnswer } from '../../../shared/forEachItem';
import { toText } from '../../../shared/text';
import { isDryRun, wouldDo } from '../../../shared/toolRun';
import { shopLabel } from '../../shops/shops';
import { arrangeShipping } from '../../packages/arrangeShipping';
import type { LabelChoice } from '../../packages/decideArrangement';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';
import { orderIdParameter } from '../order/orderParameters';
import { orderIdsIn } from '../order/orderIds';

export const option = {
	name: 'Arrange Shipping',
	description: 'Let TikTok Shop ship an order: it makes package, tracking number and label',
	action: 'Arrange shipping of a package',
};

export const outputs = ['Packages', 'Exceptions'];

export const writes = true;

/** A side of the parcel; the three of them go together. */
const side = (displayName: string, together: string): INodeProperties => ({
	displayName,
	name: displayName.toLowerCase(),
	type: 'number',
	default: 0,
	description: `${displayName} of the parcel, ${together}; US only`,
});

export const description: INodeProperties[] = showFor('package', 'arrangeShipping', [
	{
		displayName:
			'For orders that TikTok Shop ships (shippingType TIKTOK). In the US this buys the label. Running it again arranges nothing a second time.',
		name: 'arrangeNotice',
		type: 'notice',
		default: '',
	},
	shopLocator,
	orderIdParameter,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Dimension Unit',
				name: 'dimensionUnit',
				type: 'options',
				options: [
					{ name: 'Centimeter', value: 'CM' },
					{ name: 'Inch', value: 'INCH' },
				],
				default: 'CM',
				description: 'Unit of length, width and height',
			},
			{
				displayName: 'Handover Method',
				name: 'handoverMethod',
				type: 'options',
				options: [
					{ name: 'Drop Off', value: 'DROP_OFF' },
					{ name: 'Pickup', value: 'PICKUP' },
				],
				default: 'PICKUP',
				description: 'How the carrier gets the parcel; not used in the US',
			},
			side('Height', 'with Length and Width'),
			side('Length', 'with Height and Width'),
			{
				displayName: 'Shipping Service ID',
				name: 'shippingServiceId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7208000000000000001',
				description: "Shipping service to buy; TikTok Shop's default where it is empty. US only.",
			},
			{
				displayName: 'Weight',
				name: 'weight',
				type: 'number',
				default: 0,
				description: 'Weight of the parcel; US only',
			},
			{
				displayName: 'Weight Unit',
				name: 'weightUnit',
				type: 'options',
				options: [
					{ name: 'Gram', value: 'GRAM' },
					{ name: 'Pound', value: 'POUND' },
				],
				default: 'GRAM',
			},
			side('Width', 'with Height and Length'),
		],
	},
]);

/** Lets TikTok Shop ship an order (TikTok Shop API §4.5); returns one item per package. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<ItemAnswer[]> {
	const [orderId = ''] = orderIdsIn(this, this.getNodeParameter('orderId', itemIndex), itemIndex);
	const options = this.getNodeParameter('options', itemIndex, {}) as IDataObject;
	assertExact(this, itemIndex, 'Shipping Service ID', options.shippingServiceId);
	const choice = choiceOf(options);
	const { connection, shop } = await chosenShop(this, itemIndex);
	const { json } = this.getInputData()[itemIndex];
	if (isDryRun(this)) {
		const what = `Let TikTok Shop ship order ${orderId} of ${shopLabel(shop)}; in the US this buys the label.`;
		return [{ json: { ...json, orderId, ...wouldDo(this, what) } }];
	}
	const arranging = arrangeShipping(connection, shop, orderId, choice, this.getNode());
	const { packageIds, arranged } = await arranging;
	return packageIds.map((packageId) => ({ json: { ...json, orderId, packageId, arranged } }));
}

function choiceOf(options: IDataObject): LabelChoice {
	const { weight, length, width, height } = options;
	return {
		...(options.handoverMethod ? { handoverMethod: options.handoverMethod as 'PICKUP' } : {}),
		...(options.shippingServiceId
			? { shippingServiceId: toText(options.shippingServiceId).trim() }
			: {}),
		...(weight
			? { weight: { value: toText(weight), unit: toText(options.weightUnit ?? 'GRAM') } }
			: {}),
		...(length && width && height
			? {
					dimension: {
						length: toText(length),
						width: toText(width),
						height: toText(height),
						unit: toText(options.dimensionUnit ?? 'CM'),
					},
				}
			: {}),
	};
}
