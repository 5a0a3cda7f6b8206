import type { Recipient } from '../shared/orderItem';
import { toText } from '../shared/text';

/** What a parcel cannot do without, and how a message calls it. */
const REQUIRED = new Map<keyof Recipient, string>([
	['name', 'name'],
	['addressLine1', 'address'],
	['city', 'city'],
	['postalCode', 'postal code'],
	['countryCode', 'country'],
]);

const FIELDS = [...REQUIRED.keys()];

/** Names of the required recipient fields that are empty, e.g. `addressLine1`. */
export function missingRecipientFields(recipient: Partial<Recipient> | undefined): string[] {
	return FIELDS.filter((field) => !toText(recipient?.[field]).trim());
}

/** `city` → "city", `addressLine1` → "address". */
export function recipientFieldLabel(field: string): string {
	return REQUIRED.get(field as keyof Recipient) ?? field;
}
