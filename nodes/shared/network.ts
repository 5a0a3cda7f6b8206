import { isFields } from './fields';

/** Why a call got no answer. */
export interface NetworkFault {
	/** Code of Node.js, e.g. `ECONNREFUSED`; empty where the failure names none. */
	code: string;
	/**
	 * `certificate`: this machine does not accept the certificate of the host. `protocol`: the host does not speak TLS.
	 * `unknownHost`: DNS does not know the name. The first two last until somebody changes something.
	 */
	kind: 'certificate' | 'protocol' | 'unknownHost' | 'other';
}

/** Certificate errors of Node.js (https://nodejs.org/api/tls.html, "X509 certificate error codes") and of its check of the host name. */
const CERTIFICATE =
	/^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET|DECRYPT|DECODE)_|ERROR_IN_(CERT|CRL)_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|ERR_TLS_CERT_)/;

/** Words of OpenSSL when the host does not speak TLS, or no version that this machine speaks. */
const PROTOCOL = /WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/;
const PROTOCOL_WORDS =
	/wrong version number|unsupported protocol|packet length too long|http request/i;

const DEEPEST_CAUSE = 5;

/** A code of the network, of HTTP or of compression. */
const CODE = /^(?:E|HPE_|Z_|UND_ERR_)[A-Z0-9_]+$/;

/**
 * Finds the fault of the network in a failure or its causes: n8n and its HTTP client wrap it.
 *
 * @returns `code` is empty where it is no fault of the network, e.g. because the call was never sent
 */
export function networkFault(failure: unknown): NetworkFault {
	let each = failure;
	for (let depth = 0; isFields(each) && depth < DEEPEST_CAUSE; depth++) {
		const { code, message, cause } = each;
		const isCode = typeof code === 'string' && (CODE.test(code) || CERTIFICATE.test(code));
		if (isCode) return { code, kind: kindOf(code, message) };
		each = cause;
	}
	return { code: '', kind: 'other' };
}

function kindOf(code: string, message: unknown): NetworkFault['kind'] {
	if (CERTIFICATE.test(code)) return 'certificate';
	const isProtocol =
		(code.startsWith('ERR_SSL_') && PROTOCOL.test(code)) ||
		(code === 'EPROTO' && typeof message === 'string' && PROTOCOL_WORDS.test(message));
	if (isProtocol) return 'protocol';
	return code === 'ENOTFOUND' ? 'unknownHost' : 'other';
}

/** Whether the call fails until somebody changes something. */
export function isLasting({ kind }: NetworkFault): boolean {
	return kind === 'certificate' || kind === 'protocol';
}

/** Why a certificate is not accepted, as the end of a sentence. Rare codes have no text. */
const REASONS: ReadonlyArray<readonly [pattern: RegExp, reason: string]> = [
	[/NOT_YET_VALID/, 'it is not valid yet'],
	[/HAS_EXPIRED/, 'it has expired'],
	[/ALTNAME|HOSTNAME_MISMATCH/, 'it was made for another host'],
	[/SELF_SIGNED/, 'it, or the one that it was signed with, is self-signed'],
	[/UNABLE_TO|UNTRUSTED|INVALID_CA/, 'this machine does not know who signed it'],
	[/REVOKED/, 'it was revoked'],
];

const PROXY =
	'If a proxy or firewall of your own looks into encrypted calls, give its certificate to n8n by NODE_EXTRA_CA_CERTS (path of a PEM file) and start n8n again.';

/** What the user can do, by reason. */
function certificateHint(code: string): string {
	if (/NOT_YET_VALID|HAS_EXPIRED/.test(code)) {
		return `Check that this machine's clock is right. ${PROXY}`;
	}
	if (/ALTNAME|HOSTNAME_MISMATCH/.test(code)) {
		return `Check the host in the credential. ${PROXY}`;
	}
	return `${PROXY} Otherwise check the host in the credential, and this machine's clock.`;
}

/** A fault of the network in words. */
export interface NetworkWords {
	message: string;
	hint: string;
}

/**
 * The text of a fault that the user can correct; undefined for others.
 *
 * @param who      the service, e.g. "TikTok Shop"
 * @param setting  where its host is set, e.g. "API Host in the credential"
 */
export function networkWords(
	{ code, kind }: NetworkFault,
	who: string,
	setting: string,
): NetworkWords | undefined {
	switch (kind) {
		case 'certificate': {
			const [, reason = 'it cannot be checked'] =
				REASONS.find(([pattern]) => pattern.test(code)) ?? [];
			return {
				message: `The certificate of the host of ${who} is not accepted: ${reason} (${code})`,
				hint: certificateHint(code),
			};
		}
		case 'protocol':
			return {
				message: `The host of ${who} does not answer over TLS (${code})`,
				hint: `Check the ${setting}: it may need http:// in place of https://, or another port. A proxy in between may be the cause as well.`,
			};
		case 'unknownHost':
			return {
				message: `The host of ${who} was not found: DNS does not know its name (${code})`,
				hint: `Check the ${setting} for a typing error, and the DNS and network of this machine.`,
			};
		default:
			return undefined;
	}
}
