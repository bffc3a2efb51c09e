// SPDX-License-Identifier: GPL-3.0-or-later
// Annotations, and what may stand in any object: actions, attached files, parts of other files.
#include "document/pdf_checker.h"

// The element of an annotation: the parent tree leads to it, and it leads back.
static const struct pdf_node *element_of(const struct pdf_checker *checker,
                                         const struct pdf_value *annotation)
{
    const struct pdf_value *key = pdf_get_kind(annotation, "StructParent", PDF_INTEGER);
    const struct pdf_node *node = key ? pdf_node_of(checker, pdf_parent_at(checker, key->integer)) : NULL;
    return node && annotation->number && checker->holder_of[annotation->number] == node ? node : NULL;
}

static void check_action(struct pdf_checker *checker, const struct pdf_value *annotation,
                         struct pdf_spot spot)
{
    const struct pdf_value *action = pdf_get(annotation, "A"), *kind = pdf_get(action, "S");
    bool follows = !action || pdf_is_name(kind, "URI") || pdf_is_name(kind, "GoTo");
    pdf_expect(checker, PDF_RULE_ACTION, follows && !pdf_get(annotation, "AA") && !pdf_get(action, "Next"),
               spot);
}

static void check_field(struct pdf_checker *checker, const struct pdf_value *annotation,
                        const struct pdf_node *node, struct pdf_spot spot)
{
    pdf_expect(checker, PDF_RULE_FIELD_ELEMENT, node && pdf_role_is(node, "Form"), spot);
    pdf_expect(checker, PDF_RULE_FIELD_NAME,
               pdf_has_text(annotation, "TU") || (node && pdf_has_text(node->value, "Alt")), spot);
}

static void check_other(struct pdf_checker *checker, const struct pdf_value *annotation,
                        const struct pdf_node *node, struct pdf_spot spot)
{
    pdf_expect(checker, PDF_RULE_ANNOTATION_ELEMENT, node && pdf_role_is(node, "Annot"), spot);
    pdf_expect(checker, PDF_RULE_ANNOTATION_WORDS,
               pdf_has_text(annotation, "Contents") || (node && pdf_has_text(node->value, "Alt")), spot);
}

static void check_annotation(struct pdf_checker *checker, const struct pdf_value *annotation, size_t page)
{
    const struct pdf_value *subtype = pdf_get(annotation, "Subtype");
    const struct pdf_node *node = element_of(checker, annotation);
    struct pdf_spot spot = {.page = page, .object = annotation, .node = node};
    pdf_expect(checker, PDF_RULE_TRAP_NET, !pdf_is_name(subtype, "TrapNet"), spot);
    check_action(checker, annotation, spot);
    if (pdf_is_name(subtype, "PrinterMark"))
        pdf_expect(checker, PDF_RULE_PRINTER_MARK,
                   !pdf_get(annotation, "StructParent") && !checker->holder_of[annotation->number], spot);
    if (pdf_is_name(subtype, "Popup") || pdf_is_name(subtype, "PrinterMark"))
        return;
    if (pdf_is_name(subtype, "Widget")) {
        check_field(checker, annotation, node, spot);
    } else if (pdf_is_name(subtype, "Link")) {
        pdf_expect(checker, PDF_RULE_LINK_ELEMENT, node && pdf_role_is(node, "Link"), spot);
        pdf_expect(checker, PDF_RULE_LINK_WORDS, pdf_has_text(annotation, "Contents"), spot);
    } else {
        check_other(checker, annotation, node, spot);
    }
}

static void check_page(struct pdf_checker *checker, const struct pdf_value *page, size_t number)
{
    const struct pdf_value *annotations = pdf_get_kind(page, "Annots", PDF_ARRAY),
                           *tabs = pdf_get(page, "Tabs");
    struct pdf_spot spot = {.page = number, .object = page};
    pdf_expect(checker, PDF_RULE_ACTION, !pdf_get(page, "AA"), spot);
    if (!annotations || annotations->count == 0)
        return;
    if (pdf_expect(checker, PDF_RULE_TABS_MISSING, tabs != NULL, spot))
        pdf_expect(checker, PDF_RULE_TABS_ORDER, pdf_is_name(tabs, "S"), spot);
    for (size_t i = 0; i < annotations->count; i++)
        check_annotation(checker, pdf_item(annotations, i), number);
}

void pdf_check_annotations(struct pdf_checker *checker)
{
    for (size_t i = 0; i < checker->pages.count; i++)
        check_page(checker, checker->pages.items[i], i + 1);
}

void pdf_check_objects(struct pdf_checker *checker)
{
    for (size_t i = 0; i < pdf_reader_numbers(checker->reader); i++) {
        const struct pdf_value *object = pdf_reader_object(checker->reader, i);
        struct pdf_spot spot = {.object = object};
        if (pdf_is_name(pdf_get(object, "Subtype"), "Form"))
            pdf_expect(checker, PDF_RULE_REFERENCE, !pdf_get(object, "Ref"), spot);
        if (pdf_get(object, "EF"))
            pdf_expect(checker, PDF_RULE_FILE_NAME, pdf_has_text(object, "F") && pdf_has_text(object, "UF"),
                       spot);
    }
}
