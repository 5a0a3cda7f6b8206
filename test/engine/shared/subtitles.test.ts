import type { INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { RESOURCES as OMS } from '../../../nodes/LingxingOms/actions/resources';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { RESOURCES as TIKTOK } from '../../../nodes/TikTokShop/actions/resources';
import { evaluate } from '../../templates/evaluate';

const NODES: Array<[string, INodeType, typeof OMS | typeof TIKTOK]> = [
	['TikTok Shop', new TikTokShop(), TIKTOK],
	['Lingxing OMS', new LingxingOms(), OMS],
];

describe.each(NODES)('the subtitle of %s', (_, { description }, resources) => {
	it('says what it does in the words of the list of actions', async () => {
		for (const { value: resource, operations } of resources) {
			for (const [operation, { option }] of Object.entries(operations)) {
				const chosen = JSON.stringify({ resource, operation });
				const shown = String(description.subtitle).replaceAll('$parameter', chosen);
				expect(await evaluate(shown, { Input: [{}] })).toBe(option.action);
			}
		}
	});
});

it('a waiting item shows its exception in the first column', async () => {
	const { exceptionItem } = await import('../../../nodes/shared/forEachItem');
	const exception = { code: 'SKU_NOT_MAPPED', message: 'M.', hint: 'H.' } as never;
	const { json } = exceptionItem({ json: { orderId: '57', exception: 'earlier' } }, exception, 0);
	expect(Object.keys(json)).toEqual(['exception', 'orderId']);
	expect(json.exception).toBe(exception);
});
