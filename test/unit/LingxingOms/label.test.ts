import { labelText } from '../../../nodes/LingxingOms/outbound/label';

describe('a label given as text', () => {
	it.each([
		['JVBERi0=', 'JVBERi0='],
		['data:application/pdf;base64,JVBERi0=', 'JVBERi0='],
		[' JVBE\n Ri0= ', 'JVBERi0='],
		['', ''],
	])('%j becomes %j', (text, base64) => expect(labelText(text)).toBe(base64));
});
