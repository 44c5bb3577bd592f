/* SHA-256 through libmd, which no other file knows. */
#include "corpus/corpus.h"

#include <sys/types.h>

#include <sha2.h>

void tb_sha256_hex(tb_slice bytes, char out[65]) {
    static const char digits[] = "0123456789abcdef";
    SHA2_CTX context;
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256Init(&context);
    if (bytes.len) SHA256Update(&context, (const unsigned char *)bytes.p, bytes.len);
    SHA256Final(digest, &context);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[64] = '\0';
}
