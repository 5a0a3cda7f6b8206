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

/** Fields that the recipient's country requires and the recipient does not have, e.g. `addressLine1`. One rule for all nodes. */
export function missingRecipientFields(
	recipient: Partial<Recipient> | null | undefined,
): RequiredField[] {
	const filled = { ...recipient, state: recipient?.state || recipient?.stateCode };
	return requiredFields(recipient?.countryCode).filter((field) => !toText(filled[field]).trim());
}

/** `city` → "city", `addressLine1` → "address". */
export function recipientFieldLabel(field: RequiredField): string {
	return LABELS[field];
}
