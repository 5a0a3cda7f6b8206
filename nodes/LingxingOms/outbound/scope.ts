import { textOf, type Fields } from '../transport/json';
import { toText } from '../../shared/text';

/** Which outbound orders of the account are read; all others are skipped. */
export interface OutboundScope {
	/** Empty: all stores. */
	storeCodes: readonly string[];
	/** Empty: all sales platforms. */
	salesPlatform: string;
}

/** @param storeCodes  as a user types them, separated by commas, semicolons or line breaks */
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
 * An order without a platform name is not foreign: the detail may show a code in place of the name (OMS API §1.5), and orders made by
 * hand have no platform. The OMS always names the store if the order was created with one.
 *
 * @param record  a detail, or a row of the list, which may lack the fields (OMS API §1.6)
 * @returns       undefined if a needed field is missing
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

/** Makes `TikTok Shop`, `TIKTOK`, `tik-tok` and `TTS` comparable; a number becomes empty. */
function lettersOf(name: string): string {
	const letters = name.toLowerCase().replace(/[^\p{L}]/gu, '');
	return letters === 'tts' ? 'tiktok' : letters;
}
