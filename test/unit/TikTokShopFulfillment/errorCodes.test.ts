import { ALREADY_ARRANGED_CODES } from '../../../nodes/TikTokShop/transport/errors';
import {
	classifyError,
	errorException,
} from '../../../nodes/TikTokShop/fulfillment/send/errorCodes';

describe('refusals of TikTok Shop (TikTok Shop API §5)', () => {
	it.each(['21011006', '21011020', '21011040', '21008099', '11006021', '21042056'])(
		'%s, already shipped: the order is read again (TikTok Shop API §4.6)',
		(code) => {
			expect(ALREADY_ARRANGED_CODES.has(code)).toBe(true);
			expect(classifyError(code)).toEqual({ nextStep: 'readAgain' });
		},
	);

	it('21008106, wrong call for the market: the other call', () => {
		expect(classifyError(21008106)).toEqual({ nextStep: 'otherCall' });
	});

	it.each([
		[21011004, 'NOT_SELLER_SHIPPED'],
		[21008025, 'NOT_SELLER_SHIPPED'],
		[21008117, 'NOT_SELLER_SHIPPED'],
		[21011007, 'CANCEL_REQUESTED'],
		[21008044, 'CANCEL_REQUESTED'],
		[21011041, 'ORDER_CANCELLED'],
		[21011042, 'ORDER_CANCELLED'],
		[21011044, 'ORDER_ON_HOLD'],
		[21011028, 'ORDER_NOT_FOUND'],
		[21008111, 'ORDER_NOT_FOUND'],
		[21011022, 'FULFILLMENT_REFUSED'],
		[21011025, 'TRACKING_NUMBER_IN_USE'],
		[21034012, 'TRACKING_NUMBER_IN_USE'],
		[11028006, 'PROVIDER_NOT_ALLOWED'],
		[21004015, 'PROVIDER_NOT_ALLOWED'],
		[21004012, 'FULFILLMENT_REFUSED'],
		[21011030, 'CORRECTION_CLOSED'],
		[21011043, 'NOT_SHIPPED_YET'],
		[21011048, 'FULFILLMENT_REFUSED'],
		[21011049, 'CORRECTION_CLOSED'],
		[21011050, 'CORRECTION_CLOSED'],
		[21011051, 'CORRECTION_CLOSED'],
		[21011052, 'CORRECTION_CLOSED'],
		[21004006, 'INVOICE_REQUIRED'],
		[21004019, 'INVOICE_REQUIRED'],
		[21004020, 'INVOICE_REQUIRED'],
		[21008116, 'FULFILLMENT_REFUSED'],
		[21023035, 'FULFILLMENT_REFUSED'],
		[21042102, 'FULFILLMENT_REFUSED'],
		[99999999, 'FULFILLMENT_REFUSED'],
	])('%s: %s, as number and as text', (code, exception) => {
		for (const given of [code, String(code)]) {
			expect(classifyError(given)).toMatchObject({ nextStep: 'exception', code: exception });
		}
	});

	it('the exception keeps the words, the code and the request ID of TikTok Shop', () => {
		expect(
			errorException('576', { code: 21034012, message: 'number used', requestId: '2026AB' }),
		).toMatchObject({
			code: 'TRACKING_NUMBER_IN_USE',
			message:
				'TikTok Shop refused the tracking number of order 576 (21034012: number used, request 2026AB).',
			hint: expect.stringContaining('at most 20 orders'),
			details: { tikTokCode: '21034012', tikTokMessage: 'number used', requestId: '2026AB' },
		});
	});

	it('a code nobody knows keeps the general hint', () => {
		expect(errorException('576', { code: '1', message: 'x' })).toMatchObject({
			hint: 'Read the answer of TikTok Shop, mend the cause, then run the order again.',
			message: 'TikTok Shop refused the tracking number of order 576 (1: x).',
		});
	});
});
