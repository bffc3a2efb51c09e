// SPDX-License-Identifier: GPL-3.0-or-later
// Against what Rivest's program of 2011 drew.
#include "selection/positions.h"

#include "test.h"

#include <jansson.h>

TEST(every_draw_of_the_reference_is_exact)
{
    json_t *root = json_load_file(
        SOURCE_FOLDER "/tests/reference/statistics/sampling/rivest_sampler_2011.json", 0, NULL);
    const json_t *vectors = json_object_get(root, "vectors");
    assert_int_equal(json_array_size(vectors), 13);
    for (size_t v = 0; v < json_array_size(vectors); v++) {
        const json_t *vector = json_array_get(vectors, v), *range = json_object_get(vector, "range");
        const json_t *expected = json_object_get(vector, "drawn"), *seed = json_object_get(vector, "seed");
        uint64_t positions[100];
        assert_in_range(json_array_size(expected), 1, 100);
        positions_draw((struct text){json_string_value(seed), json_string_length(seed)},
                       (uint64_t)json_integer_value(json_array_get(range, 0)),
                       (uint64_t)json_integer_value(json_array_get(range, 1)),
                       json_is_true(json_object_get(vector, "with_replacement")),
                       (size_t)json_integer_value(json_object_get(vector, "skip")), json_array_size(expected),
                       positions);
        for (size_t i = 0; i < json_array_size(expected); i++)
            assert_int_equal(positions[i], json_integer_value(json_array_get(expected, i)));
    }
    json_decref(root);
}
