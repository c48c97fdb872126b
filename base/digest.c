/* digest.c - SHA-1 and SHA-256 as FIPS 180-4 gives them; see digest.h. */
#include "base/digest.h"

#include <stdint.h>
#include <string.h>

enum { BLOCK = 64, ROUNDS_1 = 80, ROUNDS_256 = 64 };

typedef void (*compress)(uint32_t *h, const unsigned char block[BLOCK]);

static uint32_t
left(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static uint32_t
right(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

static uint32_t
word_read(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void
word_write(unsigned char *p, uint32_t w)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(w >> (24 - 8 * i));
}

/* One round; who calls it five times with the letters moved on by one saves moving them. */
static inline void
round_1(uint32_t a, uint32_t *b, uint32_t f, uint32_t *e, uint32_t kw)
{
	*e += left(a, 5) + f + kw;
	*b = left(*b, 30);
}

/* Five rounds of one of the four stages: f is written in terms of x, y, z. */
#define ROUNDS_OF_5(i, k, f)                                                                       \
	do {                                                                                       \
		round_1(a, &b, f(b, c, d), &e, k + w[i]);                                          \
		round_1(e, &a, f(a, b, c), &d, k + w[i + 1]);                                      \
		round_1(d, &e, f(e, a, b), &c, k + w[i + 2]);                                      \
		round_1(c, &d, f(d, e, a), &b, k + w[i + 3]);                                      \
		round_1(b, &c, f(c, d, e), &a, k + w[i + 4]);                                      \
	} while (0)
#define CHOOSE(x, y, z) ((z) ^ ((x) & ((y) ^ (z))))
#define PARITY(x, y, z) ((x) ^ (y) ^ (z))
#define MAJORITY(x, y, z) (((x) & (y)) | ((z) & ((x) | (y))))

static void
compress_1(uint32_t *h, const unsigned char block[BLOCK])
{
	uint32_t w[ROUNDS_1], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
	for (int i = 0; i < 16; i++)
		w[i] = word_read(block + 4 * i);
	for (int i = 16; i < ROUNDS_1; i++)
		w[i] = left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 20; i += 5)
		ROUNDS_OF_5(i, 0x5a827999, CHOOSE);
	for (int i = 20; i < 40; i += 5)
		ROUNDS_OF_5(i, 0x6ed9eba1, PARITY);
	for (int i = 40; i < 60; i += 5)
		ROUNDS_OF_5(i, 0x8f1bbcdc, MAJORITY);
	for (int i = 60; i < 80; i += 5)
		ROUNDS_OF_5(i, 0xca62c1d6, PARITY);
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
}

/* As round_1(): the letters move on by themselves. */
static inline void
round_256(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g,
    uint32_t *h, uint32_t kw)
{
	uint32_t t = *h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + CHOOSE(e, f, g) + kw;
	*d += t;
	*h = t + (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + MAJORITY(a, b, c);
}

static void
compress_256(uint32_t *h, const unsigned char block[BLOCK])
{
	static const uint32_t k[ROUNDS_256] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	    0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
	    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
	    0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
	    0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624,
	    0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3,
	    0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
	uint32_t w[ROUNDS_256], v[8], *a = v, *e = v + 4;
	for (int i = 0; i < 16; i++)
		w[i] = word_read(block + 4 * i);
	for (int i = 16; i < ROUNDS_256; i++) {
		uint32_t s0 = right(w[i - 15], 7) ^ right(w[i - 15], 18) ^ w[i - 15] >> 3;
		uint32_t s1 = right(w[i - 2], 17) ^ right(w[i - 2], 19) ^ w[i - 2] >> 10;
		w[i] = w[i - 16] + s0 + w[i - 7] + s1;
	}
	memcpy(v, h, sizeof v);
	for (int i = 0; i < ROUNDS_256; i += 8) {
		uint32_t kw[8];
		for (int n = 0; n < 8; n++)
			kw[n] = k[i + n] + w[i + n];
		round_256(a[0], a[1], a[2], &a[3], e[0], e[1], e[2], &e[3], kw[0]);
		round_256(e[3], a[0], a[1], &a[2], a[3], e[0], e[1], &e[2], kw[1]);
		round_256(e[2], e[3], a[0], &a[1], a[2], a[3], e[0], &e[1], kw[2]);
		round_256(e[1], e[2], e[3], &a[0], a[1], a[2], a[3], &e[0], kw[3]);
		round_256(e[0], e[1], e[2], &e[3], a[0], a[1], a[2], &a[3], kw[4]);
		round_256(a[3], e[0], e[1], &e[2], e[3], a[0], a[1], &a[2], kw[5]);
		round_256(a[2], a[3], e[0], &e[1], e[2], e[3], a[0], &a[1], kw[6]);
		round_256(a[1], a[2], a[3], &e[0], e[1], e[2], e[3], &a[0], kw[7]);
	}
	for (int i = 0; i < 8; i++)
		h[i] += v[i];
}

/* All blocks, then the padding: 0x80, zeros, the length in bits. */
static void
hash(compress f, uint32_t *h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t rest = n;
	for (; rest >= BLOCK; p += BLOCK, rest -= BLOCK)
		f(h, p);
	unsigned char last[2 * BLOCK] = {0};
	if (rest > 0)
		memcpy(last, p, rest);
	last[rest] = 0x80;
	size_t size = rest + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
	word_write(last + size - 8, (uint32_t)((uint64_t)n >> 29));
	word_write(last + size - 4, (uint32_t)(n << 3));
	for (size_t i = 0; i < size; i += BLOCK)
		f(h, last + i);
}

void
sha1(const void *bytes, size_t n, unsigned char out[SHA1_SIZE])
{
	uint32_t h[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
	hash(compress_1, h, bytes, n);
	for (int i = 0; i < 5; i++)
		word_write(out + 4 * i, h[i]);
}

void
sha256(const void *bytes, size_t n, unsigned char out[SHA256_SIZE])
{
	uint32_t h[] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
	    0x1f83d9ab, 0x5be0cd19};
	hash(compress_256, h, bytes, n);
	for (int i = 0; i < 8; i++)
		word_write(out + 4 * i, h[i]);
}

/* 20 bytes are four groups of 40 bits, eight characters each: no padding (RFC 4648, section 6). */
void
sha1_label(const void *bytes, size_t n, char out[40])
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned char d[SHA1_SIZE];
	sha1(bytes, n, d);
	memcpy(out, "sha1:", 5);
	for (int i = 0; i < 32; i++) {
		int bit = i * 5, byte = bit / 8, shift = 11 - bit % 8;
		unsigned pair = (unsigned)d[byte] << 8 | (byte + 1 < SHA1_SIZE ? d[byte + 1] : 0);
		out[5 + i] = alphabet[pair >> shift & 31];
	}
	out[37] = '\0';
}

void
sha256_hex(const void *bytes, size_t n, char out[65])
{
	static const char hex[] = "0123456789abcdef";
	unsigned char d[SHA256_SIZE];
	sha256(bytes, n, d);
	for (int i = 0; i < SHA256_SIZE; i++) {
		out[2 * i] = hex[d[i] >> 4];
		out[2 * i + 1] = hex[d[i] & 15];
	}
	out[64] = '\0';
}
