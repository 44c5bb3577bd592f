/* Dates as the format writes them: YYYY, YYYY-MM, YYYY-MM-DD of the Gregorian calendar. */
#include "book/book.h"

static bool digits(tb_slice s, size_t at, size_t n, int *out) {
    *out = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= s.len || s.p[i] < '0' || s.p[i] > '9') return false;
        *out = *out * 10 + (s.p[i] - '0');
    }
    return true;
}

static int days_in(int year, int month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool tb_date_parse(tb_slice s, tb_date *out) {
    int year, month = 0, day = 0;
    *out = (tb_date){0, 0, 0};
    if (s.len != 4 && s.len != 7 && s.len != 10) return false;
    if (!digits(s, 0, 4, &year) || year == 0) return false;
    if (s.len >= 7 && (s.p[4] != '-' || !digits(s, 5, 2, &month) || month < 1 || month > 12)) return false;
    if (s.len == 10 && (s.p[7] != '-' || !digits(s, 8, 2, &day) || day < 1 || day > days_in(year, month)))
        return false;
    *out = (tb_date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

int tb_date_cmp(tb_date a, tb_date b) {
    if (a.year == 0 || b.year == 0) return 0;
    if (a.year != b.year) return a.year < b.year ? -1 : 1;
    if (a.month == 0 || b.month == 0) return 0;
    if (a.month != b.month) return a.month < b.month ? -1 : 1;
    if (a.day == 0 || b.day == 0) return 0;
    return (a.day > b.day) - (a.day < b.day);
}
