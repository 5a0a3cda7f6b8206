import {
	isMaskedPhone,
	isMaskedRecipient,
	isMaskedText,
	maskedFields,
} from '../../../../nodes/shared/recipient/mask';

describe('an asterisk that a buyer typed is no mask', () => {
	it.each([
		'Apt *5',
		'*5',
		'5*',
		'**Leave at the door**',
		'Flat 2, **Leave at the door**',
		'*** FRAGILE ***',
		'Unit 3 *ring twice*',
		'***gate code 1234***, rear house',
		'Room 4 * 2nd floor',
		'2*3 m gate',
		'C/O Lee * Sons',
	])('%s', (text) => {
		expect(isMaskedText(text)).toBe(false);
		const clear = { name: 'Dana Miller', addressLine1: '1 Main St', addressLine2: text };
		expect(isMaskedRecipient({ ...clear, phone: '(+1)2135550123' })).toBe(false);
	});

	it.each(['Anna *', '*Anna*', '*小明*', '花店 *', 'A. Lee * Sons'])('in a name: %s', (name) => {
		expect(maskedFields({ name })).toEqual([]);
	});
});

describe('text that TikTok Shop hides is seen', () => {
	it.each([
		'S*****',
		'5** M****',
		'**** Main St',
		'So 1****',
		'Ph*******',
		'12****34 Elm Rd',
		'****',
		'******, Apt 5',
		'1234 El* S***',
		'渋***',
		'S＊＊＊＊',
	])('%s', (text) => {
		expect(isMaskedText(text)).toBe(true);
		expect(maskedFields({ addressLine2: text })).toEqual(['address line 2']);
	});

	it.each([
		'J*** D**',
		'J* D*',
		'D*****',
		'张*',
		'王*明',
		'欧阳*',
		'*小明',
		'田中*',
		'はな*',
		'김*',
		'**',
		'N*** T***',
	])('in a name: %s', (name) => {
		expect(maskedFields({ name })).toEqual(['name']);
	});

	it.each(['(+1)***-***-23', '+1*******89', '(+1)***', '***'])('in a phone number: %s', (phone) => {
		expect(isMaskedPhone(phone)).toBe(true);
	});

	it('beside a hidden phone number no text is taken for typed, but for a single asterisk before a number', () => {
		const phone = '(+1)***-***-23';
		expect(maskedFields({ phone, addressLine1: '** Main **' })).toEqual(['address line 1']);
		expect(maskedFields({ phone, addressLine1: '1* Main St' })).toEqual(['address line 1']);
		expect(maskedFields({ phone, addressLine1: '12 Main St', addressLine2: 'Apt *5' })).toEqual([]);
	});

	it('the mark of the item counts, whatever the fields show', () => {
		expect(isMaskedRecipient({ masked: true, name: 'Dana Miller' })).toBe(true);
	});

	it('a long text of asterisks is looked through in no time', () => {
		const started = Date.now();
		for (const text of ['*'.repeat(200_000), ' *a'.repeat(70_000), 'a*'.repeat(100_000)]) {
			isMaskedText(text);
			maskedFields({ name: text, addressLine1: text });
		}
		expect(Date.now() - started).toBeLessThan(2_000);
	});

	it.each([[undefined], [null], [{}], [{ name: null, phone: 5, addressLine1: ['*'] }]])(
		'anything may stand in the item: %j',
		(recipient) => {
			expect(maskedFields(recipient as never)).toEqual([]);
		},
	);
});

describe('beside a phone number that TikTok Shop hides', () => {
	it.each(['99/* ถนนสุขุมวิท', '12-*, Rua A', '5*', '1-*-*'])('%s is hidden', (addressLine1) => {
		expect(maskedFields({ phone: '(+1)***-***-23', addressLine1 })).toEqual(['address line 1']);
	});

	it.each(['Apt *5', 'Unit 3/*B', 'Room 4 * 2nd floor'])('%s is not', (addressLine1) => {
		expect(maskedFields({ phone: '(+1)***-***-23', addressLine1 })).toEqual([]);
	});
});
