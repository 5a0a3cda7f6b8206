import type { Recipient } from '../orderItem';
import { toText } from '../text';

/** Full-width and other asterisks that keyboards and TikTok Shop give. */
const ASTERISKS = /[＊∗﹡⁎]/g;

/** "**Leave at the door**", "*** FRAGILE ***": text that a buyer set between asterisks. */
const BETWEEN_ASTERISKS = /(?<![^\s(,;])(\*+)(?=[^*])([^*]+)\1(?![^\s),;.!])/g;

/** A word whose end, middle or whole is hidden: `D**`, `12**34`, `S*****`, `****`. A single asterisk is typed. */
const HIDDEN = /[\p{L}\p{M}\p{N}]\*{2}|\*{3}/u;

/** The same beside a field that is hidden for certain: one asterisk is enough there, but "Apt *5" stays typed. */
const HIDDEN_BESIDE = /[\p{L}\p{M}\p{N}]\*|\*{2}/u;

/** A name hides more: `张*`, `J* D*`, `**`. Nobody types those. */
const HIDDEN_NAME = /(?:^|\s)\p{L}\p{M}*\*|\*{2}/u;

/** What may be hidden, and how a message calls it. Phone and e-mail are hidden more often and needed less. */
const MASKABLE = [
	['name', 'name'],
	['addressLine1', 'address line 1'],
	['addressLine2', 'address line 2'],
	['city', 'city'],
	['state', 'state'],
	['postalCode', 'postal code'],
] as const satisfies ReadonlyArray<readonly [keyof Recipient, string]>;

/**
 * Whether TikTok Shop hides a part of the text with asterisks (TikTok Shop API §7), told from asterisks that a buyer typed ("Apt *5").
 *
 * @param beside  true where TikTok Shop hides another field of the same address: then no text is taken for typed
 */
export function isMaskedText(value: unknown, beside = false): boolean {
	const text = toText(value).replace(ASTERISKS, '*');
	if (!text.includes('*')) return false;
	if (beside) return HIDDEN_BESIDE.test(text);
	return HIDDEN.test(text.replace(BETWEEN_ASTERISKS, ' $2 '));
}

/** TikTok Shop hides phone numbers as `(+1)***-***-23` or `+1*******89`; one that is hidden is of no use on a label. */
export function isMaskedPhone(phone: unknown): boolean {
	return toText(phone).replace(ASTERISKS, '*').includes('*');
}

/** Words for the fields of a recipient that TikTok Shop hides; empty where it can be read. */
export function maskedFields(recipient: Partial<Recipient> | null | undefined): string[] {
	const beside = isMaskedPhone(recipient?.phone);
	return MASKABLE.filter(([field]) => {
		const value = recipient?.[field];
		return field === 'name' ? isMaskedName(value, beside) : isMaskedText(value, beside);
	}).map(([, label]) => label);
}

function isMaskedName(value: unknown, beside: boolean): boolean {
	const text = toText(value).replace(ASTERISKS, '*');
	return isMaskedText(text, beside) || HIDDEN_NAME.test(text.replace(BETWEEN_ASTERISKS, ' $2 '));
}

/** Whether the warehouse cannot read where the parcel goes, by the mark that the item carries or by what its fields show. */
export function isMaskedRecipient(recipient: Partial<Recipient> | null | undefined): boolean {
	return recipient?.masked === true || maskedFields(recipient).length > 0;
}
