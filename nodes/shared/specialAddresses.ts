/** Who an IP address belongs to; `nobody`: no service can be there. */
export type AddressUse = 'own network' | 'nobody' | 'public';

/** Metadata services of clouds, which hold the keys of a machine. Not all of them are in special ranges. */
const METADATA = ['100.100.100.200/32', '168.63.129.16/32', 'fd00:ec2::/32', 'fd20:ce::254/128'];

/** IPv4 within IPv6 (RFC 4291 §2.5.5.1), which ipaddr.js does not list. */
const COMPATIBLE = '::/96';

const MAPPED = '::ffff:0:0/96';

/**
 * IANA's special-purpose ranges (https://www.iana.org/assignments/iana-ipv4-special-registry,
 * https://www.iana.org/assignments/iana-ipv6-special-registry) as `SpecialRanges` of ipaddr.js 2 names them. Do not edit:
 * `REGENERATE=1 npx jest test/unit/shared/specialAddresses` writes them, and without it the test compares them.
 */
// ranges: begin
const RANGES: Readonly<Record<string, readonly string[]>> = {
	unspecified: ['0.0.0.0/8', '::/128'],
	broadcast: ['255.255.255.255/32'],
	multicast: ['224.0.0.0/4', 'ff00::/8'],
	linkLocal: ['169.254.0.0/16', 'fe80::/10'],
	loopback: ['127.0.0.0/8', '::1/128'],
	carrierGradeNat: ['100.64.0.0/10'],
	private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
	reserved: [
		'192.0.0.0/24',
		'192.0.2.0/24',
		'192.88.99.0/24',
		'198.18.0.0/15',
		'198.51.100.0/24',
		'203.0.113.0/24',
		'240.0.0.0/4',
		'2001::/23',
		'2001:db8::/32',
		'3fff::/20',
	],
	as112: ['192.175.48.0/24', '192.31.196.0/24'],
	amt: ['192.52.193.0/24', '2001:3::/32'],
	uniqueLocal: ['fc00::/7'],
	ipv4Mapped: ['::ffff:0:0/96'],
	deprecatedSiteLocal: ['fec0::/10'],
	discard: ['100::/64'],
	rfc6145: ['::ffff:0:0:0/96'],
	rfc6052: ['64:ff9b::/96', '64:ff9b:1::/48'],
	'6to4': ['2002::/16'],
	teredo: ['2001::/32'],
	benchmarking: ['2001:2::/48'],
	as112v6: ['2001:4:112::/48', '2620:4f:8000::/48'],
	deprecatedOrchid: ['2001:10::/28'],
	orchid2: ['2001:20::/28'],
	droneRemoteIdProtocolEntityTags: ['2001:30::/28'],
	segmentRouting: ['5f00::/16'],
};
// ranges: end

/** Ranges of the own network; all other special ranges belong to nobody. */
const OWN_NETWORK = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

const TABLE: ReadonlyArray<{ prefix: string; length: number; use: AddressUse }> = [
	...METADATA.map((cidr) => rangeOf(cidr, 'nobody')),
	...Object.entries(RANGES).flatMap(([name, cidrs]) =>
		cidrs.map((cidr) => rangeOf(cidr, OWN_NETWORK.has(name) ? 'own network' : 'nobody')),
	),
	rangeOf(COMPATIBLE, 'nobody'),
];

const MAPPED_PREFIX = rangeOf(MAPPED, 'nobody').prefix;

/**
 * Who an IP address belongs to.
 *
 * An IPv4 address within an IPv6 address belongs to nobody, except in the own network: no service uses this form.
 *
 * @param hostname  of a `URL`, which writes every form of an address in the same way
 * @returns         undefined when it is a name
 */
export function addressUse(hostname: string): AddressUse | undefined {
	const bits = bitsOf(hostname.replace(/^\[|\]$/g, ''));
	if (bits === undefined) return undefined;
	if (bits.length === 128 && bits.startsWith(MAPPED_PREFIX)) {
		return useOf(bits.slice(MAPPED_PREFIX.length)) === 'own network' ? 'own network' : 'nobody';
	}
	return useOf(bits);
}

function useOf(bits: string): AddressUse {
	const range = TABLE.find(
		({ length, prefix }) => length === bits.length && bits.startsWith(prefix),
	);
	return range?.use ?? 'public';
}

function rangeOf(cidr: string, use: AddressUse) {
	const [address, size] = cidr.split('/');
	const bits = bitsOf(address) ?? '';
	return { prefix: bits.slice(0, Number(size)), length: bits.length, use };
}

/** An address as its 32 or 128 binary digits; undefined when it is none. */
function bitsOf(address: string): string | undefined {
	if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return digits(address.split('.').map(Number), 8);
	if (!/^[\da-f:]*:[\da-f:]*$/.test(address)) return undefined;
	const [before, after] = address.split('::').map((half) =>
		half
			.split(':')
			.filter(Boolean)
			.map((group) => parseInt(group, 16)),
	);
	const zeros = after ? Array<number>(8 - before.length - after.length).fill(0) : [];
	return digits([...before, ...zeros, ...(after ?? [])], 16);
}

function digits(numbers: readonly number[], width: number): string {
	return numbers.map((number) => number.toString(2).padStart(width, '0')).join('');
}
