import { textOf, type Fields } from '../transport/json';
import { toText } from '../../shared/text';

/** Which outbound orders of the account count; others are passed by. */
export interface OutboundScope {
	/** Codes of stores; empty: all. */
	storeCodes: readonly string[];
	/** Name of a sales platform; empty: all. */
	salesPlatform: string;
}

/** The scope as people write it: store codes separated by commas, semicolons or line ends. */
export function scopeFrom(storeCodes: unknown, salesPlatform: unknown): OutboundScope {
	const codes = toText(storeCodes).split(/[,;，；\n]/);
	return {
		storeCodes: codes.map((code) => code.trim()).filter(Boolean),
		salesPlatform: textOf(salesPlatform),
	};
}

/**
 * Whether an outbound order belongs to another seller or platform.
 *
 * An order of which the OMS names no platform counts: the detail may show a code in place of the name (OMS API §1.5), and
 * orders that people make have none. A store is always named for orders that are created with one.
 *
 * @param record  of a detail, or of a row of the list, which may lack the fields (OMS API §1.6)
 * @returns       undefined where a field that is needed is not there
 */
export function isForeign(
	record: Fields,
	{ storeCodes, salesPlatform }: OutboundScope,
): boolean | undefined {
	const wanted = lettersOf(salesPlatform);
	const named = lettersOf(textOf(record.salesPlatform));
	const isOtherPlatform =
		wanted !== '' && named !== '' && !named.startsWith(wanted) && !wanted.startsWith(named);
	if (isOtherPlatform) return true;
	const isOtherStore = storeCodes.length > 0 && !storeCodes.includes(textOf(record.storeName));
	if (isOtherStore && record.storeName !== undefined) return true;
	const lacksStore = storeCodes.length > 0 && record.storeName === undefined;
	const lacksPlatform = wanted !== '' && record.salesPlatform === undefined;
	return lacksStore || lacksPlatform ? undefined : false;
}

/** `TikTok Shop`, `TIKTOK`, `tik-tok` and `TTS` are one name; a number is none. */
function lettersOf(name: string): string {
	const letters = name.toLowerCase().replace(/[^\p{L}]/gu, '');
	return letters === 'tts' ? 'tiktok' : letters;
}
