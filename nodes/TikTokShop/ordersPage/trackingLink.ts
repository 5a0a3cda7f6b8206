import { urlPart } from '../../shared/urlPart';

/** Pages of carriers that show where a parcel is. The first word that stands in the carrier's name counts. */
const PAGES: ReadonlyArray<readonly [RegExp, string]> = [
	[/\busps\b/i, 'https://tools.usps.com/go/TrackConfirmAction?tLabels='],
	[/\bups\b/i, 'https://www.ups.com/track?tracknum='],
	[/\bfed ?ex\b/i, 'https://www.fedex.com/fedextrack/?trknbr='],
	[/\broyal ?mail\b/i, 'https://www.royalmail.com/track-your-item#/tracking-results/'],
	[/\bdhl\b/i, 'https://www.dhl.com/en/express/tracking.html?AWB='],
];
/** Knows the numbers of most carriers. */
const ANY_CARRIER = 'https://t.17track.net/en#nums=';

/** Where a person can see the parcel; empty for no number. `_` and `-` separate words in names such as `USPS-GA`. */
export function trackingLink(carrier: string, trackingNumber: string): string {
	const number = trackingNumber.trim();
	if (number === '') return '';
	const words = carrier.replace(/[_-]+/g, ' ');
	const page = PAGES.find(([name]) => name.test(words))?.[1] ?? ANY_CARRIER;
	return page + urlPart(number);
}
