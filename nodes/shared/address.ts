/** Private IPv4 and IPv6 addresses, as URL writes them: in decimals, whatever way they were given. */
const OWN_NUMBER =
	/^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|^\[(::1|::ffff:[\da-f:]+|f[cd][\da-f:]+)\]$/;

/** Addresses that are nobody's: this machine by another number, and the link, where clouds keep their keys. */
const UNROUTED = /^(0|169\.254)\.[\d.]+$|^\[(::|::ffff:(a9fe|0):[\da-f]+|fe[89ab][\da-f:]+)\]$/;

const OWN_NAME = /^[a-z0-9_-]+\.?$|\.(localhost|local|lan)\.?$|^host\.docker\.internal\.?$/;

/** Whether a host is this machine, or one that only the own network knows by this name or number. */
export function isOwnNetwork({ hostname }: URL): boolean {
	return OWN_NUMBER.test(hostname) || UNROUTED.test(hostname) || OWN_NAME.test(hostname);
}

/**
 * Why signed calls must not be sent to this address; undefined when they may be.
 *
 * Plain http only in the own network, for a sandbox or proxy: everywhere else whoever listens would have the tokens. Nothing
 * in front of the host or behind the path that could make the address another one than it looks.
 */
export function addressProblem(address: string): string | undefined {
	const url = parsed(address);
	if (!url) return 'it is no address that begins with https://';
	if (!['https:', 'http:'].includes(url.protocol)) return 'it does not begin with https://';
	if (url.username || url.password) return 'there is a user name or password in it';
	if (/[?#]/.test(address)) return 'it must end with the host or a path';
	if (UNROUTED.test(url.hostname)) return 'no service has such an address';
	if (url.protocol === 'http:' && !isOwnNetwork(url)) {
		return 'it begins with http://, and secrets would travel in clear text. Use https://';
	}
	return undefined;
}

/**
 * Why a file must not be fetched from an address that a service has answered; undefined when it may be. Only a service in the
 * own network may point into the own network.
 *
 * @param service  address of the service
 */
export function fileAddressProblem(address: string, service: string): string | undefined {
	const url = parsed(address);
	const asker = parsed(service);
	if (!url || !asker) return 'it is no address';
	if (url.username || url.password) return 'there is a user name or password in it';
	if (UNROUTED.test(url.hostname)) return 'no service has such an address';
	if (isOwnNetwork(url) && !isOwnNetwork(asker)) return 'it points into the own network';
	const open = url.protocol === 'http:' && isOwnNetwork(url);
	return url.protocol === 'https:' || open ? undefined : 'it does not begin with https://';
}

function parsed(address: string): URL | undefined {
	return URL.canParse(address) ? new URL(address) : undefined;
}
