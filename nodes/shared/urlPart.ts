/** Half of a character, as a cut-off or damaged text holds it. `encodeURIComponent` throws on it. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** A text as a part of a URL. Half a character becomes U+FFFD, as it does in everything that is sent as UTF-8. Never throws. */
export function urlPart(text: string): string {
	return encodeURIComponent(text.replace(LONE_SURROGATE, '\uFFFD'));
}
