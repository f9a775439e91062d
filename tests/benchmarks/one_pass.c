/* What a processor needs at the least: one pass over an issuance file with the rules of manual issuance.
   Rows with quotes or another number of cells are only counted. cc -O2 one_pass.c -o one_pass; one_pass FILE */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LETTER = 1, DIGIT = 2, MARK = 4, POINT = 8, SIGN = 16, BAD = 32 };
static uint8_t kind[256];

typedef struct { uint64_t *slots; size_t mask; } Seen;

/* Whether a cell was met before, by its hash. */
static int is_again(Seen *seen, const uint8_t *cell, size_t length) {
    uint64_t hash = 1469598103934665603ull ^ length;
    while (length) {
        uint64_t word = 0;
        size_t take = length < 8 ? length : 8;
        memcpy(&word, cell, take);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
        hash ^= hash >> 32;
        cell += take;
        length -= take;
    }
    if (!hash) hash = 1;
    for (size_t at = hash & seen->mask;; at = (at + 1) & seen->mask) {
        if (!seen->slots[at]) { seen->slots[at] = hash; return 0; }
        if (seen->slots[at] == hash) return 1;
    }
}

static int address_is_bad(const uint8_t *from, const uint8_t *to) {
    const uint8_t *at = memchr(from, '@', to - from), *dot = 0;
    if (!at || at == from || at - from > 64 || to - from > 254) return 1;
    uint8_t before = POINT;
    for (const uint8_t *p = from; p < to; p++) {
        uint8_t here = p == at ? POINT : kind[*p];
        if (here & BAD || (p > at && here & SIGN) || (here & POINT && before & POINT)) return 1;
        if (p > at && *p == '.') dot = p;
        if (p > at && *p == '@') return 1;
        before = here;
    }
    return !dot || before & POINT;
}

static int key_is_bad(const uint8_t *from, const uint8_t *to) {
    if (from == to || to - from > 64) return 1;
    for (const uint8_t *p = from; p < to; p++)
        if (*p <= ' ' || *p >= 127 || *p == '"') return 1;
    return 0;
}

static int miles_are_bad(const uint8_t *from, const uint8_t *to) {
    if (from == to || to - from > 8 || *from == '0') return 1;
    long value = 0;
    for (const uint8_t *p = from; p < to; p++) {
        if (!(kind[*p] & DIGIT)) return 1;
        value = value * 10 + (*p - '0');
    }
    return value < 1 || value > 10000;
}

static Seen seen_for(size_t rows) {
    size_t size = 1024;
    while (size < rows * 2) size <<= 1;
    Seen seen = {calloc(size, sizeof(uint64_t)), size - 1};
    return seen;
}

int main(int count, char **words) {
    FILE *file = count > 1 ? fopen(words[1], "rb") : 0;
    if (!file) return 1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    uint8_t *data = malloc(size + 1);
    if (fread(data, 1, size, file) != (size_t)size) return 1;
    memset(kind, BAD, sizeof kind);
    for (int c = 'a'; c <= 'z'; c++) kind[c] = kind[c - 32] = LETTER;
    for (int c = '0'; c <= '9'; c++) kind[c] = DIGIT;
    kind['-'] = MARK; kind['_'] = kind['+'] = SIGN; kind['.'] = kind['@'] = POINT;
    size_t lines = 0;
    for (uint8_t *p = data; (p = memchr(p, '\n', data + size - p)); p++) lines++;
    Seen addresses = seen_for(lines), keys = seen_for(lines);
    uint8_t *codes = malloc(lines + 1);
    size_t row = 0, bad = 0, other = 0;
    uint8_t *line = memchr(data, '\n', size);
    for (line = line ? line + 1 : data + size; line < data + size;) {
        uint8_t *end = memchr(line, '\n', data + size - line);
        uint8_t *next = end ? end + 1 : data + size;
        if (!end) end = data + size;
        if (end > line && end[-1] == '\r') end--;
        uint8_t *one = memchr(line, ',', end - line), *two = one ? memchr(one + 1, ',', end - one - 1) : 0;
        uint8_t code = 0;
        if (!two || memchr(two + 1, ',', end - two - 1) || memchr(line, '"', end - line)) { code = 9; other++; }
        else {
            code = address_is_bad(line, one) ? 1 : key_is_bad(one + 1, two) ? 2 : miles_are_bad(two + 1, end) ? 3 : 0;
            if (is_again(&addresses, line, one - line)) code |= 16;
            if (is_again(&keys, one + 1, two - one - 1)) code |= 32;
        }
        codes[row++] = code;
        bad += code != 0;
        line = next;
    }
    printf("%zu rows, %zu with something to say, %zu of another shape\n", row, bad, other);
    return 0;
}
