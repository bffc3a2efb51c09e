# SPDX-License-Identifier: GPL-3.0-or-later
# status 2
# says cases cannot be divided by case_ref
# says strand, preferred_contact, referred_to
craffu population demo/2019-snapshot/cases.csv --instrument instruments/hate-crime-snapshot.yaml --by case_ref
