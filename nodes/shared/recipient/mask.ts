import type { Recipient } from '../orderItem';
import { toText } from '../text';

/** Full-width and other asterisks. */
const ASTERISKS = /[＊∗﹡⁎]/g;

const ANY_ASTERISK = /[*＊∗﹡⁎]/;

/** "**Leave at the door**", "*** FRAGILE ***": text that a buyer wrote between asterisks. */
const BETWEEN_ASTERISKS = /(?<![^\s(,;])(\*+)(?=[^*])([^*]+)\1(?![^\s),;.!])/g;

/** A word that is hidden in part or whole: `D**`, `12**34`, `S*****`, `****`. A single asterisk comes from the buyer. */
const HIDDEN = /[\p{L}\p{M}\p{N}]\*{2}|\*{3}/u;

/** For a field beside one that is certainly hidden: one asterisk is enough, but not in "Apt *5". */
const HIDDEN_BESIDE = /[\p{L}\p{M}\p{N}]\*|[/-]\*(?![\p{L}\p{N}])|\*{2}/u;

/** For names, where one asterisk is enough: `张*`, `欧阳*`, `*小明`, `J* D*`, `**`. */
const HIDDEN_NAME =
	/(?:^|\s)\p{L}\p{M}*\*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]\*|(?:^|\s)\*[\p{Script=Han}\p{Script=Hangul}]|\*{2}/u;

/** Fields that may be hidden, with their names in messages. Phone and email are hidden more often and are less important. */
const MASKABLE = [
	['name', 'name'],
	['addressLine1', 'address line 1'],
	['addressLine2', 'address line 2'],
	['city', 'city'],
	['state', 'state'],
	['postalCode', 'postal code'],
] as const satisfies ReadonlyArray<readonly [keyof Recipient, string]>;

type MaskableField = (typeof MASKABLE)[number][0];

/**
 * Whether TikTok Shop hides a part of the text with asterisks (TikTok Shop API §7). Asterisks of the buyer do not count ("Apt *5").
 *
 * @param beside  whether TikTok Shop hides another field of the same address; then fewer asterisks are taken for the buyer's
 */
export function isMaskedText(value: unknown, beside = false): boolean {
	const given = toText(value);
	if (!ANY_ASTERISK.test(given)) return false;
	const text = given.replace(ASTERISKS, '*');
	if (beside) return HIDDEN_BESIDE.test(text);
	return HIDDEN.test(text.replace(BETWEEN_ASTERISKS, ' $2 '));
}

/** Whether a phone number is hidden: `(+1)***-***-23` or `+1*******89`. */
export function isMaskedPhone(phone: unknown): boolean {
	return ANY_ASTERISK.test(toText(phone));
}

/** Names of the recipient's fields that TikTok Shop hides, for messages. */
export function maskedFields(recipient: Partial<Recipient> | null | undefined): string[] {
	const beside = isMaskedPhone(recipient?.phone);
	return MASKABLE.filter(([field]) => isMaskedField(field, recipient?.[field], beside)).map(
		([, label]) => label,
	);
}

function isMaskedField(field: MaskableField, value: unknown, beside: boolean): boolean {
	return field === 'name' ? isMaskedName(value, beside) : isMaskedText(value, beside);
}

function isMaskedName(value: unknown, beside: boolean): boolean {
	const given = toText(value);
	if (!ANY_ASTERISK.test(given)) return false;
	const text = given.replace(ASTERISKS, '*');
	return isMaskedText(text, beside) || HIDDEN_NAME.test(text.replace(BETWEEN_ASTERISKS, ' $2 '));
}

/** Whether TikTok Shop hides the recipient: the item says so, or its fields show it. */
export function isMaskedRecipient(recipient: Partial<Recipient> | null | undefined): boolean {
	if (recipient?.masked === true) return true;
	const beside = isMaskedPhone(recipient?.phone);
	for (const [field] of MASKABLE) {
		if (isMaskedField(field, recipient?.[field], beside)) return true;
	}
	return false;
}
