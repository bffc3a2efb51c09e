// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/totp.h"

#include "test.h"

#define SEED TEXT("12345678901234567890")
#define AT(seconds) ((int64_t)(seconds)*1000000)

// RFC 6238, appendix B: eight digits, SHA-1.
TEST(codes_are_those_of_the_standard)
{
    static const struct {
        int64_t seconds;
        const char *code;
    } vectors[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                   {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        assert_text_equal(totp_code(arena, SEED, totp_step(AT(vectors[i].seconds)), 8), vectors[i].code);
    arena_free(arena);
}

// RFC 4226, appendix D: six digits by a counter.
TEST(codes_of_six_digits_are_those_of_the_standard)
{
    static const char *const codes[] = {"755224", "287082", "359152", "969429", "338314",
                                        "254676", "287922", "162583", "399871", "520489"};
    struct arena *arena = arena_new();
    for (int i = 0; i < 10; i++)
        assert_text_equal(totp_code(arena, SEED, i, TOTP_DIGITS), codes[i]);
    arena_free(arena);
}

TEST(a_code_is_good_one_step_before_and_after_its_own_and_no_longer)
{
    int64_t step = 0;
    for (int64_t seconds = 0; seconds < 300; seconds++) { // the code of step 4: from 120 to 149
        bool good = totp_matches(SEED, TEXT("338314"), AT(seconds), -9, &step);
        assert_int_equal(good, seconds >= 90 && seconds < 180);
    }
    assert_int_equal(step, 4);
}

TEST(a_code_that_was_taken_is_not_taken_again)
{
    int64_t step = 0;
    assert_true(totp_matches(SEED, TEXT("338314"), AT(130), 3, &step));
    assert_false(totp_matches(SEED, TEXT("338314"), AT(130), 4, &step));
    // The one before it neither, when its own step was passed over.
    assert_false(totp_matches(SEED, TEXT("969429"), AT(130), 4, &step));
    // The next one is good at once.
    assert_true(totp_matches(SEED, TEXT("254676"), AT(130), 4, &step));
    assert_int_equal(step, 5);
}

TEST(a_code_may_have_blanks_and_nothing_else)
{
    int64_t step;
    assert_true(totp_matches(SEED, TEXT(" 338 314"), AT(130), 0, &step));
    assert_false(totp_matches(SEED, TEXT("33831"), AT(130), 0, &step));
    assert_false(totp_matches(SEED, TEXT("3383144"), AT(130), 0, &step));
    assert_false(totp_matches(SEED, TEXT("33831a"), AT(130), 0, &step));
    assert_false(totp_matches(SEED, TEXT(""), AT(130), 0, &step));
}

TEST(an_app_reads_the_address)
{
    struct arena *arena = arena_new();
    assert_text_equal(
        totp_address(arena, SEED, TEXT("Swyddfa & Co"), TEXT("a@b.example")),
        "otpauth://totp/Swyddfa%20%26%20Co:a%40b.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Swyddfa%20%26%20Co&algorithm=SHA1&digits=6&period=30");
    arena_free(arena);
}
