// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/asset.h"

#include "web/asset_table.h"

struct text asset_folder(void)
{
    return text_from(asset_table_folder);
}

bool asset_is_built(void)
{
    return asset_table[0].name;
}

bool asset_find(struct text path, struct asset *asset)
{
    struct text folder = asset_folder();
    if (!text_starts(path, folder))
        return false;
    struct text name = text_slice(path, folder.length, path.length);
    for (const struct asset_file *file = asset_table; file->name; file++)
        if (text_equal(name, text_from(file->name))) {
            *asset = (struct asset){
                .content_type = text_from(file->content_type),
                .bytes = {(const char *)file->bytes, file->length},
                .compressed = {(const char *)file->compressed, file->compressed_length},
            };
            return true;
        }
    return false;
}
