/* digest.h - SHA-1 (FIPS 180-4; WARC's customary digest) and SHA-256. */
#ifndef GEPPO_BASE_DIGEST_H
#define GEPPO_BASE_DIGEST_H

#include <stddef.h>

enum { SHA1_SIZE = 20, SHA256_SIZE = 32 };

void sha1(const void *bytes, size_t n, unsigned char out[SHA1_SIZE]);
void sha256(const void *bytes, size_t n, unsigned char out[SHA256_SIZE]);

/* "sha1:" and 32 characters of RFC 4648 base32; 64 characters of lower-case hex. */
void sha1_label(const void *bytes, size_t n, char out[40]);
void sha256_hex(const void *bytes, size_t n, char out[65]);

#endif
