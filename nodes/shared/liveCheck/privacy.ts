import { redactedText } from '../redact';

/** Fields whose texts are about people, shops or keys. */
const PRIVATE_FIELD =
	/token|cipher|secret|open_id|seller_name|first_name|last_name|phone|email|nickname|buyer_message|address_?(line|detail|one|two)|full_address|postal_code|post_town|receiver|companyName|houseNum|taxNum|postCode|contact_person|user_id|track|order_?no$/i;
/** Fields with words of the shop's own, which are taken out of what a service says; they may be ordinary words. */
const OWN_WORDS_FIELD = /sku|product_?name|title|wh_?(code|name)|channel/i;
/** Objects all of whose texts are about people. */
const PRIVATE_OBJECT = /^(recipient_address|sender_address|address)$/;
/** Words of the service inside of such objects. */
const PUBLIC_FIELD = /^(region_code|address_level|address_level_name|iso_code|region)$/;
/** Shorter texts would be found in ordinary words. */
const SHORTEST = 4;
const LONG_NUMBER = /[\w+./:@-]*\d{5,}[\w+./:@-]*/g;
const EMAIL = /[^\s@"']+@[^\s@"']+/g;
const LONGEST_WORDS = 160;

const REMOVED = '[removed]';

/** Knows what must not be in a report, and takes it out. */
export class Privacy {
	private readonly texts = new Set<string>();
	private readonly ownWords = new Set<string>();

	/** A key, a token, a name: something that must not be shown. */
	hide(text: string): void {
		if (text.trim().length >= SHORTEST) this.texts.add(text.trim());
	}

	/** SKUs, names of products and the like: not shown in a service's words. */
	hideInWords(text: string): void {
		if (text.trim().length >= SHORTEST) this.ownWords.add(text.trim());
	}

	/** Hides what in an answer is about people, shops or keys. */
	hideIn(value: unknown, field = '', isPrivate = false): void {
		if (Array.isArray(value)) {
			for (const entry of value) this.hideIn(entry, field, isPrivate);
		} else if (typeof value === 'object' && value !== null) {
			for (const [name, inner] of Object.entries(value)) {
				this.hideIn(inner, name, isPrivate || PRIVATE_OBJECT.test(name));
			}
		} else if (typeof value === 'string' && !PUBLIC_FIELD.test(field)) {
			if (isPrivate || PRIVATE_FIELD.test(field)) this.hide(value);
			else if (OWN_WORDS_FIELD.test(field)) this.hideInWords(value);
		}
	}

	/** A text without anything hidden. */
	clean(text: string): string {
		return without(text, this.texts);
	}

	/** A service's own words without values: what is hidden, numbers and addresses are taken out. */
	words(message: unknown): string {
		const words = redactedText(message, [...this.texts])
			.replace(EMAIL, '#')
			.replace(LONG_NUMBER, '#');
		return without(this.clean(words), this.ownWords).slice(0, LONGEST_WORDS);
	}
}

function without(text: string, hidden: ReadonlySet<string>): string {
	return [...hidden]
		.sort((a, b) => b.length - a.length)
		.flatMap((each) => [each, encodeURIComponent(each)])
		.reduce((cleaned, each) => withoutWord(cleaned, each), text);
}

/** Without a text where it stands alone, so that "Main" does not change "Maintenance". */
function withoutWord(text: string, word: string): string {
	if (!text.includes(word)) return text;
	const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), REMOVED);
}
