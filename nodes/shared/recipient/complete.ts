import type { Recipient } from '../orderItem';
import { toText } from '../text';
import { requiredFields, type RequiredField } from './addressForms';

const LABELS: Readonly<Record<RequiredField, string>> = {
	name: 'name',
	addressLine1: 'address',
	city: 'city',
	state: 'state',
	postalCode: 'postal code',
	countryCode: 'country',
};

/** Fields that the country of the recipient requires and that are empty, e.g. `addressLine1`. All nodes use this rule. */
export function missingRecipientFields(
	recipient: Partial<Recipient> | null | undefined,
): RequiredField[] {
	return requiredFields(recipient?.countryCode).filter((field) => {
		const value = field === 'state' ? recipient?.state || recipient?.stateCode : recipient?.[field];
		return !toText(value).trim();
	});
}

/** `city` → "city", `addressLine1` → "address". */
export function recipientFieldLabel(field: RequiredField): string {
	return LABELS[field];
}
