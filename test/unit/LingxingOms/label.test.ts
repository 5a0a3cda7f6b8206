import { labelOfText } from '../../../nodes/LingxingOms/outbound/create/label';

const MEGABYTE = 1024 * 1024;

describe('a label given as text', () => {
	it.each([
		['JVBERi0=', 'JVBERi0='],
		['data:application/pdf;base64,JVBERi0=', 'JVBERi0='],
		[' JVBE\n Ri0= ', 'JVBERi0='],
		['', ''],
	])('%j becomes %j', (text, label) => expect(labelOfText(text)).toEqual({ label }));

	it('of 5 MB is taken, of more it is not', () => {
		const ofBytes = (bytes: number) => Buffer.alloc(bytes, 'x').toString('base64');
		expect(labelOfText(ofBytes(5 * MEGABYTE)).labelProblem).toBeUndefined();
		for (const text of [ofBytes(5 * MEGABYTE + 3), ' '.repeat(20 * MEGABYTE)]) {
			expect(labelOfText(text)).toEqual({
				label: '',
				labelProblem: 'The label is larger than 5 MB, so it was not read.',
			});
		}
	});
});
